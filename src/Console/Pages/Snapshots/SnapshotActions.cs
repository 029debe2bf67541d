using System.Collections.Immutable;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Pages.Following;

namespace BackupConsole.Pages.Snapshots;

/// <summary>What may be done with a Snapshot.</summary>
internal static class SnapshotActions
{
    /// <summary>In the order they are offered.</summary>
    public static ImmutableArray<ObjectAction<SnapshotRow>> All { get; } = [FollowUps.Restore<SnapshotRow>(Of, Hindrance), FollowUps.Verify<SnapshotRow>(Of, Hindrance)];

    private static FollowUpOf Of(SnapshotRow row) => new(row.Namespace, row.Repository, row.Name);

    // Those of log archiving run for as long as they grow, and are of use all the time.
    private static string? Hindrance(SnapshotRow row) =>
        row.Phase is Phase.Succeeded or Phase.Running ? null : $"There is nothing to restore: the snapshot {(row.Phase.Length == 0 ? "has not begun" : $"is {row.Phase}")}.";
}
