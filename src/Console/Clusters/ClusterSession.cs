using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Clusters;

/// <summary>
/// One cluster as one identity: the connection, who the server says we are, and the informers shared by all who look with that identity.
/// Connects when first asked something.
/// </summary>
public sealed class ClusterSession : IAsyncDisposable
{
    private static readonly StoreSchema<WholeObject> WholeObjects = new();

    private readonly InformerPool informers;
    private readonly ImmutableArray<string> configuredNamespaces;
    private readonly Lazy<IClusterConnection> connection;
    private readonly SchemaCache schemas;
    private readonly SemaphoreSlim identityGate = new(1, 1);
    private UserIdentity? identity;

    /// <summary>Contacts nothing.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="connect">Makes the connection, when it is needed.</param>
    /// <param name="informers">The informers of this process.</param>
    /// <param name="namespaces">Namespaces to try where they may not be listed.</param>
    public ClusterSession(
        ClusterConfiguration cluster, Func<ClusterConfiguration, IClusterConnection> connect, InformerPool informers, IEnumerable<string> namespaces)
    {
        Cluster = cluster;
        this.informers = informers;
        connection = new Lazy<IClusterConnection>(() => connect(cluster));
        schemas = new SchemaCache((group, version, token) => connection.Value.GetOpenApiAsync(group, version, token), TimeProvider.System);
        Kinds = new KindDirectory(token => connection.Value.DiscoverAsync(token), TimeProvider.System);
        configuredNamespaces = cluster.Namespace is { Length: > 0 } own ? [.. namespaces, own] : [.. namespaces];
    }

    /// <summary>The cluster.</summary>
    public ClusterConfiguration Cluster { get; }

    /// <summary>Whether anything was asked of the cluster yet.</summary>
    public bool IsConnected => connection.IsValueCreated;

    /// <summary>
    /// Who the server takes the user for; asked once. The name is empty where the server cannot tell: then the context stands for its user.
    /// </summary>
    public Task<UserIdentity> WhoAmIAsync(CancellationToken cancellationToken) => IdentityAsync(cancellationToken);

    /// <summary>Where the user may list a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="asked">The namespace a page is about; <c>null</c> for no particular one.</param>
    /// <param name="typed">Namespaces the person has named before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<NamespaceAccess> ReviewNamespacesAsync(ResourceKind kind, string? asked, IEnumerable<string> typed, CancellationToken cancellationToken) =>
        ReviewNamespacesAsync("list", kind, asked, typed, cancellationToken);

