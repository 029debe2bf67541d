using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of Job and CronJob.</summary>
internal static class BatchColumns
{
    /// <summary>Columns of Job.</summary>
    public static IReadOnlyList<PrinterColumn> Job { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Status", "Where the Job stands.", (source, _) => JobState(source)),
        Always("Completions", "Pods that succeeded, of those needed.", (source, _) => Completions(source)),
        Always("Duration", "How long the Job has run, or ran.", (source, now) => Duration(source, now)),
        Age,
        Containers,
        Images,
        Selector,
    ];

    /// <summary>Columns of CronJob.</summary>
    public static IReadOnlyList<PrinterColumn> CronJob { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Schedule", "Cron expression.", (source, _) => source.TextOrEmpty("spec", "schedule")),
        Always("Timezone", "Time zone of the schedule.", (source, _) => source.Text("spec", "timeZone") ?? None),
        new("Suspend", "boolean", "", "Whether Jobs are made.", 0, (source, _) => source.IsTrue("spec", "suspend") ? "True" : "False"),
        Count("Active", "Jobs that are running.", source => source.Count("status", "active")),
        Always("Last Schedule", "Time since a Job was last made.", (source, now) => source.Time("status", "lastScheduleTime") is { } time ? HumanDuration.Since(time, now) : None),
        Age,
        Containers,
        Images,
        Selector with { Cell = (_, _) => None },
    ];

    private static string JobState(JsonObject source)
    {
        if (HasCondition(source, "Complete"))
        {
            return "Complete";
        }

        if (HasCondition(source, "Failed"))
        {
            return "Failed";
        }

        if (source.At("metadata", "deletionTimestamp") is not null)
        {
            return "Terminating";
        }

        if (HasCondition(source, "Suspended"))
        {
            return "Suspended";
        }

        if (HasCondition(source, "FailureTarget"))
        {
            return "FailureTarget";
        }

        return HasCondition(source, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
    }

    private static bool HasCondition(JsonObject source, string type) =>
        source.Objects("status", "conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == "True");

    private static string Completions(JsonObject source)
    {
        long succeeded = source.Number("status", "succeeded") ?? 0;
        if (source.Number("spec", "completions") is { } completions)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{succeeded}/{completions}");
        }

        return source.Number("spec", "parallelism") is > 1 and { } parallelism
            ? string.Create(CultureInfo.InvariantCulture, $"{succeeded}/1 of {parallelism}")
            : string.Create(CultureInfo.InvariantCulture, $"{succeeded}/1");
    }

    private static string Duration(JsonObject source, DateTimeOffset now) => source.Time("status", "startTime") switch
    {
        null => "",
        { } start => HumanDuration.Format((source.Time("status", "completionTime") ?? now) - start),
    };
}
