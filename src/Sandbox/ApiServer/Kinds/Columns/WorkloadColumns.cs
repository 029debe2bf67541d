using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using static BackupConsole.Sandbox.ApiServer.Kinds.Columns.ColumnFactory;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>Columns of the kinds of the group apps.</summary>
internal static class WorkloadColumns
{
    /// <summary>Columns of Deployment.</summary>
    public static IReadOnlyList<PrinterColumn> Deployment { get; } =
    [
        PrinterColumn.ObjectName,
        Ready("Pods that are ready, of those wanted."),
        CountAsText("Up-to-date", "Pods of the current template.", source => source.Number("status", "updatedReplicas") ?? 0),
        CountAsText("Available", "Pods that are available.", source => source.Number("status", "availableReplicas") ?? 0),
        Age,
        Containers,
        Images,
        Selector,
    ];

    /// <summary>Columns of StatefulSet.</summary>
    public static IReadOnlyList<PrinterColumn> StatefulSet { get; } = [PrinterColumn.ObjectName, Ready("Pods that are ready, of those wanted."), Age, Containers, Images];

    /// <summary>Columns of ReplicaSet.</summary>
    public static IReadOnlyList<PrinterColumn> ReplicaSet { get; } =
    [
        PrinterColumn.ObjectName,
        Count("Desired", "Pods wanted.", Wanted),
        Count("Current", "Pods that exist.", source => source.Number("status", "replicas") ?? 0),
        Count("Ready", "Pods that are ready.", source => source.Number("status", "readyReplicas") ?? 0),
        Age,
        Containers,
        Images,
        Selector,
    ];

    /// <summary>Columns of DaemonSet.</summary>
    public static IReadOnlyList<PrinterColumn> DaemonSet { get; } =
    [
        PrinterColumn.ObjectName,
        Count("Desired", "Nodes that should run the pod.", source => source.Number("status", "desiredNumberScheduled") ?? 0),
        Count("Current", "Nodes that run the pod and should.", source => source.Number("status", "currentNumberScheduled") ?? 0),
        Count("Ready", "Nodes with a ready pod.", source => source.Number("status", "numberReady") ?? 0),
        Count("Up-to-date", "Nodes with a pod of the current template.", source => source.Number("status", "updatedNumberScheduled") ?? 0),
        Count("Available", "Nodes with an available pod.", source => source.Number("status", "numberAvailable") ?? 0),
        Always("Node Selector", "Labels of the nodes.", (source, _) => Joined(NodeLabels(source))),
        Age,
        Containers,
        Images,
        Selector,
    ];

    private static PrinterColumn Ready(string description) => Always(
        "Ready",
        description,
        (source, _) => string.Create(CultureInfo.InvariantCulture, $"{source.Number("status", "readyReplicas") ?? 0}/{Wanted(source)}"));

    private static long Wanted(JsonObject source) => source.Number("spec", "replicas") ?? 0;

    private static IEnumerable<string> NodeLabels(JsonObject source) => source.Pairs("spec", "template", "spec", "nodeSelector")
        .OrderBy(label => label.Key, StringComparer.Ordinal)
        .Select(label => $"{label.Key}={label.Value}");
}
