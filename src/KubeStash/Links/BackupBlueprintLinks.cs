using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupBlueprints refer to. Names that hold variables lead nowhere.</summary>
public static class BackupBlueprintLinks
{
    /// <summary>Where it stores.</summary>
    public static Link<BackupBlueprintRow> Storage { get; } = new("storage", KubeStashKinds.BackupStorage, row => row.Backends.Select(backend => backend.Storage));

    /// <summary>What it keeps.</summary>
    public static Link<BackupBlueprintRow> RetentionPolicy { get; } = new("retentionPolicy", KubeStashKinds.RetentionPolicy, row => row.Backends.Select(backend => backend.RetentionPolicy));

    /// <summary>What verifies its repositories.</summary>
    public static Link<BackupBlueprintRow> Verifier { get; } = new("verifier", KubeStashKinds.BackupVerifier, row => row.Sessions.SelectMany(session => session.Repositories).Select(repository => repository.BackupVerifier));

    /// <summary>The addons that do the work.</summary>
    public static Link<BackupBlueprintRow> Addon { get; } = new("addon", KubeStashKinds.Addon, row => row.Sessions.Select(session => LinkKey.OfClusterScoped(session.Addon)));

    /// <summary>What runs before and after.</summary>
    public static Link<BackupBlueprintRow> HookTemplate { get; } = new("hookTemplate", KubeStashKinds.HookTemplate, row => row.Sessions.SelectMany(session => session.HookTemplates).Select(key => (ObjectKey?)key));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupBlueprintRow>> All { get; } = [Storage, RetentionPolicy, Verifier, Addon, HookTemplate];
}