    /// <summary>Where the user may do something with a kind, such as <c>create</c>.</summary>
    /// <param name="verb">What is to be done.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="asked">The namespace a page is about; <c>null</c> for no particular one.</param>
    /// <param name="typed">Namespaces the person has named before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NamespaceAccess> ReviewNamespacesAsync(
        string verb, ResourceKind kind, string? asked, IEnumerable<string> typed, CancellationToken cancellationToken)
    {
        UserIdentity user = await IdentityAsync(cancellationToken);
        return await NamespaceReview.ReviewAsync(connection.Value, verb, kind, Described(user), asked, [.. configuredNamespaces, .. typed], cancellationToken);
    }

    /// <summary>Whether the user may list a kind in one namespace, without looking at any other.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NamespaceAccess> ReviewNamespaceAsync(ResourceKind kind, string ns, CancellationToken cancellationToken)
    {
        UserIdentity user = await IdentityAsync(cancellationToken);
        return await NamespaceReview.ReviewOneAsync(connection.Value, kind, Described(user), ns, cancellationToken);
    }

    /// <summary>Rows of a kind, shared with everyone of the same identity. Dispose the lease to let go of them.</summary>
    /// <param name="reader">Reads the rows.</param>
    /// <param name="schema">How they are kept.</param>
    /// <param name="scope">Where to look.</param>
    /// <param name="selector">Which of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InformerLease<T>> WatchAsync<T>(
        IRowReader<T> reader, StoreSchema<T> schema, InformerScope scope, ObjectSelector selector, CancellationToken cancellationToken)
        where T : class, IRow
    {
        UserIdentity user = await IdentityAsync(cancellationToken);
        InformerKey key = new(Cluster.Slug, reader.Kind, scope, selector, Canonical(user));
        return informers.Acquire(key, () => connection.Value.ListerWatcher(reader, selector), schema);
    }

    /// <summary>One object, whole, followed for as long as the lease is held. The store has one row, or none while there is no such object.</summary>
    /// <exception cref="InvalidOperationException">The kind is Secret: their values would stay in memory for as long as somebody looks.</exception>
    public Task<InformerLease<WholeObject>> WatchObjectAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken)
    {
        if (SecretValues.Has(kind))
        {
            throw new InvalidOperationException("Secrets are asked for, not watched.");
        }

        InformerScope scope = kind.Namespaced ? InformerScope.Of(key.Namespace) : InformerScope.All;
        return WatchAsync(WholeObject.Reader(kind), WholeObjects, scope, ObjectSelector.Named(key.Name), cancellationToken);
    }

    /// <summary>The kinds the server serves.</summary>
    public KindDirectory Kinds { get; }

    /// <summary>One object, as it is now. Of a Secret, without the values: this is the only way to see one.</summary>
    public async Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken)
    {
        JsonObject found = await connection.Value.GetAsync(kind, key, cancellationToken);
        if (SecretValues.Has(kind))
        {
            SecretValues.Remove(found);
        }

        return found;
    }

    /// <summary>Whether a Secret holds exactly some values. They are compared here, so that none leaves.</summary>
    /// <param name="secret">The Secret.</param>
    /// <param name="data">The values by their keys, as <c>data</c> has them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> HoldsAsync(ObjectKey secret, JsonObject data, CancellationToken cancellationToken)
    {
        JsonObject found = await connection.Value.GetAsync(BuiltInKinds.Secret, secret, cancellationToken);
        return JsonNode.DeepEquals(found["data"] ?? new JsonObject(), data);
    }

    /// <summary>Creates an object, or with <paramref name="dryRun"/> asks what would be stored.</summary>
    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, bool dryRun, CancellationToken cancellationToken) =>
        connection.Value.CreateAsync(kind, ns, manifest, dryRun, cancellationToken);

    /// <summary>Merges changes into the object of a uid. A later object of the same name is left alone: servers refuse another uid.</summary>
    public Task<JsonObject> MergeAsync(ResourceKind kind, ObjectKey key, string uid, JsonObject changes, CancellationToken cancellationToken)
    {
        JsonObject guarded = changes.DeepClone().AsObject();
        guarded["metadata"] = new JsonObject { ["uid"] = uid };
        return connection.Value.MergeAsync(kind, key, guarded, cancellationToken);
    }

    /// <summary>Lines of a container's log, each cut at 64 KiB.</summary>
    public IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken) =>
        connection.Value.ReadLogAsync(pod, options, cancellationToken);

    /// <summary>The cluster's own schema of a kind; <c>null</c> where it publishes none (before 1.24).</summary>
    public Task<ManifestSchema?> GetSchemaAsync(string apiVersion, string kind, CancellationToken cancellationToken) => schemas.GetAsync(apiVersion, kind, cancellationToken);

    /// <summary>Rows of a kind by one request, as they are now; the first <paramref name="limit"/> of them.</summary>
    public Task<ImmutableArray<T>> ListAsync<T>(IRowReader<T> reader, string? ns, int limit, CancellationToken cancellationToken)
        where T : class, IRow => connection.Value.ListAsync(reader, ns, limit, cancellationToken);

    /// <summary>Deletes the object of a uid, what it owns after it.</summary>
    public Task DeleteAsync(ResourceKind kind, ObjectKey key, string uid, CancellationToken cancellationToken) => connection.Value.DeleteAsync(kind, key, uid, cancellationToken);

    /// <summary>Whether the user may do something, in words for a disabled button. A server that does not answer the question decides when asked to act.</summary>
    public async Task<Allowance> ReviewAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        UserIdentity user = await IdentityAsync(cancellationToken);
        AccessDecision decision;
        try
        {
            decision = await connection.Value.ReviewAccessAsync(request, cancellationToken);
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            return Allowance.Granted;
        }

        return decision.Allowed ? Allowance.Granted : Allowance.Refused(request, Described(user), decision.Reason);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        identityGate.Dispose();
        schemas.Dispose();
        Kinds.Dispose();
        if (connection.IsValueCreated)
        {
            await connection.Value.DisposeAsync();
        }
    }

    // Groups decide what one may see as much as the name does; their order does not.
    private static string Canonical(UserIdentity user) => string.Join('\n', [user.Name, .. user.Groups.Order(StringComparer.Ordinal)]);

    // Quoted, or a user called nobody would turn the sentence round.
    private string Described(UserIdentity user) =>
        user.Name.Length == 0 ? $"the user of context \"{Cluster.Name}\"" : $"user \"{user.Name}\"";

    private async Task<UserIdentity> IdentityAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref identity) is { } known)
        {
            return known;
        }

        await identityGate.WaitAsync(cancellationToken);
        try
        {
            // Where the server cannot tell (before 1.26), the context stands for its user: it has one, and only one.
            identity ??= await connection.Value.WhoAmIAsync(cancellationToken) is { Name.Length: > 0 } told
                ? told
                : new UserIdentity(string.Empty, []);
            return identity;
        }
        finally
        {
            identityGate.Release();
        }
    }
}
