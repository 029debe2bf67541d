using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupStorages refer to, in their own namespace.</summary>
public static class BackupStorageLinks
{
    /// <summary>The credentials.</summary>
    public static Link<BackupStorageRow> Secret { get; } = new("secret", BuiltInKinds.Secret, row => row.Beside(row.SecretName));

    /// <summary>The volume of a local storage.</summary>
    public static Link<BackupStorageRow> Claim { get; } = new("claim", BuiltInKinds.PersistentVolumeClaim, row => row.Beside(row.ClaimName));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupStorageRow>> All { get; } = [Secret, Claim];
}
