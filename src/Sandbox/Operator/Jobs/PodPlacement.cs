using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Where a pod goes, or why nowhere. Counts what one pod asks for against what a node has; other pods do not matter.</summary>
/// <param name="Node">The node; null when there is none.</param>
/// <param name="Problem">Why there is none; empty when there is one.</param>
internal sealed record PodPlacement(string? Node, string Problem)
{
    /// <summary>The node of clusters that have no Node objects.</summary>
    public const string OnlyNode = "node-1";

    /// <summary>Finds a node.</summary>
    public static PodPlacement Of(JsonObject pod, IReadOnlyList<JsonObject> nodes)
    {
        if (nodes.Count == 0)
        {
            return new PodPlacement(OnlyNode, "");
        }

        List<string> problems = [];
        List<JsonObject> fitting = [];
        foreach (JsonObject node in nodes)
        {
            if (ProblemOn(pod, node) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                fitting.Add(node);
            }
        }

        if (fitting.Count > 0)
        {
            return new PodPlacement(fitting[(int)(Chance.Of("node", pod.Uid(), pod.Name()) * fitting.Count)].Name(), "");
        }

        IEnumerable<string> counts = problems.CountBy(problem => problem).OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}"));
        return new PodPlacement(null, string.Create(CultureInfo.InvariantCulture, $"0/{nodes.Count} nodes are available: {string.Join(", ", counts)}."));
    }

    private static string? ProblemOn(JsonObject pod, JsonObject node)
    {
        if (pod.Text("spec", "nodeName") is { Length: > 0 } wanted)
        {
            return wanted == node.Name() ? null : "node(s) didn't match the requested node name";
        }

        return node.IsTrue("spec", "unschedulable") ? "node(s) were unschedulable"
            : pod.Pairs("spec", "nodeSelector").Any(label => node.Label(label.Key) != label.Value) ? "node(s) didn't match Pod's node affinity/selector"
            : IsTooMuch(pod, node, "memory") ? "Insufficient memory"
            : IsTooMuch(pod, node, "cpu") ? "Insufficient cpu"
            : null;
    }

    private static bool IsTooMuch(JsonObject pod, JsonObject node, string resource)
    {
        decimal wanted = pod.Objects("spec", "containers")
            .Sum(container => Quantities.Read(container.Text("resources", "requests", resource) ?? container.Text("resources", "limits", resource)) ?? 0);
        return Quantities.Read(node.Text("status", "allocatable", resource) ?? node.Text("status", "capacity", resource)) is { } available && wanted > available;
    }
}
