using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>What the console asks of a cluster, as one user. Errors are those of <see cref="KubernetesClient"/>.</summary>
public interface IClusterConnection : IAsyncDisposable
{
    /// <summary>Who the server takes the user for; <c>null</c> where it cannot be asked.</summary>
    Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken);

    /// <summary>Whether the user may do something.</summary>
    Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken);

    /// <summary>Names of all namespaces, sorted; refused to those who may not list them.</summary>
    Task<ImmutableArray<string>> ListNamespacesAsync(CancellationToken cancellationToken);

    /// <summary>What an informer of a kind asks.</summary>
    IListerWatcher<T> ListerWatcher<T>(IRowReader<T> reader)
        where T : class, IRow;
}
