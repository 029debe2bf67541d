using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Events;

/// <summary>
/// What happened to an object, as the <c>v1</c> API tells it. Recorders of the older and of the newer event API fill different fields of it; both are read.
/// Absent texts are empty.
/// </summary>
public sealed record EventRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public EventRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<EventRow> Reader { get; } = new EventReader();

    /// <summary>Normal or Warning.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>What happened, in one word such as <c>FailedScheduling</c>.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Who tells: <c>source.component</c>, or <c>reportingComponent</c>.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary><c>involvedObject.kind</c>.</summary>
    public string InvolvedKind { get; init; } = string.Empty;

    /// <summary><c>involvedObject.name</c>.</summary>
    public string InvolvedName { get; init; } = string.Empty;

    /// <summary><c>involvedObject.uid</c>.</summary>
    public string InvolvedUid { get; init; } = string.Empty;

    /// <summary>How often it happened.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When it happened first.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Whether it tells of something that goes wrong.</summary>
    public bool IsWarning => Type == "Warning";

    private sealed class EventReader() : RowReader<EventWire, EventRow>(BuiltInKinds.Event, EventJson.Default.EventWire)
    {
        protected override EventRow ToRow(EventWire wire, ObjectMeta metadata) => new(metadata)
        {
            Type = wire.Type ?? string.Empty,
            Reason = wire.Reason ?? string.Empty,
            Message = wire.Message ?? string.Empty,
            Source = wire.Source?.Component is { Length: > 0 } component ? component : wire.ReportingComponent ?? string.Empty,
            InvolvedKind = wire.InvolvedObject?.Kind ?? string.Empty,
            InvolvedName = wire.InvolvedObject?.Name ?? string.Empty,
            InvolvedUid = wire.InvolvedObject?.Uid ?? string.Empty,
            Count = wire.Series?.Count ?? wire.Count ?? 1,
            FirstSeen = wire.FirstTimestamp ?? wire.EventTime ?? metadata.CreationTimestamp,
            LastSeen = wire.Series?.LastObservedTime ?? wire.LastTimestamp ?? wire.EventTime ?? metadata.CreationTimestamp,
        };
    }
}
