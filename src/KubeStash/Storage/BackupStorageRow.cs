using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

/// <summary>A BackupStorage as lists and links need it. Absent texts are empty.</summary>
public sealed record BackupStorageRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupStorageRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupStorageRow> Reader { get; } = new BackupStorageReader();

    /// <summary><c>spec.storage.provider</c>: s3, gcs, azure or local.</summary>
    public string Provider { get; init; } = string.Empty;

    /// <summary>Secret with the credentials, in the storage's own namespace; empty when an identity of the pod is used.</summary>
    public string SecretName { get; init; } = string.Empty;

    /// <summary>PersistentVolumeClaim of a local storage, in its own namespace; empty for everything else.</summary>
    public string ClaimName { get; init; } = string.Empty;

    /// <summary>The bucket or container it is in; <c>null</c> for a volume.</summary>
    public StoragePlace? Place { get; init; }

    /// <summary><c>spec.default</c>: used where a configuration of the namespace names none; unset means false.</summary>
    public bool IsDefault { get; init; }

    /// <summary><c>spec.usagePolicy</c>: which namespaces may store here.</summary>
    public UsagePolicy UsagePolicy { get; init; } = UsagePolicy.Default;

    /// <summary><c>spec.deletionPolicy</c>: Delete removes the object only, WipeOut the stored data too.</summary>
    public string DeletionPolicy { get; init; } = string.Empty;

    /// <summary><c>status.phase</c>: Ready or NotReady; empty until the operator has seen the object.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.totalSize</c> as written: the sum over its repositories.</summary>
    public string TotalSize { get; init; } = string.Empty;

    /// <summary>How many entries <c>status.repositories</c> has.</summary>
    public int RepositoryCount { get; init; }

    /// <summary>Why the phase is not Ready, shortened; null when nothing is known to be wrong.</summary>
    public string? FailureReason { get; init; }
}
