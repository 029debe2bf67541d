using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Restores;

/// <summary>Restores that go well, from wherever and to wherever.</summary>
public sealed class RestoreSessionTests
{
    private readonly OperatorWorld world = RestoreScene.BackedUp();

    [Fact]
    public void A_restore_walks_from_pending_to_succeeded_with_everything_in_between()
    {
        List<string> phases = [];
        world.Apply(RestoreScene.Restore());
        world.Until(() =>
        {
            string phase = world.Phase(KubeStashKinds.RestoreSession, "back");
            if (phase.Length > 0 && (phases.Count == 0 || phases[^1] != phase))
            {
                phases.Add(phase);
            }

            return phase == Phase.Succeeded;
        }, 60);
        Assert.Equal([Phase.Pending, Phase.Running, Phase.Succeeded], phases);
        JsonObject restore = world.Restored();
        Assert.Equal(
            ["ValidationPassed True ResourceValidationPassed", "RestoreExecutorEnsured True SuccessfullyEnsuredRestoreExecutor", "MetricsPushed True SuccessfullyPushedMetrics"],
            RestoreScene.ConditionsOf(restore));
        Assert.Equal(Conditions.Since(restore["status"], "ValidationPassed")!.Value.AddSeconds(1), Conditions.Since(restore["status"], "RestoreExecutorEnsured"));
        Assert.True(restore.IsTrue("status", "targetFound"));
        Assert.Equal((2L, 2), (restore.Number("status", "totalComponents"), restore.Count("status", "components")));
        Assert.Matches(@"^\d+s$", restore.TextOrEmpty("status", "duration"));
        Assert.Matches(@"^\d+\.\d{3,9}s$", restore.Component("dump-pod-0").TextOrEmpty("duration"));
        Assert.Null(restore.Component("dump-pod-0").At("progress"));
        Assert.True(restore.HasFinalizer());
        Assert.Equal(["Snapshot", "Addon"], restore.Objects("status", "dependencies").Select(dependency => dependency.Text("kind")));
        Assert.Equal(world.Snapshots.Single().Name(), restore.Objects("status", "dependencies").First().Text("name"));
        Assert.All(restore.Objects("status", "dependencies"), dependency => Assert.True(dependency.IsTrue("found")));
        Assert.Null(restore.At("status", "restoreDeadline"));
        Assert.Null(restore.At("status", "pausedBackups"));
    }

