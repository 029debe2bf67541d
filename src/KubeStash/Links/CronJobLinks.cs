using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.KubeStash.Links;

/// <summary>What CronJobs refer to.</summary>
public static class CronJobLinks
{
    /// <summary>The configuration it starts backups of.</summary>
    public static Link<CronJobRow> BackupConfiguration { get; } = new("backupConfiguration", KubeStashKinds.BackupConfiguration, row => row.Owner(KubeStashKinds.BackupConfiguration));

    /// <summary>The batch it starts backups of.</summary>
    public static Link<CronJobRow> BackupBatch { get; } = new("backupBatch", KubeStashKinds.BackupBatch, row => row.Owner(KubeStashKinds.BackupBatch));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<CronJobRow>> All { get; } = [BackupConfiguration, BackupBatch];
}
