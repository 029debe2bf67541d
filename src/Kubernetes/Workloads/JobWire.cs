using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

internal sealed class JobWire : IWireObject
{
    public AnnotatedMeta? Metadata { get; set; }

    ObjectMeta? IWireObject.Metadata => Metadata;

    public JobSpecWire? Spec { get; set; }

    public JobStatusWire? Status { get; set; }
}

internal sealed class JobSpecWire
{
    public int? Completions { get; set; }

    public bool? Suspend { get; set; }

    public PodTemplateWire? Template { get; set; }
}

internal sealed class PodTemplateWire
{
    public PodSpecWire? Spec { get; set; }
}

internal sealed class JobStatusWire
{
    public int? Active { get; set; }

    public int? Succeeded { get; set; }

    public int? Failed { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? CompletionTime { get; set; }

    public List<WorkloadConditionWire?>? Conditions { get; set; }
}
