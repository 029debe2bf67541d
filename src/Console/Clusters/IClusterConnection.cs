using System.Collections.Immutable;
using System.Text.Json.Nodes;
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
    /// <param name="reader">Reads its rows.</param>
    /// <param name="selector">Which objects.</param>
    IListerWatcher<T> ListerWatcher<T>(IRowReader<T> reader, ObjectSelector selector)
        where T : class, IRow;

    /// <summary>What the server serves.</summary>
    Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken);

    /// <summary>One object, as it is now.</summary>
    Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Creates an object; unknown fields are refused where the server can tell.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="ns">Its namespace; <c>null</c> for kinds outside namespaces.</param>
    /// <param name="manifest">The object.</param>
    /// <param name="dryRun">Whether the server only says what it would store.</param>
    /// <param name="cancellationToken">Gives up; the object may have been created all the same.</param>
    Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Merges changes into an object (RFC 7386); unknown fields are refused where the server can tell.</summary>
    Task<JsonObject> MergeAsync(ResourceKind kind, ObjectKey key, JsonObject changes, CancellationToken cancellationToken);

    /// <summary>Lines of a container's log, as the server sends them.</summary>
    IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken);

    /// <summary>The OpenAPI v3 document of a group and version; <c>null</c> where the server publishes none.</summary>
    Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken);

    /// <summary>Deletes the object of a uid, what it owns after it.</summary>
    Task DeleteAsync(ResourceKind kind, ObjectKey key, string uid, CancellationToken cancellationToken);

    /// <summary>Rows of a kind by one request, as they are now.</summary>
    /// <param name="reader">Reads rows.</param>
    /// <param name="ns">Namespace; <c>null</c> for all of them, or kinds outside namespaces.</param>
    /// <param name="limit">Most rows; the answer holds the first ones where there are more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<T>> ListAsync<T>(IRowReader<T> reader, string? ns, int limit, CancellationToken cancellationToken)
        where T : class, IRow;
}
