using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Restores;

/// <summary>Volume snapshots that come back as claims.</summary>
public sealed class VolumeRestoreTests
{
    private const string Addon = """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: { name: pvc-addon }
        spec: { restoreTasks: [ { name: volume-snapshot-restore, function: volumesnapshot-restore, driver: VolumeSnapshotter } ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: volumesnapshot-restore }
        spec: { image: "registry.test/volumes:v1", args: [ restore ] }
        ---
        apiVersion: snapshot.storage.k8s.io/v1
        kind: VolumeSnapshotClass
        metadata: { name: csi }
        driver: csi.test
        deletionPolicy: Delete
        """;

    private const string Restore = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: RestoreSession
        metadata: { name: back, namespace: demo }
        spec:
          dataSource: { repository: app-repo, snapshot: latest }
          addon:
            name: pvc-addon
            tasks:
            - name: volume-snapshot-restore
              targetVolumes:
                volumeClaimTemplates:
                - { metadata: { name: "restored-${POD_ORDINAL}" }, spec: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: 1Gi } } } }
        """;

    private readonly OperatorWorld world = BackedUp();

    [Fact]
    public void Every_volume_snapshot_becomes_a_claim_even_when_the_workload_is_gone()
    {
        world.Delete(CoreKinds.StatefulSet, "app");
        JsonObject restore = world.RunRestore(Restore);
        Assert.Equal((Phase.Succeeded, true), (restore.Text("status", "phase"), restore.IsTrue("status", "targetFound")));
        Assert.Equal(["volumesnapshot-pod-0", "volumesnapshot-pod-1"], restore.At("status", "components")!.AsObject().Select(component => component.Key));
        world.Run(3);
        foreach (int pod in (int[])[0, 1])
        {
            JsonObject claim = world.Get(CoreKinds.PersistentVolumeClaim, $"restored-{pod}");
            JsonNode stats = world.Snapshots.Single().At("status", "components", $"volumesnapshot-pod-{pod}").Objects("volumeSnapshotterStats").Single();
            Assert.Equal(("VolumeSnapshot", stats.Text("volumeSnapshotName"), "Bound"), (claim.Text("spec", "dataSource", "kind"), claim.Text("spec", "dataSource", "name"), claim.Text("status", "phase")));
        }
    }

    [Fact]
    public void A_volume_snapshot_that_is_gone_fails_its_component()
    {
        string name = world.Snapshots.Single().At("status", "components", "volumesnapshot-pod-0").Objects("volumeSnapshotterStats").Single().TextOrEmpty("volumeSnapshotName");
        world.Delete(CoreKinds.VolumeSnapshot, name);
        JsonObject restore = world.RunRestore(Restore);
        Assert.Equal((Phase.Failed, $"volumesnapshots.snapshot.storage.k8s.io \"{name}\" not found"), (restore.Text("status", "phase"), restore.Component("volumesnapshot-pod-0").Text("error")));
        Assert.Null(world.Find(CoreKinds.PersistentVolumeClaim, "restored-0"));
    }

    private static OperatorWorld BackedUp()
    {
        string everything = Scene.Everything.Replace("name: logical-backup, params: { paths: /data }", "name: volume-snapshot", StringComparison.Ordinal);
        OperatorWorld made = new OperatorWorld().Apply($"{Addon}\n---\n{everything}");
        made.Until(() => made.Sessions is [{ } first] && first.Text("status", "phase") == Phase.Succeeded, 90);
        return made;
    }
}
