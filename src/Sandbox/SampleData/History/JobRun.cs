using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>How a pod ended.</summary>
internal enum PodEnd
{
    /// <summary>Well.</summary>
    Completed,

    /// <summary>With an exit code.</summary>
    Error,

    /// <summary>Killed for the memory it took.</summary>
    OutOfMemory,

    /// <summary>Never placed on a node.</summary>
    Unscheduled,
}

/// <summary>A container of a Job.</summary>
/// <param name="Log">What it wrote in the pod of an index.</param>
internal sealed record JobContainer(string Name, string Image, IReadOnlyList<string> Arguments, Func<int, IReadOnlyList<string>> Log);

/// <summary>A Job that is over.</summary>
internal sealed record JobRun
{
    public required ObjectKey Key { get; init; }

    /// <summary>Labels of Job and pods.</summary>
    public required JsonObject Labels { get; init; }

    /// <summary>ClusterRole of its ServiceAccount; null when the account belongs to somebody else.</summary>
    public string? Role { get; init; }

    /// <summary>Name of the ServiceAccount; the Job's when null.</summary>
    public string? Account { get; init; }

    /// <summary>What the ServiceAccount goes with.</summary>
    public SampleObject? AccountOwner { get; init; }

    /// <summary>What controls the Job.</summary>
    public SampleObject? Owner { get; init; }

    /// <summary>Containers; all but the last are init containers.</summary>
    public required IReadOnlyList<JobContainer> Containers { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public PodEnd PodEnd { get; init; }

    public int ExitCode { get; init; } = 1;

    public int Pods { get; init; } = 1;

    public int BackoffLimit { get; init; }

    public int? ActiveDeadlineSeconds { get; init; }

    public int? RunAsUser { get; init; }

    public string Manager { get; init; } = Managers.KubeStash;
}
