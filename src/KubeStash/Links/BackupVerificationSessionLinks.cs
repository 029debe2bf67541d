using BackupConsole.KubeStash.Core;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupVerificationSessions refer to, all in their own namespace.</summary>
public static class BackupVerificationSessionLinks
{
    /// <summary>The configuration it is a run of.</summary>
    public static Link<BackupVerificationSessionRow> BackupConfiguration { get; } = new("backupConfiguration", KubeStashKinds.BackupConfiguration, row => row.Beside(row.BackupConfiguration));

    /// <summary>The batch it is a run of.</summary>
    public static Link<BackupVerificationSessionRow> BackupBatch { get; } = new("backupBatch", KubeStashKinds.BackupBatch, row => row.InvokerKind == KubeStashKinds.BackupBatch.Kind ? row.Beside(row.InvokerName) : null);

    /// <summary>The repository of the snapshot.</summary>
    public static Link<BackupVerificationSessionRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => row.Beside(row.Repository));

    /// <summary>The snapshot that is verified.</summary>
    public static Link<BackupVerificationSessionRow> Snapshot { get; } = new("snapshot", KubeStashKinds.Snapshot, row => row.Beside(row.Snapshot));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupVerificationSessionRow>> All { get; } = [BackupConfiguration, BackupBatch, Repository, Snapshot];
}
