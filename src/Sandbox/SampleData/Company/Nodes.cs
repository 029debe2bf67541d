using System.Text.Json.Nodes;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>What every cluster has: namespaces, nodes, a storage class.</summary>
internal static class Nodes
{
    public const string SnapshotClass = "standard-snapshots";

    private const string Version = "v1.31.4";

    /// <summary>Names of the nodes that run pods.</summary>
    public static IReadOnlyList<string> Workers { get; } = ["worker-1", "worker-2", "worker-3"];

    /// <summary>The node a pod is on.</summary>
    public static string Of(SampleIds ids, string pod) => Workers[(int)(ids.Number($"node/{pod}") % (ulong)Workers.Count)];

    /// <summary>Adds namespaces; those that may keep copies outside are labelled so.</summary>
    public static void AddNamespaces(ClusterBuilder cluster, IEnumerable<string> names, params IReadOnlyList<string> offsite)
    {
        double age = 330;
        foreach (string name in names)
        {
            JsonObject labels = new() { ["kubernetes.io/metadata.name"] = name };
            if (offsite.Contains(name))
            {
                labels["backup.example/offsite"] = "allowed";
            }

            JsonObject body = new() { ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") } };
            cluster.Add(SampleKinds.Namespace, new("", name), cluster.Ago(age -= 0.2), Managers.Person, body, new JsonObject { ["phase"] = "Active" }, new() { Labels = labels }, Managers.Controllers);
        }
    }

    /// <summary>Adds nodes, the storage class and the class of volume snapshots.</summary>
    public static void AddTo(ClusterBuilder cluster)
    {
        DateTimeOffset created = cluster.Ago(331);
        foreach (string name in Workers.Prepend("control-plane"))
        {
            bool control = name == "control-plane";
            JsonObject labels = new() { ["kubernetes.io/arch"] = "amd64", ["kubernetes.io/hostname"] = name, ["kubernetes.io/os"] = "linux" };
            labels[control ? "node-role.kubernetes.io/control-plane" : "node-role.kubernetes.io/worker"] = "";
            int number = control ? 10 : 10 + name[^1] - '0';
            JsonObject spec = new() { ["podCIDR"] = $"10.244.{number}.0/24" };
            if (control)
            {
                spec["taints"] = new JsonArray(new JsonObject { ["effect"] = "NoSchedule", ["key"] = "node-role.kubernetes.io/control-plane" });
            }

            cluster.Add(SampleKinds.Node, new("", name), created, Managers.Kubelet, new JsonObject { ["spec"] = spec }, Status(name, number, created, cluster.Now), new() { Labels = labels });
        }

        JsonObject storageClass = new()
        {
            ["provisioner"] = "csi.storage.example",
            ["reclaimPolicy"] = "Delete",
            ["volumeBindingMode"] = "Immediate",
            ["allowVolumeExpansion"] = true,
        };
        JsonObject isDefault = new() { ["storageclass.kubernetes.io/is-default-class"] = "true" };
        cluster.Add(SampleKinds.StorageClass, new("", "standard"), created, Managers.Helm, storageClass, extras: new() { Annotations = isDefault });
        JsonObject snapshotClass = new() { ["driver"] = "csi.storage.example", ["deletionPolicy"] = "Delete" };
        cluster.Add(SampleKinds.VolumeSnapshotClass, new("", SnapshotClass), created, Managers.Helm, snapshotClass);
    }

    private static JsonObject Status(string name, int number, DateTimeOffset created, DateTimeOffset now)
    {
        JsonObject Heartbeat(string type, bool status, string reason, string message)
        {
            JsonObject condition = SampleJson.Condition(type, status, reason, message, created.AddSeconds(20));
            condition["lastHeartbeatTime"] = SampleJson.Stamp(now.AddSeconds(-40));
            return condition;
        }

        JsonObject Capacity(string memory) => new() { ["cpu"] = "8", ["ephemeral-storage"] = "120Gi", ["memory"] = memory, ["pods"] = "110" };
        return new JsonObject
        {
            ["addresses"] = new JsonArray(
                new JsonObject { ["address"] = $"10.20.0.{number}", ["type"] = "InternalIP" },
                new JsonObject { ["address"] = name, ["type"] = "Hostname" }),
            ["allocatable"] = Capacity("30Gi"),
            ["capacity"] = Capacity("32Gi"),
            ["conditions"] = new JsonArray(
                Heartbeat("MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                Heartbeat("DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                Heartbeat("PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                Heartbeat("Ready", true, "KubeletReady", "kubelet is posting ready status")),
            ["nodeInfo"] = new JsonObject
            {
                ["architecture"] = "amd64",
                ["bootID"] = "",
                ["containerRuntimeVersion"] = "containerd://1.7.22",
                ["kernelVersion"] = "6.6.0",
                ["kubeProxyVersion"] = Version,
                ["kubeletVersion"] = Version,
                ["machineID"] = "",
                ["operatingSystem"] = "linux",
                ["osImage"] = "Linux",
                ["systemUUID"] = "",
            },
        };
    }
}
