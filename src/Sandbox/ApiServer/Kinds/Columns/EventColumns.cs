using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of events in both of their forms; the name comes last here.</summary>
internal static class EventColumns
{
    /// <summary>Columns of events of the core group.</summary>
    public static IReadOnlyList<PrinterColumn> Core { get; } = Columns(new EventPaths(
        "involvedObject", "message", "count", "firstTimestamp", "lastTimestamp", "reportingComponent", "source"));

    /// <summary>Columns of events of events.k8s.io.</summary>
    public static IReadOnlyList<PrinterColumn> EventsGroup { get; } = Columns(new EventPaths(
        "regarding", "note", "deprecatedCount", "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "reportingController", "deprecatedSource"));

    private sealed record EventPaths(string Subject, string Message, string Count, string First, string Last, string Reporter, string Source);

    private static IReadOnlyList<PrinterColumn> Columns(EventPaths paths) =>
    [
        Always("Last Seen", "Time since it last happened.", (source, now) => LastSeen(source, paths, now)),
        Always("Type", "Normal or Warning.", (source, _) => source.TextOrEmpty("type")),
        Always("Reason", "Short machine-readable cause.", (source, _) => source.TextOrEmpty("reason")),
        Always("Object", "The object it is about.", (source, _) => Subject(source, paths)),
        Wide("Subobject", "Part of the object.", (source, _) => source.TextOrEmpty(paths.Subject, "fieldPath")),
        Wide("Source", "Who reports it.", (source, _) => Reporter(source, paths)),
        Always("Message", "Details for people.", (source, _) => source.TextOrEmpty(paths.Message).Trim()),
        Wide("First Seen", "Time since it first happened.", (source, now) => Since(First(source, paths), now)),
        Wide("Count", "How often it happened.", (source, _) => source.Number("series", "count") ?? Math.Max(1, source.Number(paths.Count) ?? 1)),
        PrinterColumn.ObjectName with { Priority = 1 },
    ];

    private static string LastSeen(JsonObject source, EventPaths paths, DateTimeOffset now)
    {
        DateTimeOffset? last = source.Time("series", "lastObservedTime") ?? source.Time(paths.Last) ?? First(source, paths);
        return Since(last, now);
    }

    private static DateTimeOffset? First(JsonObject source, EventPaths paths) => source.Time(paths.First) ?? source.Time("eventTime");

    private static string Subject(JsonObject source, EventPaths paths)
    {
        string kind = source.TextOrEmpty(paths.Subject, "kind").ToLowerInvariant();
        string name = source.TextOrEmpty(paths.Subject, "name");
        return name.Length > 0 ? $"{kind}/{name}" : kind;
    }

    private static string Reporter(JsonObject source, EventPaths paths)
    {
        string component = Or(source.Text(paths.Source, "component"), source.TextOrEmpty(paths.Reporter));
        string host = Or(source.Text(paths.Source, "host"), source.TextOrEmpty("reportingInstance"));
        return host.Length > 0 ? $"{component}, {host}" : component;
    }
}
