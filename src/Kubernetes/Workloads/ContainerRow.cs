namespace BackupConsole.Kubernetes.Workloads;

/// <summary>Where a container stands.</summary>
public enum ContainerPhase
{
    /// <summary>The node has not told anything about it yet.</summary>
    Unknown,

    /// <summary>It waits: for its image, for containers before it, for its next start after a crash.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended.</summary>
    Terminated,
}

/// <summary>A container of a pod. Absent texts are empty.</summary>
/// <param name="Name">Its name, unique in the pod.</param>
/// <param name="Image">Its image, as the pod asks for it.</param>
/// <param name="IsInit">Whether it runs before the pod's main containers.</param>
public sealed record ContainerRow(string Name, string Image, bool IsInit)
{
    /// <summary>Where it stands.</summary>
    public ContainerPhase Phase { get; init; }

    /// <summary>Why it waits or how it ended, in a word such as <c>ImagePullBackOff</c>, <c>Completed</c> or <c>OOMKilled</c>.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The same for people, in the node's or the container's own words.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>How it ended: 0 is well; null while it has not, and when that is not known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it; null when none did.</summary>
    public int? Signal { get; init; }

    /// <summary>Whether it is ready to serve; of an initial container, whether it has ended well.</summary>
    public bool Ready { get; init; }

    /// <summary>Whether it has passed its startup probe; for those that stay beside the main containers.</summary>
    public bool Started { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>When it started; null when it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null when it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it ended badly.</summary>
    public bool HasFailed => Phase == ContainerPhase.Terminated && ExitCode is not 0;

    /// <summary>Whether it cannot start, for a reason that does not pass by itself.</summary>
    public bool IsStuck => Phase == ContainerPhase.Waiting && Reason is not ("" or "ContainerCreating" or "PodInitializing");
}
