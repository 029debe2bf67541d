using System.Collections.Concurrent;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Settings;

namespace BackupConsole.Clusters;

/// <summary>
/// The sessions of this process: one per cluster, as everyone acts with the credential of its context (see <see cref="AccessMode"/>).
/// </summary>
public sealed class ClusterSessions(
    ClusterRegistry registry,
    InformerPool informers,
    ClusterOptions options,
    Func<ClusterConfiguration, IClusterConnection> connect) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ClusterSession> sessions = new(StringComparer.Ordinal);

    /// <summary>The session of a cluster; <c>null</c> when there is no cluster of that slug. Contacts nothing.</summary>
    public ClusterSession? Find(string slug) =>
        registry.Find(slug) is { } cluster
            ? sessions.GetOrAdd(slug, _ => new ClusterSession(cluster, connect, informers, options.Namespaces))
            : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (ClusterSession session in sessions.Values)
        {
            await session.DisposeAsync();
        }
    }
}
