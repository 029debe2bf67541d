using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Workloads;

/// <summary>Pods and claims of workloads.</summary>
public sealed class WorkloadTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces);

    [Fact]
    public void A_stateful_set_has_numbered_pods_with_claims_of_their_own()
    {
        world.Apply(Scene.Application).Run(5);
        JsonObject set = world.Get(CoreKinds.StatefulSet, "app");
        Assert.Equal((2L, 2L, 2L), (set.Number("status", "replicas"), set.Number("status", "readyReplicas"), set.Number("status", "currentReplicas")));
        Assert.Equal(["app-0", "app-1"], PodNames());
        JsonObject pod = world.Get(CoreKinds.Pod, "app-1");
        Assert.Equal(("Running", "1", "app", "data-app-1"),
            (pod.Text("status", "phase"), pod.Label("apps.kubernetes.io/pod-index"), pod.Label("app"), pod.Objects("spec", "volumes").Single().Text("persistentVolumeClaim", "claimName")));
        Assert.True(pod.IsControlledBy(set));
        JsonObject claim = world.Get(CoreKinds.PersistentVolumeClaim, "data-app-1");
        Assert.Equal(("Bound", "1Gi", $"pvc-{claim.Uid()}"), (claim.Text("status", "phase"), claim.Text("status", "capacity", "storage"), claim.Text("spec", "volumeName")));
        Assert.Contains("SuccessfulCreate: Created pod: app-0", world.Events("app"));
    }

    [Fact]
    public void Scaling_adds_and_removes_the_highest_pods_and_keeps_claims()
    {
        world.Apply(Scene.Application).Run(5);
        world.Change(CoreKinds.StatefulSet, "app", set => set.Child("spec")["replicas"] = 3);
        world.Run(5);
        Assert.Equal(["app-0", "app-1", "app-2"], PodNames());
        world.Change(CoreKinds.StatefulSet, "app", set => set.Child("spec")["replicas"] = 1);
        world.Run(5);
        Assert.Equal(["app-0"], PodNames());
        Assert.Equal(3, world.List(CoreKinds.PersistentVolumeClaim).Count);
        Assert.Equal(1, world.Get(CoreKinds.StatefulSet, "app").Number("status", "readyReplicas"));
    }

    [Fact]
    public void A_pod_that_is_deleted_comes_back()
    {
        world.Apply(Scene.Application).Run(5);
        string uid = world.Get(CoreKinds.Pod, "app-0").Uid();
        world.Delete(CoreKinds.Pod, "app-0");
        world.Run(5);
        Assert.NotEqual(uid, world.Get(CoreKinds.Pod, "app-0").Uid());
        Assert.Equal("Running", world.Get(CoreKinds.Pod, "app-0").Text("status", "phase"));
    }

    [Fact]
    public void A_deployment_works_through_a_replica_set_named_by_its_template()
    {
        world.Apply(Web()).Run(5);
        JsonObject deployment = world.Get(CoreKinds.Deployment, "web");
        JsonObject set = world.List(CoreKinds.ReplicaSet).Single();
        Assert.True(set.IsControlledBy(deployment));
        Assert.Equal($"web-{set.Label("pod-template-hash")}", set.Name());
        Assert.Equal(2, world.List(CoreKinds.Pod).Count(pod => pod.IsControlledBy(set) && pod.Label("pod-template-hash") == set.Label("pod-template-hash")));
        Assert.Equal((2L, 2L, 2L), (deployment.Number("status", "replicas"), deployment.Number("status", "availableReplicas"), deployment.Number("status", "updatedReplicas")));
        Assert.True(Conditions.IsTrue(deployment["status"], "Available"));
        world.Apply(Web("registry.test/web:2")).Run(5);
        JsonObject next = world.List(CoreKinds.ReplicaSet).Single();
        Assert.NotEqual(set.Name(), next.Name());
        Assert.All(world.List(CoreKinds.Pod), pod => Assert.Equal("registry.test/web:2", pod.Objects("spec", "containers").Single().Text("image")));
    }

    [Fact]
    public void A_pod_that_cannot_start_keeps_its_deployment_unavailable()
    {
        world.Apply(Web("registry.invalid/web:1")).Run(15);
        Assert.True(Conditions.IsFalse(world.Get(CoreKinds.Deployment, "web")["status"], "Available"));
        Assert.All(world.List(CoreKinds.Pod), pod => Assert.Equal("ImagePullBackOff", pod.Objects("status", "containerStatuses").Single().Text("state", "waiting", "reason")));
    }

    [Fact]
    public void A_daemon_set_has_a_pod_on_every_node()
    {
        foreach (string node in (string[])["node-a", "node-b"])
        {
            world.Apply($"apiVersion: v1\nkind: Node\nmetadata: {{ name: {node} }}");
        }

        world.Apply(Web().Replace("kind: Deployment", "kind: DaemonSet", StringComparison.Ordinal)).Run(5);
        JsonObject set = world.Get(CoreKinds.DaemonSet, "web");
        Assert.Equal((2L, 2L), (set.Number("status", "desiredNumberScheduled"), set.Number("status", "numberReady")));
        Assert.Equal(["node-a", "node-b"], world.List(CoreKinds.Pod).Select(pod => pod.Text("spec", "nodeName")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_written_when_everything_runs()
    {
        world.Apply(Scene.Application).Apply(Web()).Run(20);
        int writes = world.Cluster.Writes;
        world.Run(600);
        Assert.Equal(writes, world.Cluster.Writes);
    }

    [Fact]
    public void A_claim_is_bound_after_a_second()
    {
        world.Apply(Claim("files")).Run(0.5);
        Assert.NotEqual("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "files").Text("status", "phase"));
        world.Run(1);
        Assert.Equal("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "files").Text("status", "phase"));
    }

    [Fact]
    public void A_claim_from_a_snapshot_is_filled_by_a_job_first()
    {
        OperatorWorld backed = Restores.RestoreScene.BackedUp();
        string snapshot = backed.Snapshots.Single().Name();
        backed.Apply(Claim("filled", $", dataSourceRef: {{ apiGroup: storage.kubestash.com, kind: Snapshot, name: {snapshot} }}"));
        backed.Until(() => backed.Find(CoreKinds.Job, "populate-filled") is not null, 10);
        Assert.NotEqual("Bound", backed.Get(CoreKinds.PersistentVolumeClaim, "filled").Text("status", "phase"));
        Assert.Equal("kubestash-populator", backed.Get(CoreKinds.Job, "populate-filled").Label(StashLabels.Component));
        backed.Until(() => backed.Get(CoreKinds.PersistentVolumeClaim, "filled").Text("status", "phase") == "Bound", 30);
        Assert.Equal(snapshot, backed.Get(CoreKinds.PersistentVolumeClaim, "filled").Annotation("populator.kubestash.com/populated-from"));
    }

    [Fact]
    public void A_claim_from_a_snapshot_that_is_not_there_stays_pending_and_says_why()
    {
        world.Apply(Claim("empty", ", dataSourceRef: { apiGroup: storage.kubestash.com, kind: Snapshot, name: gone }")).Run(60);
        Assert.NotEqual("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "empty").Text("status", "phase"));
        Assert.Contains("ProvisioningFailed: snapshots.storage.kubestash.com \"gone\" not found or not succeeded", world.Events("empty"));
    }

    [Fact]
    public void A_claim_from_a_volume_snapshot_waits_for_it()
    {
        world.Apply(Claim("copy", ", dataSource: { apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: taken }")).Run(30);
        Assert.NotEqual("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "copy").Text("status", "phase"));
        Assert.Contains("ProvisioningFailed: failed to get VolumeSnapshot demo/taken: not found", world.Events("copy"));
        world.Apply("apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: { name: taken, namespace: demo }\nspec: { source: { persistentVolumeClaimName: data } }").Run(15);
        Assert.Equal("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "copy").Text("status", "phase"));
    }

    private string[] PodNames() => [.. world.List(CoreKinds.Pod).Select(pod => pod.Name()).Order(StringComparer.Ordinal)];

    private static string Claim(string name, string more = "") => $$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: {{name}}, namespace: demo }
        spec: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: 1Gi } }{{more}} }
        """;

    private static string Web(string image = "registry.test/web:1") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: demo }
        spec:
          replicas: 2
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [ { name: main, image: "{{image}}" } ] }
        """;
}
