using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

/// <summary>A Repository as lists and links need it. Absent texts are empty; absent numbers, times and truth values are null.</summary>
public sealed record RepositoryRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public RepositoryRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<RepositoryRow> Reader { get; } = new RepositoryReader();

    /// <summary><c>spec.storageRef</c>: the BackupStorage; null when not written.</summary>
    public ObjectKey? Storage { get; init; }

    /// <summary><c>spec.appRef</c>; null for a backup of the whole cluster.</summary>
    public TypedObjectReference? Target { get; init; }

    /// <summary><c>spec.encryptionSecret</c>; null when not written.</summary>
    public ObjectKey? EncryptionSecret { get; init; }

    /// <summary><c>spec.path</c>: folder below the storage's prefix.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary><c>spec.deletionPolicy</c>: Delete removes the object only, WipeOut the stored data too.</summary>
    public string DeletionPolicy { get; init; } = string.Empty;

    /// <summary><c>status.phase</c>: Ready or NotReady; empty until the operator has seen the object.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.size</c> as written.</summary>
    public string Size { get; init; } = string.Empty;

    /// <summary><c>status.snapshotCount</c>.</summary>
    public int? SnapshotCount { get; init; }

    /// <summary><c>status.lastBackupTime</c>: the last backup that succeeded.</summary>
    public DateTimeOffset? LastBackupTime { get; init; }

    /// <summary><c>status.integrity</c>; null while unknown.</summary>
    public bool? Integrity { get; init; }

    /// <summary>Why the phase is not Ready, shortened; null when nothing is known to be wrong.</summary>
    public string? FailureReason { get; init; }
}
