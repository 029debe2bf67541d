using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>A Job as tables need it. Absent texts are empty.</summary>
public sealed record JobRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public JobRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<JobRow> Reader { get; } = new JobReader();

    /// <summary>Annotations, whole.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary><c>spec.completions</c>: pods that have to end well; 1 when the Job does not say.</summary>
    public int Completions { get; init; } = 1;

    /// <summary>Pods that ended well.</summary>
    public int Succeeded { get; init; }

    /// <summary>Pods that ended badly.</summary>
    public int Failed { get; init; }

    /// <summary>Pods that have not ended.</summary>
    public int Active { get; init; }

    /// <summary>Complete, Failed, Suspended, Running or Pending: the outcome its conditions tell, else what its pods do.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Why it failed or is suspended, in the cluster's words; null when it is neither.</summary>
    public string? Trouble { get; init; }

    /// <summary><c>status.startTime</c>.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary><c>status.completionTime</c>; null while it runs, and when it failed.</summary>
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>The images of its pods' containers, each once, initial ones first.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    private sealed class JobReader() : RowReader<JobWire, JobRow>(BuiltInKinds.Job, WorkloadsJson.Default.JobWire)
    {
        protected override JobRow ToRow(JobWire wire, ObjectMeta metadata)
        {
            JobSpecWire spec = wire.Spec ?? new();
            JobStatusWire status = wire.Status ?? new();
            PodSpecWire pod = spec.Template?.Spec ?? new();
            WorkloadConditionWire? outcome = status.Conditions?.FirstOrDefault(condition => condition is { Type: "Failed" or "Complete" or "Suspended", Status: "True" });
            return new JobRow(metadata)
            {
                Annotations = wire.Metadata?.Annotations ?? LabelSet.Empty,
                Completions = spec.Completions ?? 1,
                Succeeded = status.Succeeded ?? 0,
                Failed = status.Failed ?? 0,
                Active = status.Active ?? 0,
                Status = outcome?.Type ?? (status.Active > 0 ? "Running" : spec.Suspend == true ? "Suspended" : "Pending"),
                Trouble = outcome is { Type: not "Complete" } ? $"{outcome.Reason}: {outcome.Message}" : null,
                StartTime = status.StartTime,
                CompletionTime = status.CompletionTime,
                Images = [.. (pod.InitContainers ?? []).Concat(pod.Containers ?? []).Select(container => container?.Image).OfType<string>().Distinct(StringComparer.Ordinal)],
            };
        }
    }
}
