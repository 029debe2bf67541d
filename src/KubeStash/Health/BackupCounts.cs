namespace BackupConsole.KubeStash.Health;

/// <summary>How many backups were started, and Snapshots made, in a stretch of time, of those that are still there.</summary>
/// <param name="Window">The stretch of time.</param>
/// <param name="Phases">BackupSessions by phase; empty for those without one.</param>
/// <param name="Snapshots">Snapshots.</param>
public sealed record BackupCounts(TimeWindow Window, IReadOnlyDictionary<string, int> Phases, int Snapshots)
{
    /// <summary>BackupSessions of any phase.</summary>
    public int Sessions => Phases.Values.Sum();

    /// <summary>Counts for each of <see cref="TimeWindow.All"/>.</summary>
    public static IReadOnlyList<BackupCounts> Of(BackupInventory inventory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return
        [
            .. TimeWindow.All.Select(window => new BackupCounts(
                window,
                inventory.Sessions.Where(row => window.Holds(row, now)).CountBy(row => row.Phase).ToDictionary(StringComparer.Ordinal),
                inventory.Snapshots.Count(row => window.Holds(row, now)))),
        ];
    }

    /// <summary>Since when the cluster remembers: the oldest BackupSession or Snapshot that is still there; <c>null</c> when there is none.</summary>
    public static DateTimeOffset? Oldest(BackupInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        DateTimeOffset? session = inventory.Sessions.Min(row => row.CreationTimestamp);
        DateTimeOffset? snapshot = inventory.Snapshots.Min(row => row.SnapshotTime ?? row.CreationTimestamp);
        return session is null || snapshot < session ? snapshot : session;
    }
}
