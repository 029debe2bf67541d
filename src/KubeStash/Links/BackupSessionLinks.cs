using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupSessions refer to.</summary>
public static class BackupSessionLinks
{
    /// <summary>The configuration it is a run of.</summary>
    public static Link<BackupSessionRow> BackupConfiguration { get; } = new("backupConfiguration", KubeStashKinds.BackupConfiguration, row => row.Beside(row.BackupConfiguration));

    /// <summary>The batch it is a run of.</summary>
    public static Link<BackupSessionRow> BackupBatch { get; } = new("backupBatch", KubeStashKinds.BackupBatch, row => row.InvokerKind == KubeStashKinds.BackupBatch.Kind ? row.Beside(row.InvokerName) : null);

    /// <summary>The repositories it wrote.</summary>
    public static Link<BackupSessionRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => row.Repositories.Select(name => row.Beside(name)));

    /// <summary>The policies it applied.</summary>
    public static Link<BackupSessionRow> RetentionPolicy { get; } = new("retentionPolicy", KubeStashKinds.RetentionPolicy, row => row.RetentionPolicies.Select(key => (ObjectKey?)key));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupSessionRow>> All { get; } = [BackupConfiguration, BackupBatch, Repository, RetentionPolicy];
}
