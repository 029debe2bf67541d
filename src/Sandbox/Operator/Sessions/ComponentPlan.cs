using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>One component of a Snapshot: which task makes it, in which pod, from what.</summary>
/// <param name="Name">Its key in the Snapshot.</param>
/// <param name="Task">Number of the task within the session.</param>
/// <param name="Pod">Number of the executor's pod.</param>
/// <param name="Driver"><c>Restic</c> or <c>VolumeSnapshotter</c>.</param>
/// <param name="HostPaths">What restic is told to read, or where the volume is mounted.</param>
/// <param name="Claims">The claims whose volumes are snapshotted.</param>
internal sealed record ComponentPlan(string Name, int Task, int Pod, string Driver, IReadOnlyList<string> HostPaths, IReadOnlyList<string> Claims)
{
    /// <summary>The components a part of a session makes.</summary>
    public static IReadOnlyList<ComponentPlan> Of(OperatorContext context, SessionPart part, string ns)
    {
        JsonObject? addon = context.Get(KubeStashKinds.Addon, "", part.AddonName);
        JsonObject? target = Targets.Find(context, part.Target?.Reference, ns);
        List<ComponentPlan> plans = [];
        int index = 0;
        foreach (JsonObject task in part.Tasks)
        {
            string name = task.TextOrEmpty("name");
            JsonObject? definition = addon.Objects("spec", "backupTasks").FirstOrDefault(found => found.Text("name") == name);
            plans.AddRange(OfTask(context, task, definition, target, index++));
        }

        return plans;
    }

    private static IEnumerable<ComponentPlan> OfTask(OperatorContext context, JsonObject task, JsonObject? definition, JsonObject? target, int index)
    {
        string driver = definition.Text("driver") ?? "Restic";
        string kind = target.TextOrEmpty("kind");
        if (driver == "VolumeSnapshotter")
        {
            return OfVolumes(target, kind, index);
        }

        string name = task.TextOrEmpty("name") switch
        {
            "manifest-backup" => "manifest",
            "dashboard-backup" => "dashboard",
            "physical-backup" => "physical",
            _ => "dump",
        };
        string[] paths = Paths(task, name, kind);
        bool split = name == "dump" && !(definition?.IsTrue("singleton") ?? true);
        return split && kind == "StatefulSet"
                ? Enumerable.Range(0, Replicas(target)).Select(pod => new ComponentPlan(string.Create(CultureInfo.InvariantCulture, $"dump-pod-{pod}"), index, pod, driver, paths, []))
            : split && kind == "DaemonSet"
                ? Nodes(context).Select((node, pod) => new ComponentPlan($"dump-{node}", index, pod, driver, paths, []))
            : [new ComponentPlan(name, index, 0, driver, paths, [])];
    }

    private static IEnumerable<ComponentPlan> OfVolumes(JsonObject? target, string kind, int index)
    {
        string mount = target.Objects("spec", "template", "spec", "containers").SelectMany(container => container.Objects("volumeMounts")).FirstOrDefault().Text("mountPath") ?? "/source/data";
        if (kind == "StatefulSet")
        {
            return Enumerable.Range(0, Replicas(target)).Select(pod => new ComponentPlan(
                string.Create(CultureInfo.InvariantCulture, $"volumesnapshot-pod-{pod}"), index, 0, "VolumeSnapshotter", [mount],
                [.. target.Objects("spec", "volumeClaimTemplates").Select(template => string.Create(CultureInfo.InvariantCulture, $"{template.TextOrEmpty("metadata", "name")}-{target!.Name()}-{pod}"))]));
        }

        string[] claims = kind == "PersistentVolumeClaim"
            ? [target!.Name()]
            : [.. target.Objects("spec", "template", "spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>()];
        return [new ComponentPlan("volumesnapshot", index, 0, "VolumeSnapshotter", [mount], claims)];
    }

    private static string[] Paths(JsonObject task, string component, string kind) =>
        task.Text("params", "paths") is { Length: > 0 } paths ? paths.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : component == "manifest" ? ["/kubestash-tmp/manifest"]
        : kind == "PersistentVolumeClaim" ? ["/kubestash-data"]
        : [component == "dump" ? "dumpfile" : component];

    private static int Replicas(JsonObject? target) => (int)(target.Number("spec", "replicas") ?? 1);

    private static string[] Nodes(OperatorContext context)
    {
        string[] nodes = [.. context.Cluster.List(CoreKinds.Node).Select(node => node.Name()).Order(StringComparer.Ordinal)];
        return nodes.Length > 0 ? nodes : [PodPlacement.OnlyNode];
    }
}
