using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.Clusters;

/// <summary>
/// The kinds a server serves, found by what references and addresses say of them. KubeStash's own and those of every cluster are known without
/// asking; what else there is, is asked for once in a while, as somebody may install more.
/// </summary>
/// <param name="discover">Asks the server.</param>
/// <param name="time">The clock.</param>
public sealed class KindDirectory(Func<CancellationToken, Task<ApiDiscovery>> discover, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // A kind that is not there is asked for again, but not by every row of a list.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly ResourceKind[] Known = [.. BuiltInKinds.All, .. KubeStashKinds.All];

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile ResourceKind[]? served;
    private DateTimeOffset readAt;

    /// <summary>The kind of a reference, as far as it is known without asking; <c>null</c> when it is not.</summary>
    public ResourceKind? Find(string group, string kind) => Find(Fits(group, kind));

    /// <summary>The kind of <c>plural.group</c>, as far as it is known without asking; <c>null</c> when it is not.</summary>
    public ResourceKind? Find(string id) => Find(kind => kind.Id == id);

    /// <summary>The kind of a reference; <c>null</c> when the server does not serve it.</summary>
    public Task<ResourceKind?> FindAsync(string group, string kind, CancellationToken cancellationToken) => FindAsync(Fits(group, kind), cancellationToken);

    /// <summary>The kind of <c>plural.group</c>; <c>null</c> when the server does not serve it.</summary>
    public Task<ResourceKind?> FindAsync(string id, CancellationToken cancellationToken) => FindAsync(kind => kind.Id == id, cancellationToken);

    /// <summary>Everything the server serves that can be looked at.</summary>
    public async Task<IReadOnlyList<ResourceKind>> AllAsync(CancellationToken cancellationToken) => await ReadAsync(Lifetime, cancellationToken);

    /// <summary>The same, asked for anew: for somebody who knows that there is more by now.</summary>
    public async Task<IReadOnlyList<ResourceKind>> AllAgainAsync(CancellationToken cancellationToken) => await ReadAsync(TimeSpan.Zero, cancellationToken);

    private static Func<ResourceKind, bool> Fits(string group, string kind) => each => each.Group == group && each.Kind == kind;

    private ResourceKind? Find(Func<ResourceKind, bool> fits) => Array.Find(Known, each => fits(each)) ?? served?.FirstOrDefault(fits);

    private async Task<ResourceKind?> FindAsync(Func<ResourceKind, bool> fits, CancellationToken cancellationToken)
    {
        if (Find(fits) is { } known)
        {
            return known;
        }

        await ReadAsync(Patience, cancellationToken);
        return Find(fits);
    }

    private async Task<ResourceKind[]> ReadAsync(TimeSpan fresh, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (served is null || time.GetUtcNow() - readAt >= fresh)
            {
                ApiDiscovery discovery = await discover(cancellationToken);
                served = [.. discovery.Resources.Where(resource => resource.Verbs.Contains("get") && resource.Verbs.Contains("list")).Select(resource => resource.Kind).DistinctBy(kind => kind.Id)];
                readAt = time.GetUtcNow();
            }

            return served;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();
}
