using BackupConsole.Clusters;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.Sources;

/// <summary>How Snapshots are kept: one way for every page, as the rows are shared.</summary>
internal static class SnapshotSource
{
    /// <summary>Lookup by the BackupSession that made it.</summary>
    public const string ByBackupSession = "backupSession";

    /// <summary>The rows.</summary>
    public static ResourceSource<SnapshotRow> Rows { get; } = new(
        SnapshotRow.Reader,
        new StoreSchema<SnapshotRow>()
            .WithOrder("created", row => row.CreationTimestamp ?? DateTimeOffset.MinValue)
            .WithOrder("name", row => row.Name)
            .WithLookup(ByBackupSession, row => row.BackupSession.Length == 0 ? null : new ObjectKey(row.Namespace, row.BackupSession)),
        (row, text) => row.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Repository.Contains(text, StringComparison.OrdinalIgnoreCase));
}
