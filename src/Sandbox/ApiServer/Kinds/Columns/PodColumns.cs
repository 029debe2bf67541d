using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of Pod.</summary>
internal static class PodColumns
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<PrinterColumn> All { get; } =
    [
        PrinterColumn.ObjectName,
        Always("Ready", "Containers that are ready, of all.", (source, _) => Ready(source)),
        Always("Status", "Where the pod stands.", (source, _) => PodState.Of(source)),
        Always("Restarts", "How often containers were restarted, and when last.", (source, now) => Restarts(source, now)),
        Age,
        Wide("IP", "Address of the pod.", (source, _) => Or(source.Text("status", "podIP"), None)),
        Wide("Node", "Node the pod runs on.", (source, _) => Or(source.Text("spec", "nodeName"), None)),
        Wide("Nominated Node", "Node where room is being made.", (source, _) => Or(source.Text("status", "nominatedNodeName"), None)),
        Wide("Readiness Gates", "Readiness conditions that are True, of all.", (source, _) => Gates(source)),
    ];

    private static string Ready(JsonObject source)
    {
        int sidecars = source.Objects("spec", "initContainers").Count(PodState.IsSidecar);
        int ready = source.Objects("status", "containerStatuses").Count(status => status.IsTrue("ready") && status.At("state", "running") is not null);
        int readySidecars = source.Objects("status", "initContainerStatuses").Count(status => PodState.IsSidecarStatus(source, status) && status.IsTrue("ready") && status.IsTrue("started"));
        return string.Create(CultureInfo.InvariantCulture, $"{ready + readySidecars}/{source.Count("spec", "containers") + sidecars}");
    }

    // While the pod initializes, the restarts of its init containers count; afterwards only those of sidecars and of the containers.
    private static string Restarts(JsonObject source, DateTimeOffset now)
    {
        IEnumerable<JsonObject> initStatuses = source.Objects("status", "initContainerStatuses");
        JsonObject[] counted = PodState.IsInitializing(source) && !HasContainerState(source)
            ? [.. initStatuses]
            : [.. initStatuses.Where(status => PodState.IsSidecarStatus(source, status)), .. source.Objects("status", "containerStatuses")];
        long restarts = counted.Sum(status => status.Number("restartCount") ?? 0);
        DateTimeOffset? last = counted.Max(status => status.Time("lastState", "terminated", "finishedAt"));
        return restarts > 0 && last is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{restarts} ({Since(last, now)} ago)")
            : restarts.ToString(CultureInfo.InvariantCulture);
    }

    private static bool HasContainerState(JsonObject source) => source.Objects("status", "containerStatuses").Any(status => status.At("state", "running") is not null);

    private static string Gates(JsonObject source)
    {
        string[] gates = [.. source.Objects("spec", "readinessGates").Select(gate => gate.TextOrEmpty("conditionType"))];
        int passed = gates.Count(gate => source.Objects("status", "conditions").Any(condition => condition.Text("type") == gate && condition.Text("status") == "True"));
        return gates.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{passed}/{gates.Length}") : None;
    }
}
