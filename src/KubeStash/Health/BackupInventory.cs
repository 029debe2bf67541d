using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Health;

/// <summary>The objects that tell how a cluster's backups do, at one moment. What may not be seen is left empty.</summary>
public sealed record BackupInventory
{
    /// <summary>What promises backups.</summary>
    public IReadOnlyList<BackupInvoker> Invokers { get; init; } = [];

    /// <summary>Runs of backups that are still there.</summary>
    public IReadOnlyList<BackupSessionRow> Sessions { get; init; } = [];

    /// <summary>Snapshots that are still there.</summary>
    public IReadOnlyList<SnapshotRow> Snapshots { get; init; } = [];

    /// <summary>Repositories.</summary>
    public IReadOnlyList<RepositoryRow> Repositories { get; init; } = [];

    /// <summary>Storages.</summary>
    public IReadOnlyList<BackupStorageRow> Storages { get; init; } = [];

    /// <summary>Restores that are still there.</summary>
    public IReadOnlyList<RestoreSessionRow> Restores { get; init; } = [];

    /// <summary>Verifications that are still there.</summary>
    public IReadOnlyList<BackupVerificationSessionRow> Verifications { get; init; } = [];
}
