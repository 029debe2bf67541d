using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>A CronJob as lists and links need it. Absent texts are empty; absent times are null.</summary>
public sealed record CronJobRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public CronJobRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<CronJobRow> Reader { get; } = new CronJobReader();

    /// <summary>Annotations, whole.</summary>
    public LabelSet Annotations { get; init; }

    /// <summary><c>spec.schedule</c>.</summary>
    public string Schedule { get; init; } = string.Empty;

    /// <summary><c>spec.timeZone</c>; empty for the zone of the controller manager, usually UTC.</summary>
    public string TimeZone { get; init; } = string.Empty;

    /// <summary><c>spec.suspend</c>; unset means false.</summary>
    public bool Suspend { get; init; }

    /// <summary>How many Jobs run now: entries of <c>status.active</c>.</summary>
    public int Active { get; init; }

    /// <summary><c>status.lastScheduleTime</c>.</summary>
    public DateTimeOffset? LastScheduleTime { get; init; }

    /// <summary>Images of its containers.</summary>
    public ImmutableArray<string> Images { get; init; } = [];
}
