using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>Asks an API server through a <see cref="KubernetesClient"/>, which it does not own.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="client">Talks to the server as the user.</param>
/// <param name="reader">Reads the kind's rows.</param>
/// <param name="selector">Which of the objects; all when <c>null</c>.</param>
public sealed class KubernetesListerWatcher<T>(
    KubernetesClient client,
    IRowReader<T> reader,
    ObjectSelector? selector = null) : IListerWatcher<T>
    where T : class, IRow
{
    private readonly ObjectSelector selector = selector ?? ObjectSelector.Everything;

    /// <inheritdoc />
    public ResourceKind Kind => reader.Kind;

    /// <inheritdoc />
    public Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<T>> onRow, CancellationToken cancellationToken) =>
        client.ListRowsAsync(reader, ns, options with { LabelSelector = selector.Labels, FieldSelector = selector.Fields }, onRow, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync(string? ns, WatchOptions options, CancellationToken cancellationToken) =>
        client.WatchAsync(reader, ns, options with { LabelSelector = selector.Labels, FieldSelector = selector.Fields }, cancellationToken);

    /// <inheritdoc />
    public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken) =>
        client.ReviewAccessAsync(request, cancellationToken);

    /// <inheritdoc />
    public async Task<bool?> IsServedAsync(CancellationToken cancellationToken)
    {
        ApiDiscovery discovery = await client.DiscoverAsync(cancellationToken);
        ResourceKind kind = reader.Kind;
        bool named = discovery.Resources.Any(resource =>
            resource.Kind.Group == kind.Group && resource.Kind.Version == kind.Version && resource.Kind.Plural == kind.Plural);
        if (named)
        {
            return true;
        }

        bool unknown = discovery.FailedGroups.Any(failed =>
            failed.GroupVersion == kind.ApiVersion || failed.GroupVersion == kind.Group);
        return unknown ? null : false;
    }

    /// <inheritdoc />
    public async Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken) =>
        (await client.GetVersionAsync(cancellationToken)).IsAtLeast(1, 27);
}
