using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What Repositories refer to.</summary>
public static class RepositoryLinks
{
    /// <summary>Where it is stored.</summary>
    public static Link<RepositoryRow> Storage { get; } = new("storage", KubeStashKinds.BackupStorage, row => row.Storage);

    /// <summary>The Secret with its password.</summary>
    public static Link<RepositoryRow> EncryptionSecret { get; } = new("encryptionSecret", BuiltInKinds.Secret, row => row.EncryptionSecret);

    /// <summary>Whose backups it holds.</summary>
    public static Link<RepositoryRow> Target { get; } = new("target", null, row => row.Target is { } target ? LinkKey.Of(target) : null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<RepositoryRow>> All { get; } = [Storage, EncryptionSecret, Target];
}
