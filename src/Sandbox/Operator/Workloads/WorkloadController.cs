using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Workloads;

/// <summary>Kubernetes' own controllers of workloads, as far as there are pods: no rolling updates, a changed template counts for new pods only.</summary>
/// <param name="kind">Deployment, ReplicaSet, StatefulSet or DaemonSet.</param>
internal sealed class WorkloadController(OperatorContext context, ResourceKind kind) : IController
{
    private const string HashLabel = "pod-template-hash";
    private readonly PodMaker pods = new(context);

    /// <inheritdoc />
    public string Name => kind.Plural;

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(kind),
        new WatchedKind(kind == CoreKinds.Deployment ? CoreKinds.ReplicaSet : CoreKinds.Pod, owned => owned.ControllerKeys(kind.Kind)),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(kind, key) is not { } workload || workload.IsDeleting())
        {
            return null;
        }

        if (kind == CoreKinds.Deployment)
        {
            ReconcileDeployment(workload);
        }
        else
        {
            ReconcilePods(workload);
        }

        return null;
    }

    private void ReconcileDeployment(JsonObject deployment)
    {
        string hash = Chance.Hex("template", deployment.At("spec", "template")?.ToJsonString() ?? "")[..9];
        string name = $"{deployment.Name()}-{hash}";
        JsonObject[] sets = [.. context.Cluster.List(CoreKinds.ReplicaSet, deployment.Namespace()).Where(set => set.IsControlledBy(deployment))];
        foreach (JsonObject old in sets.Where(set => set.Name() != name))
        {
            context.Delete(CoreKinds.ReplicaSet, old);
        }

        JsonObject manifest = Meta.Create(CoreKinds.ReplicaSet, deployment.Namespace(), name, deployment.Pairs("spec", "template", "metadata", "labels"), Meta.OwnerReference(kind, deployment));
        manifest.Child("metadata").Child("labels")[HashLabel] = hash;
        JsonObject spec = new() { ["replicas"] = Replicas(deployment), ["selector"] = deployment.At("spec", "selector")?.DeepClone(), ["template"] = deployment.At("spec", "template")?.DeepClone() };
        spec.Child("selector").Child("matchLabels")[HashLabel] = hash;
        spec.Child("template").Child("metadata").Child("labels")[HashLabel] = hash;
        manifest["spec"] = spec;
        JsonObject replicaSet = context.Ensure(CoreKinds.ReplicaSet, manifest, Managers.Controllers);
        context.Update(CoreKinds.ReplicaSet, replicaSet.Key(), changed => changed.Child("spec")["replicas"] = Replicas(deployment), Managers.Controllers);
        int ready = (int)(replicaSet.Number("status", "readyReplicas") ?? 0);
        int count = (int)(replicaSet.Number("status", "replicas") ?? 0);
        context.SetStatus(kind, deployment.Key(), status =>
        {
            Count(status, deployment, count, ready);
            status["updatedReplicas"] = count;
            Conditions.Set(status, "Available", ready >= Replicas(deployment), ready >= Replicas(deployment) ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                ready >= Replicas(deployment) ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", context.Now);
            Conditions.Set(status, "Progressing", true, "NewReplicaSetAvailable", $"ReplicaSet \"{name}\" has successfully progressed.", context.Now);
        }, Managers.Controllers);
    }

    private void ReconcilePods(JsonObject workload)
    {
        if (kind == CoreKinds.DaemonSet)
        {
            string[] nodes = [.. context.Cluster.List(CoreKinds.Node).Select(node => node.Name()).DefaultIfEmpty(PodPlacement.OnlyNode).Order(StringComparer.Ordinal)];
            Dictionary<string, string> nodeByPod = nodes.ToDictionary(node => $"{workload.Name()}-{Chance.Suffix(workload.Uid(), node)}", node => node);
            (int count, int ready) = pods.Ensure(kind, workload, [.. nodeByPod.Keys], (name, pod) => pod.Child("spec")["nodeName"] = nodeByPod[name]);
            context.SetStatus(kind, workload.Key(), status => CountNodes(status, workload, nodes.Length, count, ready), Managers.Controllers);
            return;
        }

        bool isStateful = kind == CoreKinds.StatefulSet;
        string[] names = [.. Enumerable.Range(0, Replicas(workload)).Select(index => isStateful
            ? string.Create(CultureInfo.InvariantCulture, $"{workload.Name()}-{index}")
            : $"{workload.Name()}-{Chance.Suffix(workload.Uid(), index.ToString(CultureInfo.InvariantCulture))}")];
        foreach (string name in isStateful ? names : [])
        {
            EnsureClaims(workload, name);
        }

        (int present, int readyPods) = pods.Ensure(kind, workload, names, isStateful ? (name, pod) => Stateful(workload, name, pod) : null);
        context.SetStatus(kind, workload.Key(), status =>
        {
            Count(status, workload, present, readyPods);
            if (isStateful)
            {
                status["currentReplicas"] = present;
                status["updatedReplicas"] = present;
                status["collisionCount"] ??= 0;
            }
            else
            {
                status["fullyLabeledReplicas"] = present;
            }
        }, Managers.Controllers);
    }

    private static int Replicas(JsonObject workload) => (int)Math.Clamp(workload.Number("spec", "replicas") ?? 1, 0, 100);

    private static void Count(JsonObject status, JsonObject workload, int count, int ready)
    {
        status["observedGeneration"] = workload.Generation();
        status["replicas"] = count;
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
    }

    private static void CountNodes(JsonObject status, JsonObject workload, int wanted, int count, int ready)
    {
        status["observedGeneration"] = workload.Generation();
        status["desiredNumberScheduled"] = wanted;
        status["currentNumberScheduled"] = count;
        status["updatedNumberScheduled"] = count;
        status["numberMisscheduled"] = 0;
        status["numberReady"] = ready;
        status["numberAvailable"] = ready;
    }

    private void EnsureClaims(JsonObject workload, string pod)
    {
        foreach (JsonObject template in workload.Objects("spec", "volumeClaimTemplates"))
        {
            JsonObject claim = Meta.Create(CoreKinds.PersistentVolumeClaim, workload.Namespace(), $"{template.TextOrEmpty("metadata", "name")}-{pod}", workload.Pairs("spec", "selector", "matchLabels"));
            if (template.At("metadata", "annotations") is { } annotations)
            {
                claim.Child("metadata")["annotations"] = annotations.DeepClone();
            }

            claim["spec"] = template.At("spec")?.DeepClone();
            context.Ensure(CoreKinds.PersistentVolumeClaim, claim, Managers.Controllers);
        }
    }

    private static void Stateful(JsonObject workload, string name, JsonObject pod)
    {
        JsonObject labels = pod.Child("metadata").Child("labels");
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = name[(workload.Name().Length + 1)..];
        JsonObject spec = pod.Child("spec");
        spec["hostname"] = name;
        if (spec["volumes"] is not JsonArray volumes)
        {
            spec["volumes"] = volumes = [];
        }

        foreach (JsonObject template in workload.Objects("spec", "volumeClaimTemplates"))
        {
            string volume = template.TextOrEmpty("metadata", "name");
            volumes.Add((JsonNode)new JsonObject { ["name"] = volume, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"{volume}-{name}" } });
        }
    }
}
