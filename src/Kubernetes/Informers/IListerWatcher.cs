using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// What an informer asks of a server about one kind. Errors are those of <see cref="KubernetesClient"/>. Implementations are
/// thread-safe and know the selectors; options given here carry none.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public interface IListerWatcher<T>
    where T : class, IRow
{
    /// <summary>The kind asked about.</summary>
    ResourceKind Kind { get; }

    /// <summary>Rows of one page of a list, given to <paramref name="onRow"/> one by one while the rest still arrives.</summary>
    /// <param name="ns">Namespace; <c>null</c> for all, or a kind outside namespaces.</param>
    /// <param name="options">Version and page.</param>
    /// <param name="onRow">Takes a row; never called after the task has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<T>> onRow, CancellationToken cancellationToken);

    /// <summary>Changes as they happen. <see cref="WatchOptions.Opened"/> is called when the server has accepted the watch.</summary>
    /// <param name="ns">Namespace; <c>null</c> for all, or a kind outside namespaces.</param>
    /// <param name="options">Where to start, and for how long.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync(string? ns, WatchOptions options, CancellationToken cancellationToken);

    /// <summary>Whether the user may do something.</summary>
    Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken);

    /// <summary>Whether discovery names the kind; <c>null</c> when its group could not be asked.</summary>
    Task<bool?> IsServedAsync(CancellationToken cancellationToken);

    /// <summary>Whether the server is of a version that may have streaming lists (<c>sendInitialEvents</c>, Kubernetes 1.27).</summary>
    Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken);
}
