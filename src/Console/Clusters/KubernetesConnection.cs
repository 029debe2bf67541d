using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Asks a real API server. Opens no connection before the first question.</summary>
public sealed class KubernetesConnection(ClusterConfiguration cluster, TimeProvider time, ILogger<KubernetesClient> logger) : IClusterConnection
{
    // More names than anyone scrolls through; the rest can be typed.
    private const int MaximumNames = 10_000;

    private readonly KubernetesClient client = new(cluster, new KubernetesClientOptions(), time, logger);

    /// <inheritdoc />
    public Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken) => client.WhoAmIAsync(cancellationToken);

    /// <inheritdoc />
    public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken) =>
        client.ReviewAccessAsync(request, cancellationToken);

    /// <inheritdoc />
    public async Task<ImmutableArray<string>> ListNamespacesAsync(CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (ObjectList page in client.ListPagesAsync(BuiltInKinds.Namespace, null, new ListOptions(), cancellationToken))
        {
            foreach (JsonObject item in page.Items)
            {
                if (item["metadata"]?["name"] is JsonValue value && value.TryGetValue(out string? name))
                {
                    names.Add(name);
                }
            }

            if (names.Count >= MaximumNames)
            {
                break;
            }
        }

        names.Sort(StringComparer.Ordinal);
        return [.. names];
    }

    /// <inheritdoc />
    public IListerWatcher<T> ListerWatcher<T>(IRowReader<T> reader, ObjectSelector selector)
        where T : class, IRow => new KubernetesListerWatcher<T>(client, reader, selector);

    /// <inheritdoc />
    public Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken) => client.DiscoverAsync(cancellationToken);

    /// <inheritdoc />
    public Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken) => client.GetAsync(kind, key, cancellationToken);

    /// <inheritdoc />
    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, bool dryRun, CancellationToken cancellationToken) =>
        client.CreateAsync(kind, ns, manifest, new WriteOptions { DryRun = dryRun }, cancellationToken);

    /// <inheritdoc />
    public Task<JsonObject> MergeAsync(ResourceKind kind, ObjectKey key, JsonObject changes, CancellationToken cancellationToken) =>
        client.PatchAsync(kind, key, Patch.Merge(changes), new WriteOptions(), cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken) => client.ReadLogAsync(pod, options, cancellationToken);

    /// <inheritdoc />
    public Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken) => client.GetOpenApiAsync(group, version, cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(ResourceKind kind, ObjectKey key, string uid, CancellationToken cancellationToken) =>
        client.DeleteAsync(kind, key, new DeleteOptions { Uid = uid, Propagation = PropagationPolicy.Background }, cancellationToken);

    /// <inheritdoc />
    public async Task<ImmutableArray<T>> ListAsync<T>(IRowReader<T> reader, string? ns, int limit, CancellationToken cancellationToken)
        where T : class, IRow
    {
        List<T> rows = [];
        await client.ListRowsAsync(reader, ns, new ListOptions { Limit = limit }, Add, cancellationToken);
        return [.. rows];

        // What cannot be read can hardly be referred to either.
        void Add(ReadResult<T> result)
        {
            if (result.Row is { } row && rows.Count < limit)
            {
                rows.Add(row);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client.DisposeAsync();
}
