using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

internal sealed class CronJobReader() : RowReader<CronJobWire, CronJobRow>(BuiltInKinds.CronJob, WorkloadsJson.Default.CronJobWire)
{
    protected override CronJobRow ToRow(CronJobWire wire, ObjectMeta metadata)
    {
        CronJobSpecWire spec = wire.Spec ?? new();
        CronJobStatusWire status = wire.Status ?? new();
        return new CronJobRow(metadata)
        {
            Annotations = wire.Metadata?.Annotations ?? LabelSet.Empty,
            Schedule = spec.Schedule ?? string.Empty,
            TimeZone = spec.TimeZone ?? string.Empty,
            Suspend = spec.Suspend ?? false,
            Active = status.Active?.Count ?? 0,
            LastScheduleTime = status.LastScheduleTime,
            Images = [.. spec.JobTemplate?.Spec?.Template?.Spec?.Containers?.Select(container => container?.Image).OfType<string>().Distinct(StringComparer.Ordinal) ?? []],
        };
    }
}

internal sealed class CronJobWire : IWireObject
{
    public AnnotatedMeta? Metadata { get; set; }

    ObjectMeta? IWireObject.Metadata => Metadata;

    public CronJobSpecWire? Spec { get; set; }

    public CronJobStatusWire? Status { get; set; }
}

internal sealed class CronJobSpecWire
{
    public string? Schedule { get; set; }

    public string? TimeZone { get; set; }

    public bool? Suspend { get; set; }

    public JobTemplateWire? JobTemplate { get; set; }
}

internal sealed class JobTemplateWire
{
    public JobTemplateSpecWire? Spec { get; set; }
}

internal sealed class JobTemplateSpecWire
{
    public PodTemplateWire? Template { get; set; }
}

internal sealed class CronJobStatusWire
{
    public List<ActiveJobWire?>? Active { get; set; }

    public DateTimeOffset? LastScheduleTime { get; set; }
}

/// <summary>Counted only, so nothing of an entry is read.</summary>
internal sealed class ActiveJobWire;
