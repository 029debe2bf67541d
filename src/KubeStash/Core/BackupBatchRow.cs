using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupBatch as lists and links need it. Absent texts are empty.</summary>
public sealed record BackupBatchRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupBatchRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupBatchRow> Reader { get; } = new BackupBatchReader();

    /// <summary><c>spec.paused</c>; unset means false.</summary>
    public bool Paused { get; init; }

    /// <summary><c>spec.targets[].appRef</c>.</summary>
    public ImmutableArray<TypedObjectReference> Targets { get; init; } = [];

    /// <summary><c>spec.backends[]</c>.</summary>
    public ImmutableArray<BackendReference> Backends { get; init; } = [];

    /// <summary><c>spec.sessions[]</c>; addons, tasks and repositories are those of all its targets together.</summary>
    public ImmutableArray<SessionTemplate> Sessions { get; init; } = [];

    /// <summary>Addons of all targets of all sessions (cluster-scoped): each target has its own.</summary>
    public ImmutableArray<string> Addons { get; init; } = [];

    /// <summary><c>status.phase</c>; empty until the operator has seen the object.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary>Why the phase is not Ready, shortened; null when nothing is known to be wrong.</summary>
    public string? FailureReason { get; init; }
}
