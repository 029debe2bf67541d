using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.KubeStash.Health;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.Overview;

/// <summary>What the overview shows: a cluster's objects and what follows from them, at one moment. Immutable.</summary>
/// <param name="Inventory">The objects.</param>
/// <param name="Now">The moment.</param>
/// <param name="Troubles">What fails.</param>
/// <param name="Protections">How each session of each invoker keeps its promise.</param>
/// <param name="Upcoming">What runs next.</param>
/// <param name="Counts">Backups of the last day, week and month.</param>
/// <param name="Storages">How much each storage holds.</param>
/// <param name="Kinds">How each of the kinds behind it follows the cluster.</param>
public sealed record OverviewView(
    BackupInventory Inventory,
    DateTimeOffset Now,
    IReadOnlyList<Trouble> Troubles,
    IReadOnlyList<Protection> Protections,
    IReadOnlyList<UpcomingRun> Upcoming,
    IReadOnlyList<BackupCounts> Counts,
    IReadOnlyList<StorageUse> Storages,
    ImmutableArray<FollowedKind> Kinds)
{
    /// <summary>What follows from the objects.</summary>
    public static OverviewView Of(BackupInventory inventory, ImmutableArray<FollowedKind> kinds, DateTimeOffset now) => new(
        inventory,
        now,
        Trouble.Find(inventory),
        Protection.Judge(inventory, now),
        UpcomingRun.Find(inventory.Invokers, now),
        BackupCounts.Of(inventory, now),
        StorageUse.Of(inventory),
        kinds);

    /// <summary>Whether rows of some kind are still on their way, so that nothing can be counted yet.</summary>
    public bool IsLoading => Kinds.Any(kind => kind.Phase is ListPhase.Connecting or ListPhase.Syncing);

    /// <summary>The kinds that cannot be seen, whatever the reason.</summary>
    public IEnumerable<FollowedKind> Unseen => Kinds.Where(kind => !kind.IsSeen && kind.Phase is not (ListPhase.Connecting or ListPhase.Syncing));

    /// <summary>The kind that follows the cluster worst: what the whole page is worth.</summary>
    public FollowedKind Worst => Kinds.FirstOrDefault(kind => kind.Phase == ListPhase.Stale) ?? Kinds.FirstOrDefault(kind => kind.Phase is ListPhase.Connecting or ListPhase.Syncing) ?? Kinds[0];
}

/// <summary>How one of the kinds behind the overview follows the cluster.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Phase">What can be shown of it.</param>
/// <param name="Trouble">Why it cannot be used, for people; <c>null</c> when it can.</param>
/// <param name="Access">Where the user may list it; <c>null</c> until the server has said so.</param>
/// <param name="State">How its rows follow the cluster; <c>null</c> when nothing is watched.</param>
public sealed record FollowedKind(ResourceKind Kind, ListPhase Phase, string? Trouble, NamespaceAccess? Access, InformerState? State)
{
    /// <summary>Whether its rows are counted.</summary>
    public bool IsSeen => Phase is ListPhase.Live or ListPhase.Stale;
}
