using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class ConfigurationPhaseTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces).Apply(Scene.Catalogue);

    [Fact]
    public void A_missing_storage_is_named_and_waited_for()
    {
        world.Apply(Scene.Application).Apply(Policy).Apply(Scene.Configuration).Run(15);
        JsonObject backend = Configuration.Objects("status", "backends").Single();
        Assert.Equal("NotReady", Configuration.Phase());
        Assert.Equal(("NotReady", "BackupStorage demo/s3 not found", true), (backend.Text("storage", "phase"), backend.Text("storage", "reason"), backend.IsTrue("retentionPolicy", "found")));
        Assert.False(backend.IsTrue("ready"));
        Assert.Equal(("NotReady", "BackupStorage is not ready"), RepositoryEntry);
        Assert.Null(world.Find(KubeStashKinds.Repository, "app-repo"));
        Assert.Null(world.Find(CoreKinds.CronJob, "trigger-app-backup-often"));
        world.Apply(Scene.Storage);
        world.Until(() => Configuration.Phase() == "Ready", 20);
    }

    [Fact]
    public void The_reason_of_a_storage_that_is_not_ready_is_passed_on()
    {
        world.Apply(Scene.Storage).Credentials("wrong").Apply(Scene.Application).Apply(Scene.Configuration).Run(15);
        Assert.Contains("AccessDenied", Configuration.Objects("status", "backends").Single().Text("storage", "reason"), StringComparison.Ordinal);
        Assert.Equal("NotReady", Configuration.Phase());
        world.Credentials("good");
        world.Until(() => Configuration.Phase() == "Ready", 20);
        Assert.Null(Configuration.Objects("status", "backends").Single().Text("storage", "reason"));
    }

    [Fact]
    public void A_missing_policy_is_named_and_waited_for()
    {
        world.Apply(Scene.Storage).Apply(Scene.Application);
        world.Delete(KubeStashKinds.RetentionPolicy, "keep");
        world.Apply(Scene.Configuration).Run(15);
        JsonObject backend = Configuration.Objects("status", "backends").Single();
        Assert.Equal(("NotReady", "RetentionPolicy demo/keep not found"), (Configuration.Phase(), backend.Text("retentionPolicy", "reason")));
        Assert.False(backend.IsTrue("retentionPolicy", "found"));
        world.Apply(Policy);
        world.Until(() => Configuration.Phase() == "Ready", 20);
    }

    [Fact]
    public void A_storage_that_no_longer_admits_the_namespace_is_not_ready_for_it()
    {
        world.Apply(Scene.Storage).Apply(Scene.Application.Replace("namespace: demo", "namespace: other", StringComparison.Ordinal));
        Open("s3", "All");
        Open("keep", "All");
        world.Apply(Scene.Configuration.Replace("name: app-backup, namespace: demo", "name: app-backup, namespace: other", StringComparison.Ordinal)
            .Replace("name: app, namespace: demo", "name: app, namespace: other", StringComparison.Ordinal));
        world.Until(() => world.Phase(KubeStashKinds.BackupConfiguration, "app-backup", "other") == "Ready", 30);
        Open("s3", "Same");
        world.Run(1);
        JsonObject backend = world.Get(KubeStashKinds.BackupConfiguration, "app-backup", "other").Objects("status", "backends").Single();
        Assert.False(backend.IsTrue("ready"));
        Assert.Equal("namespace \"other\" is not allowed to refer BackupStorage demo/s3", backend.Text("storage", "reason"));
        Assert.Equal("NotReady", world.Phase(KubeStashKinds.BackupConfiguration, "app-backup", "other"));

        void Open(string name, string from) => world.Change(name == "s3" ? KubeStashKinds.BackupStorage : KubeStashKinds.RetentionPolicy, name,
            changed => changed["spec"]!["usagePolicy"] = WorldReading.Json($$$"""{"allowedNamespaces":{"from":"{{{from}}}"}}"""));
    }

    [Fact]
    public void A_missing_target_is_looked_for_every_ten_seconds()
    {
        world.Apply(Scene.Storage).Apply(Scene.Configuration).Run(20);
        Assert.Equal("NotReady", Configuration.Phase());
        Assert.Equal("False", Configuration.At("status", "targetFound")!.ToString(), ignoreCase: true);
        Assert.Empty(world.Sessions);
        world.Apply(Scene.Application);
        world.Until(() => Configuration.Phase() == "Ready", 10.5);
    }

    [Fact]
    public void A_missing_addon_stands_in_the_dependencies_and_holds_the_scheduler_up()
    {
        world.Delete(KubeStashKinds.Addon, "workload-addon");
        world.Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration).Run(15);
        JsonObject dependency = Configuration.Objects("status", "dependencies").Single();
        Assert.Equal(("Addon", "workload-addon", null), (dependency.Text("kind"), dependency.Text("name"), dependency.Text("namespace")));
        Assert.False(dependency.IsTrue("found"));
        JsonObject condition = Configuration.Objects("status", "sessions").Single().Objects("conditions").Single();
        Assert.Equal(("SchedulerEnsured", "False", "SchedulerNotEnsured"), (condition.Text("type"), condition.Text("status"), condition.Text("reason")));
        Assert.Equal("NotReady", Configuration.Phase());
        world.Apply(Scene.Catalogue);
        world.Until(() => Configuration.Phase() == "Ready", 20);
    }

    [Theory]
    [InlineData("name: logical-backup, params: { paths: /data }", "name: physical-backup", "task \"physical-backup\" not found in addon \"workload-addon\"")]
    [InlineData("target: { apiGroup: apps, kind: StatefulSet", "target: { apiGroup: batch, kind: CronJob", "unknown target kind \"CronJob\" in group \"batch\"")]
    public void What_no_other_object_could_mend_is_invalid_until_it_is_changed(string right, string wrong, string message)
    {
        world.Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration.Replace(right, wrong, StringComparison.Ordinal)).Run(15);
        Assert.Equal("Invalid", Configuration.Phase());
        Assert.Equal(("False", "ResourceValidationFailed", message), Configuration.Condition("ValidationPassed"));
        Assert.Contains($"ResourceValidationFailed: {message}", world.Events("app-backup"));
        Assert.Null(Configuration.At("status", "sessions"));
        world.Apply(Scene.Configuration);
        world.Until(() => Configuration.Phase() == "Ready", 20);
        Assert.Equal(("True", "ResourceValidationPassed", "Validation has been passed successfully."), Configuration.Condition("ValidationPassed"));
    }

    [Fact]
    public void A_schedule_that_cannot_be_read_keeps_its_session_from_being_ensured()
    {
        world.Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration.Replace("*/5 * * * *", "61 * * * *", StringComparison.Ordinal)).Run(15);
        Assert.Equal("NotReady", Configuration.Phase());
        JsonObject condition = Configuration.Objects("status", "sessions").Single().Objects("conditions").Single();
        Assert.Equal("False", condition.Text("status"));
        Assert.Contains("spec.schedule: Invalid value: \"61 * * * *\"", condition.Text("message"), StringComparison.Ordinal);
        world.Apply(Scene.Configuration);
        world.Until(() => Configuration.Phase() == "Ready", 20);
    }

    [Fact]
    public void A_backup_of_the_whole_cluster_needs_no_target()
    {
        world.Apply(Scene.Storage).Apply(Scene.Configuration.Replace("  target: { apiGroup: apps, kind: StatefulSet, name: app, namespace: demo }\n", "", StringComparison.Ordinal)
            .Replace("name: logical-backup, params: { paths: /data }", "name: manifest-backup", StringComparison.Ordinal));
        world.AfterFirstRun();
        Assert.True(Configuration.IsTrue("status", "targetFound"));
        JsonNode reference = world.Get(KubeStashKinds.Repository, "app-repo").At("spec", "appRef")!;
        Assert.Equal(("na", "", "na"), (reference.Text("apiGroup"), reference.Text("kind"), reference.Text("name")));
        Assert.Equal(["manifest"], world.Snapshots.Single().At("status", "components")!.AsObject().Select(component => component.Key));
    }

    [Fact]
    public void Defaults_stand_in_for_storage_and_policy()
    {
        world.Apply(Scene.Storage).Apply(Scene.Application)
            .Apply(Scene.Configuration.Replace("name: b, storageRef: { name: s3, namespace: demo }, retentionPolicy: { name: keep, namespace: demo }", "name: b", StringComparison.Ordinal));
        world.Until(() => Configuration.Phase() == "Ready", 20);
        JsonObject backend = Configuration.Objects("status", "backends").Single();
        Assert.Equal(("s3", "keep"), (backend.Text("storage", "ref", "name"), backend.Text("retentionPolicy", "ref", "name")));
    }

    private const string Policy = """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: { name: keep, namespace: demo }
        spec: { successfulSnapshots: { last: 3 } }
        """;

    private JsonObject Configuration => world.Get(KubeStashKinds.BackupConfiguration, "app-backup");

    private (string?, string?) RepositoryEntry => (Configuration.Objects("status", "repositories").Single().Text("phase"), Configuration.Objects("status", "repositories").Single().Text("reason"));
}
