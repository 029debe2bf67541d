using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Sessions;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class TaskTests
{
    private const string MySql = """
        apiVersion: kubedb.com/v1
        kind: MySQL
        metadata: { name: shop, namespace: demo }
        spec: { version: 8.0.36, replicas: 1, storage: { resources: { requests: { storage: 1Gi } } } }
        """;

    private const string AppBinding = """
        apiVersion: v1
        kind: Secret
        metadata: { name: legacy-auth, namespace: demo }
        data: { username: cm9vdA==, password: d3Jvbmc= }
        ---
        apiVersion: appcatalog.appscode.com/v1alpha1
        kind: AppBinding
        metadata: { name: legacy, namespace: demo }
        spec: { type: mysql, version: 5.7.44, secret: { name: legacy-auth }, clientConfig: { url: "tcp(legacy:3306)" } }
        """;

    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces).Apply(Scene.Catalogue).Apply(Scene.Storage).Apply(Scene.Application);

    [Fact]
    public void Tasks_run_in_their_order_as_init_containers_and_container_of_one_pod()
    {
        world.Apply(Tasks("{ name: logical-backup, params: { paths: /data } }, { name: manifest-backup }")).AfterFirstRun();
        JsonObject snapshot = world.Snapshots.Single();
        Assert.Equal(["dump-pod-0", "dump-pod-1", "manifest"], snapshot.At("status", "components")!.AsObject().Select(component => component.Key).Order(StringComparer.Ordinal));
        Assert.Equal((3L, true), (snapshot.Number("status", "totalComponents"), snapshot.IsTrue("status", "integrity")));
        JsonNode pod = world.JobsOf("kubestash-backup").Single().At("spec", "template", "spec")!;
        Assert.Equal("workload-backup-task-0", pod.Objects("initContainers").Single().Text("name"));
        Assert.Equal("manifest-backup-task-1", pod.Objects("containers").Single().Text("name"));
        Assert.Equal(65535, pod.Number("securityContext", "runAsUser"));
        KubeStash.Storage.BackupSize? sum = KubeStash.Storage.BackupSize.Sum(snapshot.At("status", "components")!.AsObject().Select(component => component.Value.Text("size")));
        Assert.Equal(sum?.ToString(), snapshot.Text("status", "size"));
    }

    [Fact]
    public void A_database_is_dumped_by_the_image_closest_to_its_version()
    {
        world.Apply(MySql).Apply(Database("{ apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo }")).AfterFirstRun();
        JsonObject snapshot = world.Snapshots.Single();
        Assert.Equal(["dump"], snapshot.At("status", "components")!.AsObject().Select(component => component.Key));
        Assert.Equal(("8.0.36", "MySQL", "shop", "demo"), (snapshot.Annotation("kubedb.com/db-version"), snapshot.Label("kubestash.com/app-ref-kind"), snapshot.Label("kubestash.com/app-ref-name"), snapshot.Label("kubestash.com/app-ref-namespace")));
        Assert.Equal("registry.test/mysql:v1_8.0.35", world.JobsOf("kubestash-backup").Single().Objects("spec", "template", "spec", "containers").Single().Text("image"));
    }

    [Fact]
    public void A_database_that_refuses_the_login_fails_the_dump_until_the_password_is_right()
    {
        world.Apply(AppBinding).Apply(Database("{ apiGroup: appcatalog.appscode.com, kind: AppBinding, name: legacy, namespace: demo }"));
        world.Until(() => world.Sessions is [{ } first] && first.Phase() == "Failed", 120);
        string name = world.Sessions.Single().Name();
        Assert.Equal("failed to dump database: access denied for user 'root'@'legacy.demo.svc'", world.Snapshots.Single().At("status", "components", "dump").Text("error"));
        Assert.Contains("Access denied for user 'root'@'legacy.demo.svc' (using password: YES)", world.Logs(name), StringComparison.Ordinal);
        world.Secret("legacy-auth", ("username", "root"), ("password", "right"));
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Fact]
    public void Volume_snapshots_need_a_class_and_have_neither_size_nor_integrity()
    {
        world.Apply(Tasks("{ name: volume-snapshot }"));
        world.Until(() => world.Sessions is [{ } first] && first.Phase() == "Failed", 120);
        Assert.Equal("no VolumeSnapshotClass is set as default", world.Snapshots.Single().At("status", "components", "volumesnapshot-pod-0").Text("error"));
        world.Cluster.Create(CoreKinds.VolumeSnapshotClass, Meta.Create(CoreKinds.VolumeSnapshotClass, "", "fast"), "test");
        JsonObject session = world.RunSession();
        JsonObject snapshot = world.SnapshotOf(session);
        Assert.Equal(("Succeeded", null, null), (snapshot.Phase(), snapshot.Text("status", "size"), snapshot.At("status", "integrity")));
        JsonObject stats = snapshot.At("status", "components", "volumesnapshot-pod-1").Objects("volumeSnapshotterStats").Single();
        string name = $"data-app-1-{session.Created().ToUnixTimeSeconds()}";
        Assert.Equal(("data-app-1", name), (stats.Text("pvcName"), stats.Text("volumeSnapshotName")));
        Assert.True(world.Get(CoreKinds.VolumeSnapshot, name).IsTrue("status", "readyToUse"));
        Assert.Equal("VolumeSnapshotter", snapshot.At("status", "components", "volumesnapshot-pod-1").Text("driver"));
        Delete(snapshot, "Delete");
        Assert.NotNull(world.Find(CoreKinds.VolumeSnapshot, name));
        session = world.RunSession();
        Delete(world.SnapshotOf(session), "WipeOut");
        Assert.Null(world.Find(CoreKinds.VolumeSnapshot, $"data-app-1-{session.Created().ToUnixTimeSeconds()}"));
    }

    [Theory]
    [InlineData("--paths=${paths:=/all}", "--paths=/data")]
    [InlineData("--wait=${wait:=10s}", "--wait=10s")]
    [InlineData("--empty=${unknown}", "--empty=")]
    [InlineData("${namespace}/${backupSession}", "demo/run")]
    public void Variables_of_functions_are_filled_in(string text, string filled) =>
        Assert.Equal(filled, FunctionCall.Fill(text, new Dictionary<string, string> { ["paths"] = "/data", ["namespace"] = "demo", ["backupSession"] = "run", ["wait"] = "" }));

    private static string Tasks(string tasks) => Scene.Configuration.Replace("{ name: logical-backup, params: { paths: /data } }", tasks, StringComparison.Ordinal);

    private static string Database(string target) => Scene.Configuration
        .Replace("{ apiGroup: apps, kind: StatefulSet, name: app, namespace: demo }", target, StringComparison.Ordinal)
        .Replace("name: workload-addon", "name: mysql-addon", StringComparison.Ordinal).Replace(", params: { paths: /data }", "", StringComparison.Ordinal);

    private void Delete(JsonObject snapshot, string policy)
    {
        world.Change(KubeStashKinds.Snapshot, snapshot.Name(), changed => changed["spec"]!["deletionPolicy"] = policy);
        world.Delete(KubeStashKinds.Snapshot, snapshot.Name());
        world.Run(1);
        Assert.Null(world.Find(KubeStashKinds.Snapshot, snapshot.Name()));
    }
}
