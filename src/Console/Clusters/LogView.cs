using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Clusters;

/// <summary>Which log.</summary>
/// <param name="Pod">Namespace and name of the pod.</param>
/// <param name="Container">The container.</param>
/// <param name="Previous">Whether it is the log of the container's run before this one.</param>
public sealed record LogTarget(ObjectKey Pod, string Container, bool Previous);

/// <summary>What can be shown of a log.</summary>
public enum LogPhase
{
    /// <summary>The cluster has not answered yet.</summary>
    Connecting,

    /// <summary>The container has written nothing yet, as it has not started; or there was no run before this one.</summary>
    NotStarted,

    /// <summary>Lines arrive as they are written.</summary>
    Following,

    /// <summary>The container has ended: there will be no more lines.</summary>
    Ended,

    /// <summary>The log cannot be had now; it is tried again.</summary>
    Unreachable,

    /// <summary>Logs may not be read.</summary>
    Forbidden,

    /// <summary>The pod is gone, and its log with it.</summary>
    Gone,
}

/// <summary>News of a log: where it stands, and lines that are new.</summary>
/// <param name="Phase">What can be shown.</param>
/// <param name="Trouble">Why not more, for people; <c>null</c> when nothing is wrong.</param>
/// <param name="Lines">Lines to add to those before; empty when only the phase changed.</param>
public sealed record LogNews(LogPhase Phase, string? Trouble, ImmutableArray<LogLine> Lines);
