using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Restores;

/// <summary>Restores that go wrong, from the log line to the condition.</summary>
public sealed class RestoreFailureTests
{
    private readonly OperatorWorld world = RestoreScene.BackedUp();

    [Theory]
    [InlineData("snapshot: gone", "snapshots.storage.kubestash.com \"gone\" not found")]
    [InlineData("repository: gone, snapshot: latest", "repositories.storage.kubestash.com \"gone\" not found")]
    [InlineData("namespace: other, repository: app-repo, snapshot: latest", "repositories.storage.kubestash.com \"app-repo\" not found")]
    public void A_source_that_is_missing_makes_the_restore_invalid(string source, string message)
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore(source));
        Assert.Equal((Phase.Invalid, message), (restore.Text("status", "phase"), RestoreScene.MessageOf(restore, "ValidationPassed")));
        Assert.Equal(["ValidationPassed False ResourceValidationFailed"], RestoreScene.ConditionsOf(restore));
        Assert.Contains($"ResourceValidationFailed: {message}", world.Events("back"));
        Assert.Null(world.Find(CoreKinds.Job, "back"));
        world.Run(60);
        Assert.Equal(Phase.Invalid, world.Phase(KubeStashKinds.RestoreSession, "back"));
    }

    [Fact]
    public void A_repository_without_snapshots_has_no_latest_one()
    {
        world.Delete(KubeStashKinds.Snapshot, world.Snapshots.Single().Name());
        JsonObject restore = world.RunRestore(RestoreScene.Restore());
        Assert.Equal("no succeeded Snapshot found in Repository demo/app-repo", RestoreScene.MessageOf(restore, "ValidationPassed"));
    }

    [Fact]
    public void Components_are_named_as_in_the_snapshot()
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore("repository: app-repo, snapshot: latest, components: [ pod-0 ]"));
        Assert.Equal($"component \"pod-0\" not found in Snapshot demo/{world.Snapshots.Single().Name()}", RestoreScene.MessageOf(restore, "ValidationPassed"));
    }

    [Fact]
    public void A_snapshot_that_failed_cannot_be_restored()
    {
        world.Run(60).Annotate(CoreKinds.StatefulSet, "app", Levers.UnreadablePath, "/data/secret");
        world.RunSession();
        string failed = world.Snapshots[^1].Name();
        JsonObject restore = world.RunRestore(RestoreScene.Restore($"snapshot: {failed}"));
        Assert.Equal((Phase.Invalid, $"Snapshot demo/{failed} has not succeeded"), (restore.Text("status", "phase"), RestoreScene.MessageOf(restore, "ValidationPassed")));
    }

    [Theory]
    [InlineData("workload-addon", "logical-backup", "task \"logical-backup\" not found in addon \"workload-addon\"")]
    [InlineData("no-addon", "logical-backup-restore", "addons.addons.kubestash.com \"no-addon\" not found")]
    public void Addon_and_tasks_have_to_be_there(string addon, string task, string message)
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore(addon: addon).Replace("logical-backup-restore", task, StringComparison.Ordinal));
        Assert.Equal((Phase.Invalid, message), (restore.Text("status", "phase"), RestoreScene.MessageOf(restore, "ValidationPassed")));
    }

    [Fact]
    public void A_missing_target_is_waited_for()
    {
        world.Apply(RestoreScene.Restore(target: "apiGroup: apps, kind: StatefulSet, name: later")).Run(120);
        JsonObject restore = world.Restored();
        Assert.Equal(Phase.Pending, restore.Text("status", "phase"));
        Assert.False(restore.IsTrue("status", "targetFound"));
        Assert.Equal(["ValidationPassed True ResourceValidationPassed"], RestoreScene.ConditionsOf(restore));
        world.Apply(Scene.Application.Replace("{ name: app,", "{ name: later,", StringComparison.Ordinal));
        world.UntilRestored();
        Assert.Equal(Phase.Succeeded, world.Restored().Text("status", "phase"));
    }

    [Fact]
    public void A_target_of_a_kind_nobody_knows_cannot_be_looked_for()
    {
        world.Apply(RestoreScene.Restore(target: "apiGroup: example.com, kind: Thing, name: x")).Run(15);
        JsonObject restore = world.Restored();
        Assert.Equal(Phase.Pending, restore.Text("status", "phase"));
        Assert.Contains("RestoreTargetFound False UnableToCheckTargetAvailability", RestoreScene.ConditionsOf(restore));
    }

    [Fact]
    public void Waiting_for_a_target_ends_at_the_deadline()
    {
        world.Apply(RestoreScene.Restore(target: "apiGroup: apps, kind: StatefulSet, name: later", rest: ", restoreTimeout: 25s"));
        world.UntilRestored(seconds: 30);
        JsonObject restore = world.Restored();
        Assert.Equal((Phase.Failed, "25s", "deadline exceeded"), (restore.Text("status", "phase"), restore.Text("status", "duration"), RestoreScene.MessageOf(restore, "RestoreIncomplete")));
        Assert.Equal(restore.Created().AddSeconds(25), restore.Time("status", "restoreDeadline"));
    }

    [Fact]
    public void The_tool_ends_at_the_deadline_and_says_so()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "80Gi");
        world.Run(60).RunSession(seconds: 3000);
        JsonObject restore = world.RunRestore(RestoreScene.Restore(rest: ", restoreTimeout: 1m"));
        Assert.Equal((Phase.Failed, Phase.Failed, "deadline exceeded"),
            (restore.Text("status", "phase"), restore.Component("dump-pod-0").Text("phase"), restore.Component("dump-pod-0").Text("error")));
        Assert.Contains("context deadline exceeded", world.Logs("back"), StringComparison.Ordinal);
        Assert.Contains("RestoreSessionFailed: deadline exceeded", world.Events("back"));
    }

    [Fact]
    public void An_executor_that_never_starts_is_ended_at_the_deadline()
    {
        world.Apply(RestoreScene.Restore(rest: ", restoreTimeout: 40s").Replace("tasks: [", "containerRuntimeSettings: { resources: { requests: { memory: 900Gi } } }, tasks: [", StringComparison.Ordinal))
            .Apply("""
                apiVersion: v1
                kind: Node
                metadata: { name: node-1 }
                status: { allocatable: { memory: 8Gi, cpu: "4" } }
                """);
        world.UntilRestored(seconds: 60);
        JsonObject restore = world.Restored();
        Assert.Equal((Phase.Failed, "43s"), (restore.Text("status", "phase"), restore.Text("status", "duration")));
        Assert.Contains("RestoreIncomplete True RestoreExecutorTerminatedBeforeCompletion", RestoreScene.ConditionsOf(restore));
        Assert.Null(world.Find(CoreKinds.Job, "back"));
    }

    [Fact]
    public void A_wrong_password_is_in_the_log_and_in_the_component()
    {
        world.Apply("""
            apiVersion: v1
            kind: Secret
            metadata: { name: other-password, namespace: demo }
            data: { RESTIC_PASSWORD: b3RoZXI= }
            """);
        JsonObject restore = world.RunRestore(RestoreScene.Restore("repository: app-repo, snapshot: latest, encryptionSecret: { name: other-password, namespace: demo }"));
        Assert.Equal((Phase.Failed, Phase.Failed, "Fatal: wrong password or no key found"),
            (restore.Text("status", "phase"), restore.Component("dump-pod-0").Text("phase"), restore.Component("dump-pod-0").Text("error")));
        Assert.Equal("MetricsPushed True SuccessfullyPushedMetrics", RestoreScene.ConditionsOf(restore)[^1]);
        Assert.Contains("Fatal: wrong password or no key found", world.Logs("back"), StringComparison.Ordinal);
        Assert.True(Conditions.IsTrue(world.Get(CoreKinds.Job, "back")["status"], "Failed"));
        Assert.Contains("RestoreSessionFailed: Fatal: wrong password or no key found", world.Events("back"));
    }

    [Theory]
    [InlineData("encrypt", "secrets \"encrypt\" not found")]
    [InlineData("s3-secret", "secrets \"s3-secret\" not found")]
    public void A_missing_secret_fails_the_component(string secret, string error)
    {
        world.Delete(CoreKinds.Secret, secret);
        JsonObject restore = world.RunRestore(RestoreScene.Restore());
        Assert.Equal((Phase.Failed, error), (restore.Text("status", "phase"), restore.Component("dump-pod-0").Text("error")));
        Assert.Contains(error, world.Logs("back"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_executor_leaves_the_restore_incomplete()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.MemoryNeeded, "1Gi");
        JsonObject restore = world.RunRestore(RestoreScene.Restore().Replace("tasks: [", "containerRuntimeSettings: { resources: { limits: { memory: 64Mi } } }, tasks: [", StringComparison.Ordinal));
        Assert.Equal(Phase.Failed, restore.Text("status", "phase"));
        Assert.Equal("RestoreIncomplete True RestoreExecutorTerminatedBeforeCompletion", RestoreScene.ConditionsOf(restore)[2]);
        Assert.Null(restore.At("status", "components"));
        JsonObject pod = world.List(CoreKinds.Pod).Single(candidate => candidate.Label(StashLabels.InvokerName) == "back");
        JsonNode ended = pod.Objects("status", "containerStatuses").Single().At("state", "terminated")!;
        Assert.Equal((137L, "OOMKilled"), (ended.Number("exitCode"), ended.Text("reason")));
    }

    [Fact]
    public void An_executor_somebody_deletes_leaves_the_restore_incomplete()
    {
        world.Apply(RestoreScene.Restore());
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, "back") == Phase.Running, 30);
        world.Delete(CoreKinds.Job, "back");
        world.UntilRestored();
        Assert.Equal((Phase.Failed, "Restore executor has been terminated before completion"),
            (world.Restored().Text("status", "phase"), RestoreScene.MessageOf(world.Restored(), "RestoreIncomplete")));
    }

    [Fact]
    public void An_account_that_people_were_to_make_is_missing()
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore().Replace("tasks: [", "jobTemplate: { spec: { serviceAccountName: mine } }, tasks: [", StringComparison.Ordinal));
        Assert.Equal(Phase.Failed, restore.Text("status", "phase"));
        Assert.Contains("RestoreExecutorEnsured False FailedToEnsureRestoreExecutor", RestoreScene.ConditionsOf(restore));
        Assert.Contains("RestoreSessionFailed: serviceaccounts \"mine\" not found", world.Events("back"));
    }

    [Fact]
    public void A_missing_function_is_why_there_is_no_executor()
    {
        world.Delete(KubeStashKinds.Function, "workload-restore");
        JsonObject restore = world.RunRestore(RestoreScene.Restore());
        Assert.Equal("functions.addons.kubestash.com \"workload-restore\" not found", RestoreScene.MessageOf(restore, "RestoreExecutorEnsured"));
    }

    [Theory]
    [InlineData("{ snapshot: \"\" }", "snapshot can not be empty")]
    [InlineData("{ snapshot: latest }", "repository can not be empty for latest snapshot")]
    public void Webhooks_refuse_sources_that_cannot_be_meant(string source, string message)
    {
        Kubernetes.Api.ApiStatusException refusal = Assert.Throws<Kubernetes.Api.ApiStatusException>(() =>
            world.Apply(RestoreScene.Restore().Replace("{ repository: app-repo, snapshot: latest }", source, StringComparison.Ordinal)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }
}
