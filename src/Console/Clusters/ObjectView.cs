using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>What a page about one object can show.</summary>
public enum ObjectPhase
{
    /// <summary>The cluster has not answered yet.</summary>
    Connecting,

    /// <summary>The cluster cannot be reached, or does not accept us.</summary>
    Unreachable,

    /// <summary>The object may not be watched.</summary>
    Forbidden,

    /// <summary>The server does not serve the kind.</summary>
    NotInstalled,

    /// <summary>There is no such object. One may come.</summary>
    Missing,

    /// <summary>The object is shown as it is.</summary>
    Live,

    /// <summary>The object is shown as it was when the connection was lost.</summary>
    Stale,

    /// <summary>The object is shown as it was when it was asked for: those of its kind are not followed.</summary>
    AsOf,

    /// <summary>The object is gone, and shown as it was last.</summary>
    Deleted,
}

/// <summary>What is to be drawn of an object. Immutable.</summary>
public sealed record ObjectView
{
    /// <summary>What can be shown.</summary>
    public ObjectPhase Phase { get; init; }

    /// <summary>The object; <c>null</c> when it has never been there.</summary>
    public WholeObject? Latest { get; init; }

    /// <summary>Why it cannot be shown, or is not up to date, for people.</summary>
    public string? Trouble { get; init; }

    /// <summary>When the cluster is tried again; <c>null</c> when that is not known.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>When it was asked for, for one that is not followed.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How the object follows the cluster; <c>null</c> when nothing is watched.</summary>
    public InformerState? State { get; init; }
}
