using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupBatches refer to.</summary>
public static class BackupBatchLinks
{
    /// <summary>What it backs up.</summary>
    public static Link<BackupBatchRow> Target { get; } = new("target", null, row => row.Targets.Select(target => (ObjectKey?)LinkKey.Of(target)));

    /// <summary>Where it stores.</summary>
    public static Link<BackupBatchRow> Storage { get; } = new("storage", KubeStashKinds.BackupStorage, row => row.Backends.Select(backend => backend.Storage));

    /// <summary>What it keeps.</summary>
    public static Link<BackupBatchRow> RetentionPolicy { get; } = new("retentionPolicy", KubeStashKinds.RetentionPolicy, row => row.Backends.Select(backend => backend.RetentionPolicy));

    /// <summary>The repositories its sessions write, in its own namespace.</summary>
    public static Link<BackupBatchRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => row.Beside(repository.Name)));

    /// <summary>Secrets with the passwords of its repositories.</summary>
    public static Link<BackupBatchRow> EncryptionSecret { get; } = new("encryptionSecret", BuiltInKinds.Secret, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => repository.EncryptionSecret));

    /// <summary>What verifies its repositories.</summary>
    public static Link<BackupBatchRow> Verifier { get; } = new("verifier", KubeStashKinds.BackupVerifier, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => repository.BackupVerifier));

    /// <summary>The addons that do the work.</summary>
    public static Link<BackupBatchRow> Addon { get; } = new("addon", KubeStashKinds.Addon, row => row.Addons.Select(LinkKey.OfClusterScoped));

    /// <summary>What runs before and after.</summary>
    public static Link<BackupBatchRow> HookTemplate { get; } = new("hookTemplate", KubeStashKinds.HookTemplate, row => row.Sessions.SelectMany(session => session.HookTemplates).Select(key => (ObjectKey?)key));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupBatchRow>> All { get; } = [Target, Storage, RetentionPolicy, Repository, EncryptionSecret, Verifier, Addon, HookTemplate];
}
