using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupConfigurations refer to.</summary>
public static class BackupConfigurationLinks
{
    /// <summary>What it backs up.</summary>
    public static Link<BackupConfigurationRow> Target { get; } = new("target", null, row => row.Target is { } target ? LinkKey.Of(target) : null);

    /// <summary>Where it stores.</summary>
    public static Link<BackupConfigurationRow> Storage { get; } = new("storage", KubeStashKinds.BackupStorage, row => row.Backends.Select(backend => backend.Storage));

    /// <summary>What it keeps.</summary>
    public static Link<BackupConfigurationRow> RetentionPolicy { get; } = new("retentionPolicy", KubeStashKinds.RetentionPolicy, row => row.Backends.Select(backend => backend.RetentionPolicy));

    /// <summary>The repositories its sessions write, in its own namespace.</summary>
    public static Link<BackupConfigurationRow> Repository { get; } = new("repository", KubeStashKinds.Repository, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => row.Beside(repository.Name)));

    /// <summary>Secrets with the passwords of its repositories.</summary>
    public static Link<BackupConfigurationRow> EncryptionSecret { get; } = new("encryptionSecret", BuiltInKinds.Secret, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => repository.EncryptionSecret));

    /// <summary>What verifies its repositories.</summary>
    public static Link<BackupConfigurationRow> Verifier { get; } = new("verifier", KubeStashKinds.BackupVerifier, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => repository.BackupVerifier));

    /// <summary>The addons that do the work.</summary>
    public static Link<BackupConfigurationRow> Addon { get; } = new("addon", KubeStashKinds.Addon, row => row.Sessions.Select(session => LinkKey.OfClusterScoped(session.Addon)));

    /// <summary>What runs before and after.</summary>
    public static Link<BackupConfigurationRow> HookTemplate { get; } = new("hookTemplate", KubeStashKinds.HookTemplate, row => row.Sessions.SelectMany(session => session.HookTemplates).Select(key => (ObjectKey?)key));

    /// <summary>The blueprint that made it.</summary>
    public static Link<BackupConfigurationRow> Blueprint { get; } = new("blueprint", KubeStashKinds.BackupBlueprint, row => row.BackupBlueprint);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupConfigurationRow>> All { get; } = [Target, Storage, RetentionPolicy, Repository, EncryptionSecret, Verifier, Addon, HookTemplate, Blueprint];
}
