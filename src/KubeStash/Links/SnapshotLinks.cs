using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Links;

/// <summary>What Snapshots refer to.</summary>
public static class SnapshotLinks
{
    /// <summary>The repository it is in.</summary>
    public static Link<SnapshotRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => row.Beside(row.Repository));

    /// <summary>The run that made it, which is often deleted already.</summary>
    public static Link<SnapshotRow> BackupSession { get; } = new("backupSession", KubeStashKinds.BackupSession, row => row.Beside(row.BackupSession));

    /// <summary>What it was taken of.</summary>
    public static Link<SnapshotRow> Target { get; } = new("target", null, row => row.Target is { } target ? LinkKey.Of(target) : null);

    /// <summary>Its last verification.</summary>
    public static Link<SnapshotRow> VerificationSession { get; } = new("verificationSession", KubeStashKinds.BackupVerificationSession, row => row.Beside(row.VerificationSession));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<SnapshotRow>> All { get; } = [Repository, BackupSession, Target, VerificationSession];
}
