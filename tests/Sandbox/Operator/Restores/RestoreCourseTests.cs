using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Restores;

namespace BackupConsole.Sandbox.Tests.Operators.Restores;

/// <summary>What happens around restores: hooks, paused backups, deletion and restarts in the middle.</summary>
public sealed class RestoreCourseTests
{
    private const string Hooks = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: shell, namespace: demo }
        spec: { action: { exec: { command: [ sh, -c, "echo hi" ] }, containerName: main }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: breaks, namespace: demo }
        spec: { action: { exec: { command: [ sh, -c, "exit 3" ] }, containerName: main }, executor: { type: Pod, pod: { selector: "app=app" } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: { name: calls, namespace: demo }
        spec: { action: { httpPost: { host: chat.invalid, path: /hook, port: 443, scheme: HTTPS } }, executor: { type: Operator } }
        """;

    [Fact]
    public void Hooks_run_before_and_after()
    {
        OperatorWorld world = RestoreScene.BackedUp().Apply(Hooks);
        JsonObject restore = world.RunRestore(RestoreScene.Restore(rest: ", hooks: { preRestore: [ { name: stop, hookTemplate: { name: shell } } ], postRestore: [ { name: start, hookTemplate: { name: shell } }, { name: never, hookTemplate: { name: breaks }, executionPolicy: OnFailure } ] }"));
        Assert.Equal(Phase.Succeeded, restore.Text("status", "phase"));
        Assert.Equal(
            ["ValidationPassed", "PreRestoreHooksExecutionSucceeded", "RestoreExecutorEnsured", "PostRestoreHooksExecutionSucceeded", "MetricsPushed"],
            restore.Objects("status", "conditions").Select(condition => condition.Text("type")));
        Assert.Equal(("stop", Phase.Succeeded), (restore.Objects("status", "hooks", "preHooks").Single().Text("name"), restore.Objects("status", "hooks", "preHooks").Single().Text("phase")));
        Assert.Equal(["start Succeeded"], restore.Objects("status", "hooks", "postHooks").Select(hook => $"{hook.Text("name")} {hook.Text("phase")}"));
    }

    [Fact]
    public void A_pre_hook_that_fails_ends_the_restore_before_anything_is_touched()
    {
        OperatorWorld world = RestoreScene.BackedUp().Apply(Hooks);
        JsonObject restore = world.RunRestore(RestoreScene.Restore(
            rest: ", hooks: { preRestore: [ { name: stop, hookTemplate: { name: breaks } }, { name: next, hookTemplate: { name: shell } } ], postRestore: [ { name: tell, hookTemplate: { name: shell }, executionPolicy: OnFailure }, { name: cheer, hookTemplate: { name: shell }, executionPolicy: OnSuccess } ] }"));
        Assert.Equal((Phase.Failed, "command terminated with exit code 3"), (restore.Text("status", "phase"), RestoreScene.MessageOf(restore, "PreRestoreHooksExecutionSucceeded")));
        Assert.Equal(["stop Failed", "next Pending"], restore.Objects("status", "hooks", "preHooks").Select(hook => $"{hook.Text("name")} {hook.Text("phase")}"));
        Assert.Equal(["tell Succeeded"], restore.Objects("status", "hooks", "postHooks").Select(hook => $"{hook.Text("name")} {hook.Text("phase")}"));
        Assert.False(Conditions.Has(restore["status"], "RestoreExecutorEnsured"));
        Assert.Null(world.Find(CoreKinds.Job, "back"));
    }

    [Fact]
    public void A_post_hook_that_fails_fails_the_restore_although_the_data_are_back()
    {
        OperatorWorld world = RestoreScene.BackedUp().Apply(Hooks);
        JsonObject restore = world.RunRestore(RestoreScene.Restore(rest: ", hooks: { postRestore: [ { name: tell, hookTemplate: { name: calls } } ] }"));
        Assert.Equal(Phase.Failed, restore.Text("status", "phase"));
        Assert.Equal("Post \"https://chat.invalid/hook\": dial tcp: lookup chat.invalid: no such host", RestoreScene.MessageOf(restore, "PostRestoreHooksExecutionSucceeded"));
        Assert.All(restore.At("status", "components")!.AsObject(), component => Assert.Equal(Phase.Succeeded, component.Value.Text("phase")));
    }

    [Fact]
    public void Backups_of_a_database_pause_while_it_is_restored()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Apply(DatabaseRestore);
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, "back") == Phase.Running, 30);
        JsonObject paused = world.Restored().Objects("status", "pausedBackups").Single();
        Assert.Equal(("BackupConfiguration", "shop-backup", "demo"), (paused.Text("kind"), paused.Text("name"), paused.Text("namespace")));
        Assert.True(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
        Assert.True(world.Get(CoreKinds.CronJob, "trigger-shop-backup-often").IsTrue("spec", "suspend"));
        world.UntilRestored();
        Assert.Equal(Phase.Succeeded, world.Restored().Text("status", "phase"));
        world.Run(5);
        Assert.False(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
        Assert.False(world.Get(CoreKinds.CronJob, "trigger-shop-backup-often").IsTrue("spec", "suspend"));
    }

    [Fact]
    public void A_configuration_that_was_paused_before_stays_paused()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Change(KubeStashKinds.BackupConfiguration, "shop-backup", configuration => configuration.Child("spec")["paused"] = true);
        JsonObject restore = world.RunRestore(DatabaseRestore);
        Assert.Equal((Phase.Succeeded, null), (restore.Text("status", "phase"), restore.At("status", "pausedBackups")));
        Assert.True(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
    }

    [Fact]
    public void A_failed_restore_lets_the_backups_go_on_too()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Delete(CoreKinds.Secret, "encrypt");
        Assert.Equal(Phase.Failed, world.RunRestore(DatabaseRestore).Text("status", "phase"));
        Assert.False(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
    }

    [Fact]
    public void Deleting_a_restore_half_way_takes_its_job_away_and_lets_the_backups_go_on()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Apply(DatabaseRestore);
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, "back") == Phase.Running, 30);
        world.Delete(KubeStashKinds.RestoreSession, "back");
        world.Run(1);
        Assert.Null(world.Find(KubeStashKinds.RestoreSession, "back"));
        Assert.Null(world.Find(CoreKinds.Job, "back"));
        Assert.Null(world.Find(CoreKinds.ServiceAccount, "back"));
        Assert.DoesNotContain(world.List(CoreKinds.Pod), pod => pod.Label(StashLabels.InvokerName) == "back");
        Assert.False(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
        world.Run(60);
    }

    [Theory]
    [InlineData("ValidationPassed")]
    [InlineData("RestoreExecutorEnsured")]
    [InlineData("components")]
    public void An_operator_that_is_restarted_goes_on_where_it_was(string reached)
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Apply(DatabaseRestore);
        world.Until(() => world.Find(KubeStashKinds.RestoreSession, "back") is { } restore && (Conditions.Has(restore["status"], reached) || restore.At("status", reached) is not null), 30);
        world.Restart();
        world.UntilRestored();
        JsonObject ended = world.Restored();
        Assert.Equal(Phase.Succeeded, ended.Text("status", "phase"));
        Assert.Equal(["ValidationPassed", "RestoreExecutorEnsured", "MetricsPushed"], ended.Objects("status", "conditions").Select(condition => condition.Text("type")));
        Assert.False(world.Get(KubeStashKinds.BackupConfiguration, "shop-backup").IsTrue("spec", "paused"));
        Assert.Single(world.List(CoreKinds.Job), job => job.Label(StashLabels.Component) == JobComponents.Restore);
    }

    [Theory]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"False"}]}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"ValidationPassed","status":"False"}]}""", Phase.Invalid)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"},{"type":"RestoreIncomplete","status":"True"}],"totalComponents":1,"components":{"a":{"phase":"Succeeded"}}}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"ValidationPassed","status":"True"}]}""", Phase.Pending)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"}],"totalComponents":2,"components":{"a":{"phase":"Succeeded"},"b":{"phase":"Succeeded"}}}""", Phase.Succeeded)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"}],"totalComponents":2,"components":{"a":{"phase":"Succeeded"},"b":{"phase":"Failed"}}}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"}],"totalComponents":2,"components":{"a":{"phase":"Failed"}}}""", Phase.Failed)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"}],"totalComponents":2,"components":{"a":{"phase":"Succeeded"},"b":{"phase":"Unknown"}}}""", Phase.Unknown)]
    [InlineData("""{"conditions":[{"type":"MetricsPushed","status":"True"}],"totalComponents":2,"components":{"a":{"phase":"Succeeded"}}}""", Phase.Running)]
    [InlineData("""{"totalComponents":2,"components":{"a":{"phase":"Succeeded"},"b":{"phase":"Unknown"}}}""", Phase.Unknown)]
    [InlineData("""{"totalComponents":1,"components":{"a":{"phase":"Succeeded"}}}""", Phase.Running)]
    public void The_phase_follows_from_the_status(string status, string phase) => Assert.Equal(phase, RestoreSessionPhase.Of(JsonNode.Parse(status)));

    private static string DatabaseRestore => RestoreScene.Restore("repository: shop-repo, snapshot: latest", target: "apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo", addon: "mysql-addon");
}
