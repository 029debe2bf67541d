using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

/// <summary>A Snapshot as lists and links need it. Absent texts are empty; absent numbers, times and truth values are null.</summary>
public sealed record SnapshotRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public SnapshotRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<SnapshotRow> Reader { get; } = new SnapshotReader();

    /// <summary><c>spec.repository</c>, in the snapshot's own namespace.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary><c>spec.session</c>: name of the configuration's session.</summary>
    public string Session { get; init; } = string.Empty;

    /// <summary><c>spec.backupSession</c>, in the snapshot's own namespace; the object is often deleted already.</summary>
    public string BackupSession { get; init; } = string.Empty;

    /// <summary><c>spec.type</c>: FullBackup, or IncrementalBackup, which stays Running for as long as it is archived to.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary><c>spec.appRef</c>; null for a backup of the whole cluster.</summary>
    public TypedObjectReference? Target { get; init; }

    /// <summary><c>spec.deletionPolicy</c>: Delete removes the object only, WipeOut the stored data too.</summary>
    public string DeletionPolicy { get; init; } = string.Empty;

    /// <summary><c>status.phase</c>; empty until the operator has seen the object.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.snapshotTime</c>: the instant that was backed up.</summary>
    public DateTimeOffset? SnapshotTime { get; init; }

    /// <summary><c>status.size</c> as written: all data in the component repositories after this backup, so sizes of successive snapshots do not add up.</summary>
    public string Size { get; init; } = string.Empty;

    /// <summary><c>status.integrity</c>; null while unknown.</summary>
    public bool? Integrity { get; init; }

    /// <summary><c>status.totalComponents</c>.</summary>
    public int? TotalComponents { get; init; }

    /// <summary><c>status.verificationStatus</c>: Verified, NotVerified or VerificationFailed.</summary>
    public string VerificationStatus { get; init; } = string.Empty;

    /// <summary><c>status.verificationSession</c>, a BackupVerificationSession in the snapshot's own namespace.</summary>
    public string VerificationSession { get; init; } = string.Empty;

    /// <summary>Distinct drivers of the components.</summary>
    public ImmutableArray<string> Drivers { get; init; } = [];

    /// <summary>VolumeSnapshots taken by the components, in the snapshot's own namespace.</summary>
    public ImmutableArray<string> VolumeSnapshots { get; init; } = [];

    /// <summary>Why the snapshot failed or is in trouble, shortened; null when nothing is wrong.</summary>
    public string? FailureReason { get; init; }
}
