using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A RestoreSession as lists and links need it. Absent texts are empty; absent numbers and times are null.</summary>
public sealed record RestoreSessionRow : ResourceRow
{
    /// <summary>The name in a data source that stands for the repository's newest snapshot that succeeded.</summary>
    public const string Latest = "latest";

    /// <summary>Creates a row with the given identity.</summary>
    public RestoreSessionRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<RestoreSessionRow> Reader { get; } = new RestoreSessionReader();

    /// <summary><c>spec.target</c>; null where the snapshot says what it was taken of, and for manifests.</summary>
    public TypedObjectReference? Target { get; init; }

    /// <summary><c>spec.addon.name</c> (cluster-scoped).</summary>
    public string Addon { get; init; } = string.Empty;

    /// <summary>Tasks of the addon, in the order they run.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Where repository and snapshot are: <c>spec.dataSource.namespace</c>, else the own namespace.</summary>
    public string DataNamespace { get; init; } = string.Empty;

    /// <summary><c>spec.dataSource.repository</c>.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary><c>spec.dataSource.snapshot</c>: a name, or "latest".</summary>
    public string Snapshot { get; init; } = string.Empty;

    /// <summary><c>spec.dataSource.pitr.targetTime</c>: the point in time that is restored.</summary>
    public DateTimeOffset? TargetTime { get; init; }

    /// <summary><c>spec.dataSource.encryptionSecret</c>; null when not written.</summary>
    public ObjectKey? EncryptionSecret { get; init; }

    /// <summary>HookTemplates of the hooks before and after.</summary>
    public ImmutableArray<ObjectKey> HookTemplates { get; init; } = [];

    /// <summary><c>status.pausedBackups</c>: what is paused while this restores.</summary>
    public ImmutableArray<TypedObjectReference> PausedBackups { get; init; } = [];

    /// <summary>The Snapshot that "latest" stood for (<c>status.dependencies[]</c> of kind Snapshot).</summary>
    public string ResolvedSnapshot { get; init; } = string.Empty;

    /// <summary><c>status.totalComponents</c>.</summary>
    public int? TotalComponents { get; init; }

    /// <summary><c>status.phase</c>; empty until the operator has seen the session.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.duration</c> as written, a Go duration; set at the end only.</summary>
    public string Duration { get; init; } = string.Empty;

    /// <summary>Why the restore failed or is in trouble, shortened; null when nothing is wrong.</summary>
    public string? FailureReason { get; init; }
}
