using BackupConsole.Kubernetes.Workloads;
using BackupConsole.KubeStash.Phases;

namespace BackupConsole.Components.Workloads;

/// <summary>What the states of pods and Jobs mean, for their colours.</summary>
public static class WorkloadTones
{
    /// <summary>The tone of a pod's status.</summary>
    public static PhaseTone Tone(this PodRow pod) => pod switch
    {
        { Phase: "Failed" } => PhaseTone.Danger,
        { Phase: "Succeeded" } => PhaseTone.Success,
        { Phase: "Unknown" } => PhaseTone.Warning,
        _ when pod.Containers.Any(container => container.HasFailed || container.IsStuck) => PhaseTone.Danger,
        { Phase: "Running" } => PhaseTone.Info,
        { Trouble: not null } => PhaseTone.Warning,
        { Phase: "Pending" } => PhaseTone.Idle,
        _ => PhaseTone.Unknown,
    };

    /// <summary>The tone of a Job's status.</summary>
    public static PhaseTone Tone(this JobRow job) => job.Status switch
    {
        "Complete" => PhaseTone.Success,
        "Failed" => PhaseTone.Danger,
        "Running" => PhaseTone.Info,
        "Suspended" => PhaseTone.Skip,
        _ => PhaseTone.Idle,
    };
}
