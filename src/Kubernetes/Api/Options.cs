namespace BackupConsole.Kubernetes.Api;

/// <summary>How <c>resourceVersion</c> of a list is meant (Kubernetes API concepts: "the resourceVersion parameter").</summary>
public enum ResourceVersionMatch
{
    /// <summary>The server's default for the version given.</summary>
    Unset,

    /// <summary>Exactly the version given.</summary>
    Exact,

    /// <summary>The version given or a later one.</summary>
    NotOlderThan,
}

/// <summary>What a list request asks for.</summary>
public sealed record ListOptions
{
    /// <summary>Label selector in the server's syntax; <c>null</c> selects all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in the server's syntax; <c>null</c> selects all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Most objects per page; <c>null</c> asks for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page before ended; <c>null</c> for the first page.</summary>
    public string? Continue { get; init; }

    /// <summary><c>null</c> for the newest data (a quorum read), <c>"0"</c> for whatever the server's watch cache holds.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>How <see cref="ResourceVersion"/> is meant.</summary>
    public ResourceVersionMatch ResourceVersionMatch { get; init; }
}

/// <summary>What a watch request asks for.</summary>
public sealed record WatchOptions
{
    /// <summary>Label selector in the server's syntax; <c>null</c> selects all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in the server's syntax; <c>null</c> selects all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>The version after which changes are sent: of a list, a bookmark, or an event after the fill.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the present objects are sent first, ended by a bookmark (Kubernetes 1.27+: streaming lists).</summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>After how long the server ends the watch by itself; a stream that outlives it is dead.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Called once when the server has accepted the watch: on a quiet kind the first event may be minutes away. Must not throw.</summary>
    public Action? Opened { get; init; }
}

/// <summary>How a write is to be done.</summary>
public sealed record WriteOptions
{
    /// <summary>Whether the server only says what it would do.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who owns the written fields; <c>null</c> takes the client's own name.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Whether unknown and duplicate fields are refused (<c>fieldValidation=Strict</c>; servers before 1.25 ignore it).</summary>
    public bool StrictFieldValidation { get; init; } = true;

    /// <summary>Server-side apply only: whether fields owned by others are taken over.</summary>
    public bool Force { get; init; }
}

/// <summary>What happens to the objects an object owns when it is deleted.</summary>
public enum PropagationPolicy
{
    /// <summary>The kind's default.</summary>
    Unset,

    /// <summary>Dependents are deleted first.</summary>
    Foreground,

    /// <summary>Dependents are deleted afterwards.</summary>
    Background,

    /// <summary>Dependents stay.</summary>
    Orphan,
}

/// <summary>How a deletion is to be done.</summary>
public sealed record DeleteOptions
{
    /// <summary>What happens to dependents.</summary>
    public PropagationPolicy Propagation { get; init; }

    /// <summary>Delete only the object of this uid (409 otherwise).</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only if the object is still at this version (409 otherwise).</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the server only says what it would do.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a container's log request asks for.</summary>
public sealed record LogOptions
{
    /// <summary>Container; <c>null</c> when the pod has just one.</summary>
    public string? Container { get; init; }

    /// <summary>Whether lines are sent as they are written, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Only that many lines from the end.</summary>
    public int? TailLines { get; init; }

    /// <summary>Only lines written at or after this moment; servers look at whole seconds.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>At most that many bytes.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>The log of the container's run before this one.</summary>
    public bool Previous { get; init; }

    /// <summary>Whether each line begins with its time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Called once when the server has begun to answer: a quiet container's first line may be hours away. Must not throw.</summary>
    public Action? Opened { get; init; }
}
