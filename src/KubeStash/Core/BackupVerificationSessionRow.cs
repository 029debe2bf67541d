using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupVerificationSession as lists and links need it. Absent texts are empty.</summary>
public sealed record BackupVerificationSessionRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupVerificationSessionRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupVerificationSessionRow> Reader { get; } = new BackupVerificationSessionReader();

    /// <summary><c>spec.invoker.kind</c>: BackupConfiguration or BackupBatch.</summary>
    public string InvokerKind { get; init; } = string.Empty;

    /// <summary><c>spec.invoker.name</c>, in the session's own namespace.</summary>
    public string InvokerName { get; init; } = string.Empty;

    /// <summary><c>spec.session</c>: which of the invoker's sessions made the snapshot.</summary>
    public string Session { get; init; } = string.Empty;

    /// <summary><c>spec.repository</c>, in the own namespace.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary><c>spec.snapshot</c>, in the own namespace.</summary>
    public string Snapshot { get; init; } = string.Empty;

    /// <summary><c>spec.retryLeft</c>: retries that may still follow.</summary>
    public int? RetryLeft { get; init; }

    /// <summary><c>status.phase</c>; empty until the operator has seen the session.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.duration</c> as written, a Go duration; set at the end only.</summary>
    public string Duration { get; init; } = string.Empty;

    /// <summary><c>status.retried</c>: whether a retry was started.</summary>
    public bool Retried { get; init; }

    /// <summary>Why the verification failed or was skipped, shortened; null when nothing is wrong.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The BackupConfiguration it belongs to, in its own namespace: the invoker or else the managing owner, if of that kind.</summary>
    public string? BackupConfiguration =>
        InvokerKind == KubeStashKinds.BackupConfiguration.Kind && InvokerName.Length > 0 ? InvokerName
        : ControllerOwner?.Kind == KubeStashKinds.BackupConfiguration.Kind ? ControllerOwner.Name : null;
}
