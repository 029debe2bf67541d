using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Tests.Operators.Restores;

namespace BackupConsole.Sandbox.Tests.Operators.Blueprints;

/// <summary>BackupBatches: several targets in one session.</summary>
public sealed class BatchTests
{
    private const string Batch = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupBatch
        metadata: { name: all, namespace: demo }
        spec:
          targets:
          - { name: files, appRef: { apiGroup: apps, kind: StatefulSet, name: app, namespace: demo } }
          - { name: db, appRef: { apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo } }
          backends: [ { name: b, storageRef: { name: s3, namespace: demo }, retentionPolicy: { name: keep, namespace: demo } } ]
          sessions:
          - name: daily
            sessionHistoryLimit: 2
            scheduler: { schedule: "0 3 * * *", jobTemplate: { backoffLimit: 1 } }
            targets:
            - name: files
              addon: { name: workload-addon, tasks: [ { name: logical-backup, params: { paths: /data } } ] }
              repositories: [ { name: files-repo, backend: b, directory: /files, encryptionSecret: { name: encrypt, namespace: demo } } ]
            - name: db
              addon: { name: mysql-addon, tasks: [ { name: logical-backup } ] }
              repositories: [ { name: db-repo, backend: b, directory: /db, encryptionSecret: { name: encrypt, namespace: demo } } ]
        """;

    private const string Database = """
        apiVersion: kubedb.com/v1
        kind: MySQL
        metadata: { name: shop, namespace: demo }
        spec: { version: 8.2.0, replicas: 1 }
        """;

    private readonly OperatorWorld world = new OperatorWorld().Apply($"{Scene.Namespaces}\n---\n{Scene.Catalogue}\n---\n{Scene.Storage}\n---\n{Scene.Application}\n---\n{Batch}");

    [Fact]
    public void All_targets_have_to_be_there()
    {
        world.Run(15);
        JsonObject batch = world.Get(KubeStashKinds.BackupBatch, "all");
        Assert.Equal(Phase.NotReady, batch.Text("status", "phase"));
        Assert.Equal(["app True", "shop False"], batch.Objects("status", "targets").Select(target => $"{target.Text("name")} {target.IsTrue("found")}"));
        world.Apply(Database).Run(15);
        Assert.Equal(Phase.Ready, world.Phase(KubeStashKinds.BackupBatch, "all"));
        Assert.Equal(["Addon workload-addon True", "Addon mysql-addon True"],
            world.Get(KubeStashKinds.BackupBatch, "all").Objects("status", "dependencies").Select(found => $"{found.Text("kind")} {found.Text("name")} {found.IsTrue("found")}"));
    }

    [Fact]
    public void One_session_backs_all_targets_up_side_by_side_with_an_executor_each()
    {
        world.Apply(Database);
        world.Until(() => world.Sessions is [{ } first] && Phase.IsFinal(first.Text("status", "phase")), 200);
        JsonObject session = world.Sessions.Single();
        Assert.Equal(Phase.Succeeded, session.Text("status", "phase"));
        Assert.Equal(("BackupBatch", "all"), (session.Text("spec", "invoker", "kind"), session.Text("spec", "invoker", "name")));
        Assert.True(session.IsControlledBy(world.Get(KubeStashKinds.BackupBatch, "all")));
        Assert.Equal(["app files-repo Succeeded", "shop db-repo Succeeded"],
            session.Objects("status", "snapshots").Select(entry => $"{entry.Text("appRef", "name")} {entry.Text("repository")} {entry.Text("phase")}"));
        Assert.Equal(2, session.Number("status", "totalSnapshots"));
        Assert.Equal(["db-repo Applied", "files-repo Applied"], session.Objects("status", "retentionPolicy").Select(entry => $"{entry.Text("repository")} {entry.Text("phase")}").Order());
        Assert.Equal(["dump-pod-0", "dump-pod-1"], Components("files-repo"));
        Assert.Equal(["dump"], Components("db-repo"));
        Assert.Equal([$"{session.Name()}-db", $"{session.Name()}-files"], world.JobsOf("kubestash-backup").Select(job => job.Name()).Order(StringComparer.Ordinal));
        Assert.Equal([true, true], world.Get(KubeStashKinds.BackupBatch, "all").Objects("status", "targets").Select(target => target.IsTrue("found")));
        Assert.Equal(Phase.Ready, world.Phase(KubeStashKinds.BackupBatch, "all"));
    }

    [Fact]
    public void One_target_that_fails_fails_the_session_but_not_the_other_snapshot()
    {
        world.Apply(Database).Annotate(CoreKinds.StatefulSet, "app", Levers.UnreadablePath, "/data/secret");
        world.Until(() => world.Sessions is [{ } first] && Phase.IsFinal(first.Text("status", "phase")), 200);
        Assert.Equal(Phase.Failed, world.Sessions.Single().Text("status", "phase"));
        Assert.Equal(["app Failed", "shop Succeeded"], world.Sessions.Single().Objects("status", "snapshots").Select(entry => $"{entry.Text("appRef", "name")} {entry.Text("phase")}"));
    }

    [Fact]
    public void A_target_of_a_batch_is_restored_like_any_other()
    {
        world.Apply(Database);
        world.Until(() => world.Sessions is [{ } first] && first.Text("status", "phase") == Phase.Succeeded, 200);
        JsonObject restore = world.RunRestore(RestoreScene.Restore("repository: db-repo, snapshot: latest", target: "", addon: "mysql-addon"));
        Assert.Equal(Phase.Succeeded, restore.Text("status", "phase"));
        Assert.Equal("dump", Assert.Single(restore.At("status", "components")!.AsObject()).Key);
    }

    private string[] Components(string repository) =>
        [.. world.Snapshots.Single(snapshot => snapshot.Text("spec", "repository") == repository).At("status", "components")!.AsObject().Select(component => component.Key).Order(StringComparer.Ordinal)];
}