    [Fact]
    public void The_executor_is_a_job_of_the_same_name_that_runs_as_root()
    {
        world.RunRestore(RestoreScene.Restore());
        JsonObject job = world.Get(CoreKinds.Job, "back");
        Assert.Equal((0L, "back", 0L), (job.Number("spec", "backoffLimit"), job.Text("spec", "template", "spec", "serviceAccountName"), job.Number("spec", "template", "spec", "securityContext", "runAsUser")));
        Assert.Equal(("kubestash-restore", "back", "demo", "kubestash.com"),
            (job.Label(StashLabels.Component), job.Label(StashLabels.InvokerName), job.Label(StashLabels.InvokerNamespace), job.Label(StashLabels.ManagedBy)));
        JsonObject container = job.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal("workload-restore-task-0", container.Text("name"));
        Assert.Equal(["restore", "--restoresession=back", $"--snapshot={world.Snapshots.Single().Name()}"], container.Texts("args"));
        Assert.Equal("kubestash-restore-job", world.Get(CoreKinds.RoleBinding, "back").Text("roleRef", "name"));
        string log = world.Logs("back");
        Assert.Contains("Restoring target data", log, StringComparison.Ordinal);
        Assert.Contains("--host dump-pod-1", log, StringComparison.Ordinal);
        Assert.Contains("files_restored", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_is_the_newest_snapshot_that_succeeded()
    {
        world.Run(60).RunSession();
        string newest = world.Snapshots[^1].Name();
        world.Run(60).Annotate(CoreKinds.StatefulSet, "app", Levers.UnreadablePath, "/data/secret");
        Assert.Equal(Phase.Failed, world.RunSession().Text("status", "phase"));
        JsonObject restore = world.RunRestore(RestoreScene.Restore());
        Assert.Equal((Phase.Succeeded, newest), (restore.Text("status", "phase"), restore.Objects("status", "dependencies").First().Text("name")));
    }

    [Fact]
    public void A_named_snapshot_needs_no_repository()
    {
        string oldest = world.Snapshots.Single().Name();
        world.Run(60).RunSession();
        JsonObject restore = world.RunRestore(RestoreScene.Restore($"snapshot: {oldest}"));
        Assert.Equal((Phase.Succeeded, oldest), (restore.Text("status", "phase"), restore.Objects("status", "dependencies").First().Text("name")));
    }

    [Fact]
    public void What_is_restored_stays_the_same_when_a_newer_snapshot_appears_meanwhile()
    {
        string first = world.Snapshots.Single().Name();
        world.Apply(RestoreScene.Restore());
        world.Until(() => Conditions.Has(world.Find(KubeStashKinds.RestoreSession, "back")?["status"], "RestoreExecutorEnsured"), 10);
        JsonObject newer = (JsonObject)world.Snapshots.Single().DeepClone();
        newer["metadata"] = new JsonObject { ["name"] = "newer", ["namespace"] = "demo" };
        JsonNode status = newer["status"]!.DeepClone();
        status["snapshotTime"] = Meta.Stamp(world.Time.GetUtcNow());
        JsonObject only = new() { ["dump"] = status.At("components", "dump-pod-0")!.DeepClone() };
        status["components"] = only;
        world.Cluster.Create(KubeStashKinds.Snapshot, newer, "test");
        world.Cluster.UpdateStatus(KubeStashKinds.Snapshot, newer.Key(), target => target["status"] = status.DeepClone(), "test");
        world.UntilRestored();
        JsonObject restore = world.Restored();
        Assert.Equal((Phase.Succeeded, first), (restore.Text("status", "phase"), restore.Objects("status", "dependencies").First().Text("name")));
        Assert.Equal(["dump-pod-0", "dump-pod-1"], restore.At("status", "components")!.AsObject().Select(component => component.Key));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, -1)]
    public void A_point_in_time_takes_the_last_snapshot_until_then(bool exclusive, int step)
    {
        world.Run(30).RunSession();
        world.Run(30).RunSession();
        JsonObject[] snapshots = world.Snapshots;
        string time = snapshots[1].TextOrEmpty("status", "snapshotTime");
        JsonObject restore = world.RunRestore(RestoreScene.Restore($"repository: app-repo, pitr: {{ targetTime: \"{time}\", exclusive: {(exclusive ? "true" : "false")} }}"));
        Assert.Equal((Phase.Succeeded, snapshots[1 + step].Name()), (restore.Text("status", "phase"), restore.Objects("status", "dependencies").First().Text("name")));
    }

    [Fact]
    public void A_point_in_time_before_every_snapshot_cannot_be_restored()
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore("repository: app-repo, pitr: { targetTime: \"2026-11-20T07:00:00Z\" }"));
        Assert.Equal(Phase.Invalid, restore.Text("status", "phase"));
        Assert.Equal("no succeeded Snapshot found in Repository demo/app-repo for the time 2026-11-20T07:00:00Z", RestoreScene.MessageOf(restore, "ValidationPassed"));
    }

    [Fact]
    public void Only_the_components_asked_for_are_restored()
    {
        JsonObject restore = world.RunRestore(RestoreScene.Restore("repository: app-repo, snapshot: latest, components: [ dump-pod-1 ]"));
        Assert.Equal((Phase.Succeeded, 1L), (restore.Text("status", "phase"), restore.Number("status", "totalComponents")));
        Assert.Equal("dump-pod-1", Assert.Single(restore.At("status", "components")!.AsObject()).Key);
    }

    [Fact]
    public void A_restore_without_target_goes_where_the_snapshot_came_from()
    {
        world.Delete(CoreKinds.StatefulSet, "app");
        world.Apply(RestoreScene.Restore(target: "")).Run(15);
        Assert.False(world.Restored().IsTrue("status", "targetFound"));
        world.Apply(Scene.Application);
        world.UntilRestored();
        Assert.Equal((Phase.Succeeded, true), (world.Restored().Text("status", "phase"), world.Restored().IsTrue("status", "targetFound")));
    }

    [Theory]
    [InlineData("other", "app")]
    [InlineData("demo", "copy")]
    public void The_target_may_have_another_namespace_or_name(string ns, string name)
    {
        world.Apply(Scene.Application.Replace("namespace: demo", $"namespace: {ns}", StringComparison.Ordinal).Replace("{ name: app,", $"{{ name: {name},", StringComparison.Ordinal));
        JsonObject restore = world.RunRestore(RestoreScene.Restore(target: $"apiGroup: apps, kind: StatefulSet, name: {name}, namespace: {ns}"));
        Assert.Equal((Phase.Succeeded, true), (restore.Text("status", "phase"), restore.IsTrue("status", "targetFound")));
    }

    [Fact]
    public void The_snapshot_may_be_in_another_namespace()
    {
        string manifest = RestoreScene.Restore("namespace: demo, repository: app-repo, snapshot: latest", target: "apiGroup: apps, kind: StatefulSet, name: app, namespace: other")
            .Replace("name: back, namespace: demo", "name: back, namespace: other", StringComparison.Ordinal);
        world.Apply(Scene.Application.Replace("namespace: demo", "namespace: other", StringComparison.Ordinal)).Apply(manifest);
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, "back", "other") == Phase.Succeeded, 60);
        Assert.Equal("demo", world.Get(KubeStashKinds.RestoreSession, "back", "other").Objects("status", "dependencies").First().Text("namespace"));
        Assert.NotNull(world.Find(CoreKinds.Job, "back", "other"));
    }

    [Fact]
    public void Progress_is_reported_and_ends_with_the_component()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "8Gi");
        world.Run(60).RunSession();
        world.Apply(RestoreScene.Restore());
        world.Until(() => world.Restored().Component("dump-pod-0").At("progress") is not null, 60);
        JsonNode progress = world.Restored().Component("dump-pod-0").At("progress")!;
        Assert.Matches(@"^\d+\.\d\d%$", progress.TextOrEmpty("percentDone"));
        Assert.Matches(@"^[\d.]+[kMG]?B$", progress.TextOrEmpty("restoreDone"));
        Assert.Matches(@"^[\d.]+[kMG]B/s$", progress.TextOrEmpty("speed"));
        Assert.Equal(Phase.Running, world.Restored().Text("status", "phase"));
        world.UntilRestored(seconds: 600);
        Assert.Null(world.Restored().Component("dump-pod-0").At("progress"));
    }

    [Fact]
    public void Two_restores_into_one_target_take_turns()
    {
        world.Apply(RestoreScene.Restore()).Run(2).Apply(RestoreScene.Restore(name: "second")).Run(2);
        Assert.Equal((Phase.Running, Phase.Pending), (world.Restored().Text("status", "phase"), world.Restored("second").Text("status", "phase")));
        Assert.False(Conditions.Has(world.Restored("second")["status"], "RestoreExecutorEnsured"));
        world.UntilRestored("second");
        Assert.Equal(Phase.Succeeded, world.Restored("second").Text("status", "phase"));
        Assert.True(Conditions.Since(world.Restored("second")["status"], "RestoreExecutorEnsured") >= Conditions.Since(world.Restored()["status"], "MetricsPushed"));
    }

    [Fact]
    public void Nothing_is_written_after_the_end_and_restores_are_never_cleaned_up()
    {
        world.RunRestore(RestoreScene.Restore());
        world.Apply(RestoreScene.Restore(name: "second"));
        world.UntilRestored("second");
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration.Child("spec")["paused"] = true);
        world.Run(30);
        int writes = world.Cluster.Writes;
        world.Run(3600);
        Assert.Equal(writes, world.Cluster.Writes);
        Assert.Equal(2, world.List(KubeStashKinds.RestoreSession).Count);
    }
}
