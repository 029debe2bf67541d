using System.Collections.Immutable;
using BackupConsole.Components.Actions;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Pages.Following;

namespace BackupConsole.Pages.Repositories;

/// <summary>What may be done with a Repository.</summary>
internal static class RepositoryActions
{
    /// <summary>In the order they are offered.</summary>
    public static ImmutableArray<ObjectAction<RepositoryRow>> All { get; } = [FollowUps.Restore<RepositoryRow>(Of, Hindrance), FollowUps.Verify<RepositoryRow>(Of, Hindrance)];

    private static FollowUpOf Of(RepositoryRow row) => new(row.Namespace, row.Name, "");

    private static string? Hindrance(RepositoryRow row) => row.SnapshotCount == 0 ? "The repository holds no snapshot." : null;
}
