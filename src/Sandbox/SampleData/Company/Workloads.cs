using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The company's own workloads, with their pods and volumes, and the operator's Deployment.</summary>
internal static class Workloads
{
    /// <summary>The operator's Deployment, in the namespace of the storages.</summary>
    public static ObjectKey Operator { get; } = new("stash", "kubestash-operator");

    private static readonly Dictionary<string, ResourceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["Deployment"] = SampleKinds.Deployment,
        ["StatefulSet"] = SampleKinds.StatefulSet,
        ["DaemonSet"] = SampleKinds.DaemonSet,
    };

    private static readonly string[] PodConditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

    /// <summary>Adds them.</summary>
    public static void AddTo(ClusterBuilder cluster)
    {
        AddClaim(cluster, "storefront-media", "20Gi", 205, "ReadWriteMany");
        AddClaim(cluster, "uploads", "50Gi", 190, "ReadWriteMany");
        for (int ordinal = 0; ordinal < 3; ordinal++)
        {
            AddClaim(cluster, string.Create(CultureInfo.InvariantCulture, $"content-cms-{ordinal}"), "10Gi", 170, "ReadWriteOnce");
        }

        cluster.AddAll(WorkloadManifests.Storefront, Kinds, cluster.Ago(205), Managers.Helm);
        cluster.AddAll(WorkloadManifests.Cms, Kinds, cluster.Ago(170), Managers.Helm);
        cluster.AddAll(WorkloadManifests.NodeLogs, Kinds, cluster.Ago(140), Managers.Helm);
        AddDeploymentPods(cluster, new("web", "storefront"), 2, cluster.Ago(12.2));
        SampleObject cms = cluster.Get(SampleKinds.StatefulSet, new("web", "cms"));
        SampleObject logs = cluster.Get(SampleKinds.DaemonSet, new("web", "node-logs"));
        for (int index = 0; index < 3; index++)
        {
            AddPod(cluster, cms, string.Create(CultureInfo.InvariantCulture, $"cms-{index}"), Nodes.Workers[index], cluster.Ago(18 - index));
            AddPod(cluster, logs, $"node-logs-{cluster.Ids.Suffix($"node-logs/{index}")}", Nodes.Workers[index], cluster.Ago(20));
        }
    }

    /// <summary>Adds the operator, which runs in every cluster.</summary>
    public static void AddOperator(ClusterBuilder cluster, DateTimeOffset installed)
    {
        JsonObject labels = new() { ["app.kubernetes.io/name"] = "kubestash-operator" };
        cluster.Add(SampleKinds.ServiceAccount, Operator, installed, Managers.Helm, [], extras: new() { Labels = labels });
        cluster.AddAll(WorkloadManifests.Operator, Kinds, installed, Managers.Helm);
        ObjectKey pod = AddDeploymentPods(cluster, Operator, 1, installed.AddSeconds(2));
        cluster.AddLog(pod, "operator", OperatorLog(installed.AddSeconds(9)), installed.AddSeconds(9));
    }

    private static string[] OperatorLog(DateTimeOffset time)
    {
        string at = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return
        [
            $"{at}\tINFO\tsetup\tstarting the operator\t{{\"version\": \"v0.29.0\"}}",
            $"{at}\tINFO\tsetup\twebhooks are being served\t{{\"port\": 9443}}",
            $"{at}\tINFO\tcontroller-runtime\tworkers started\t{{\"controllers\": 12}}",
        ];
    }

    private static ObjectKey AddDeploymentPods(ClusterBuilder cluster, ObjectKey key, int replicas, DateTimeOffset created)
    {
        SampleObject deployment = cluster.Get(SampleKinds.Deployment, key);
        deployment.Status!["conditions"] = new JsonArray(
            Progress("Progressing", "NewReplicaSetAvailable", "The ReplicaSet has all its pods.", created.AddSeconds(14)),
            Progress("Available", "MinimumReplicasAvailable", "The Deployment has enough pods.", created.AddSeconds(14)));
        string hash = cluster.Ids.Suffix($"template/{key}") + cluster.Ids.Suffix($"hash/{key}");
        JsonObject template = deployment.Manifest["spec"]!["template"]!.DeepClone().AsObject();
        template["metadata"]!["labels"]!["pod-template-hash"] = hash;
        JsonObject labels = template["metadata"]!["labels"]!.DeepClone().AsObject();
        JsonObject spec = new() { ["replicas"] = replicas, ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() }, ["template"] = template };
        JsonObject status = new() { ["availableReplicas"] = replicas, ["fullyLabeledReplicas"] = replicas, ["observedGeneration"] = 1, ["readyReplicas"] = replicas, ["replicas"] = replicas };
        JsonObject counts = new() { ["deployment.kubernetes.io/desired-replicas"] = replicas.ToString(CultureInfo.InvariantCulture), ["deployment.kubernetes.io/revision"] = "1" };
        SampleObject set = cluster.Add(SampleKinds.ReplicaSet, new(key.Namespace, $"{key.Name}-{hash}"), created, Managers.Controllers, new() { ["spec"] = spec }, status, new() { Labels = labels, Annotations = counts, Owner = deployment });
        ObjectKey last = default;
        for (int index = 0; index < replicas; index++)
        {
            last = AddPod(cluster, set, $"{set.Key.Name}-{cluster.Ids.Suffix($"{set.Key}/{index}")}", Nodes.Workers[index], created);
        }

        return last;
    }

    private static JsonObject Progress(string type, string reason, string message, DateTimeOffset time)
    {
        JsonObject condition = SampleJson.Condition(type, true, reason, message, time);
        condition["lastUpdateTime"] = SampleJson.Stamp(time);
        return condition;
    }

    private static ObjectKey AddPod(ClusterBuilder cluster, SampleObject owner, string name, string node, DateTimeOffset created)
    {
        JsonObject template = owner.Manifest["spec"]!["template"]!.AsObject();
        JsonObject spec = template["spec"]!.DeepClone().AsObject();
        spec["nodeName"] = node;
        if (owner.Kind == SampleKinds.StatefulSet)
        {
            spec["hostname"] = name;
            spec["volumes"] = new JsonArray(new JsonObject { ["name"] = "content", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"content-{name}" } });
        }

        DateTimeOffset started = created.AddSeconds(6);
        JsonNode container = spec["containers"]![0]!;
        JsonObject status = new()
        {
            ["conditions"] = new JsonArray([.. PodConditions.Select(type => PodCondition(type, started))]),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["containerID"] = $"containerd://{cluster.Ids.Hex($"container/{name}", 64)}",
                ["image"] = container["image"]!.DeepClone(),
                ["imageID"] = $"sha256:{cluster.Ids.Hex(container["image"]!.GetValue<string>(), 64)}",
                ["name"] = container["name"]!.DeepClone(),
                ["ready"] = true,
                ["restartCount"] = 0,
                ["started"] = true,
                ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = SampleJson.Stamp(started) } },
            }),
            ["hostIP"] = $"10.20.0.1{node[^1]}",
            ["phase"] = "Running",
            ["podIP"] = string.Create(CultureInfo.InvariantCulture, $"10.244.1{node[^1]}.{(cluster.Ids.Number(name) % 240) + 10}"),
            ["qosClass"] = "BestEffort",
            ["startTime"] = SampleJson.Stamp(created),
        };
        ObjectKey key = new(owner.Key.Namespace, name);
        JsonObject labels = template["metadata"]!["labels"]!.DeepClone().AsObject();
        cluster.Add(SampleKinds.Pod, key, created, Managers.Controllers, new() { ["spec"] = spec }, status, new() { Labels = labels, Owner = owner }, Managers.Kubelet);
        return key;
    }

    private static JsonObject PodCondition(string type, DateTimeOffset time) =>
        new() { ["lastTransitionTime"] = SampleJson.Stamp(time), ["status"] = "True", ["type"] = type };

    private static void AddClaim(ClusterBuilder cluster, string name, string size, double age, string access)
    {
        DateTimeOffset created = cluster.Ago(age);
        ObjectKey key = new("web", name);
        string volume = $"pvc-{cluster.Ids.Uid($"{SampleKinds.Claim.Id}/{key}")}";
        JsonObject Capacity() => new() { ["storage"] = size };
        JsonObject body = new()
        {
            ["spec"] = new JsonObject
            {
                ["accessModes"] = new JsonArray(access),
                ["resources"] = new JsonObject { ["requests"] = Capacity() },
                ["storageClassName"] = "standard",
                ["volumeMode"] = "Filesystem",
                ["volumeName"] = volume,
            },
        };
        JsonObject status = new() { ["accessModes"] = new JsonArray(access), ["capacity"] = Capacity(), ["phase"] = "Bound" };
        SampleObject claim = cluster.Add(SampleKinds.Claim, key, created, Managers.Helm, body, status, statusManager: Managers.Controllers);
        JsonObject spec = new()
        {
            ["accessModes"] = new JsonArray(access),
            ["capacity"] = Capacity(),
            ["claimRef"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["name"] = name, ["namespace"] = "web", ["uid"] = claim.Uid },
            ["csi"] = new JsonObject { ["driver"] = "csi.storage.example", ["volumeHandle"] = cluster.Ids.Hex($"volume/{name}", 16) },
            ["persistentVolumeReclaimPolicy"] = "Delete",
            ["storageClassName"] = "standard",
            ["volumeMode"] = "Filesystem",
        };
        cluster.Add(SampleKinds.Volume, new("", volume), created.AddSeconds(2), Managers.Controllers, new() { ["spec"] = spec }, new() { ["phase"] = "Bound" });
    }
}
