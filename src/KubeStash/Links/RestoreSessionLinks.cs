using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What RestoreSessions refer to.</summary>
public static class RestoreSessionLinks
{
    private const string BackupVerificationSession = "BackupVerificationSession";

    /// <summary>The repository it reads.</summary>
    public static Link<RestoreSessionRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => new ObjectKey(row.DataNamespace, row.Repository));

    /// <summary>The snapshot it restores; for "latest" the one that stood for.</summary>
    public static Link<RestoreSessionRow> Snapshot { get; } = new("snapshot", KubeStashKinds.Snapshot, row => new ObjectKey(row.DataNamespace, row.Snapshot == RestoreSessionRow.Latest ? row.ResolvedSnapshot : row.Snapshot));

    /// <summary>The Secret with the password.</summary>
    public static Link<RestoreSessionRow> EncryptionSecret { get; } = new("encryptionSecret", BuiltInKinds.Secret, row => row.EncryptionSecret);

    /// <summary>What it restores into.</summary>
    public static Link<RestoreSessionRow> Target { get; } = new("target", null, row => row.Target is { } target ? LinkKey.Of(target) : null);

    /// <summary>The addon that does the work.</summary>
    public static Link<RestoreSessionRow> Addon { get; } = new("addon", KubeStashKinds.Addon, row => LinkKey.OfClusterScoped(row.Addon));

    /// <summary>What runs before and after.</summary>
    public static Link<RestoreSessionRow> HookTemplate { get; } = new("hookTemplate", KubeStashKinds.HookTemplate, row => row.HookTemplates.Select(key => (ObjectKey?)key));

    /// <summary>The configurations that rest meanwhile.</summary>
    public static Link<RestoreSessionRow> PausedBackup { get; } = new("pausedBackup", KubeStashKinds.BackupConfiguration, row => row.PausedBackups.Where(paused => paused.Kind == KubeStashKinds.BackupConfiguration.Kind).Select(paused => (ObjectKey?)paused.Key));

    /// <summary>The verification it is part of.</summary>
    public static Link<RestoreSessionRow> VerificationSession { get; } = new("verificationSession", KubeStashKinds.BackupVerificationSession, row => row.Owner(KubeStashKinds.BackupVerificationSession) ?? row.Beside(InvokerOf(row)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<RestoreSessionRow>> All { get; } = [Repository, Snapshot, EncryptionSecret, Target, Addon, HookTemplate, PausedBackup, VerificationSession];

    // Nothing but a verification makes RestoreSessions; operators label them with its name, and not always with its kind.
    private static string? InvokerOf(RestoreSessionRow row) =>
        row.Labels["kubestash.com/invoker-kind"] is null or BackupVerificationSession ? row.Labels["kubestash.com/invoker-name"] : null;
}
