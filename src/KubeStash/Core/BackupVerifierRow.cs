using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupVerifier as lists and links need it. Absent texts are empty.</summary>
public sealed record BackupVerifierRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupVerifierRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupVerifierRow> Reader { get; } = new BackupVerifierReader();

    /// <summary><c>spec.type</c>: RestoreOnly, Query or Script.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary><c>spec.function</c> (cluster-scoped).</summary>
    public string Function { get; init; } = string.Empty;

    /// <summary><c>spec.scheduler.schedule</c>.</summary>
    public string Schedule { get; init; } = string.Empty;

    /// <summary><c>spec.restoreOption.addonInfo.name</c> (cluster-scoped).</summary>
    public string Addon { get; init; } = string.Empty;

    /// <summary>Restore tasks, in the order they run.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary><c>spec.restoreOption.target</c>: where the trial restore goes.</summary>
    public TypedObjectReference? Target { get; init; }
}
