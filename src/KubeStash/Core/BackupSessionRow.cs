using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupSession as lists and links need it. Absent texts are empty; absent numbers and times are null.</summary>
public sealed record BackupSessionRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupSessionRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupSessionRow> Reader { get; } = new BackupSessionReader();

    /// <summary><c>spec.invoker.apiGroup</c>.</summary>
    public string InvokerApiGroup { get; init; } = string.Empty;

    /// <summary><c>spec.invoker.kind</c>: BackupConfiguration or BackupBatch.</summary>
    public string InvokerKind { get; init; } = string.Empty;

    /// <summary><c>spec.invoker.name</c>, always in the session's own namespace.</summary>
    public string InvokerName { get; init; } = string.Empty;

    /// <summary><c>spec.session</c>: which of the invoker's sessions this is a run of.</summary>
    public string Session { get; init; } = string.Empty;

    /// <summary><c>spec.backupTimeout</c> as written, a Go duration; empty means the invoker's, or none.</summary>
    public string BackupTimeout { get; init; } = string.Empty;

    /// <summary><c>spec.retryLeft</c>: retries that may still follow.</summary>
    public int? RetryLeft { get; init; }

    /// <summary><c>status.phase</c>; empty until the operator has seen the session.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.duration</c> as written, a Go duration; set at the end only.</summary>
    public string Duration { get; init; } = string.Empty;

    /// <summary><c>status.totalSnapshots</c>, else how many entries <c>status.snapshots</c> has; null while neither is there.</summary>
    public int? TotalSnapshots { get; init; }

    /// <summary><c>status.backupDeadline</c>, or <c>status.sessionDeadline</c> of older versions: when the run counts as failed.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary><c>status.nextRetry</c>: when a retry starts.</summary>
    public DateTimeOffset? NextRetry { get; init; }

    /// <summary><c>status.retried</c>: whether a retry was started.</summary>
    public bool Retried { get; init; }

    /// <summary>Repositories written to (<c>status.snapshots[].repository</c>), in the session's own namespace.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>The snapshot the run made, where it made just one; empty when it made none or several.</summary>
    public string OnlySnapshot { get; init; } = string.Empty;

    /// <summary>Retention policies applied (<c>status.retentionPolicy[].ref</c>).</summary>
    public ImmutableArray<ObjectKey> RetentionPolicies { get; init; } = [];

    /// <summary>Why the run failed, was skipped or is in trouble, shortened; null when nothing is wrong.</summary>
    public string? FailureReason { get; init; }

    /// <summary>
    /// The BackupConfiguration the run belongs to, in its own namespace: the invoker if it is of that kind, else the managing owner of that
    /// kind; null when neither is.
    /// </summary>
    public string? BackupConfiguration
    {
        get
        {
            if (InvokerKind == KubeStashKinds.BackupConfiguration.Kind && InvokerName.Length > 0)
            {
                return InvokerName;
            }

            return ControllerOwner?.Kind == KubeStashKinds.BackupConfiguration.Kind ? ControllerOwner.Name : null;
        }
    }
}
