using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class FirstBackupTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);

    [Fact]
    public void A_storage_becomes_ready_two_seconds_after_its_creation()
    {
        world.Run(1.5);
        Assert.Equal("", world.Phase(KubeStashKinds.BackupStorage, "s3"));
        world.Run(1);
        JsonObject storage = world.Get(KubeStashKinds.BackupStorage, "s3");
        Assert.Equal("Ready", storage.Text("status", "phase"));
        Assert.True(Conditions.IsTrue(storage["status"], "BackendInitialized"));
        Assert.True(Conditions.IsTrue(storage["status"], "BackendSecretFound"));
        Assert.True(storage.HasFinalizer());
    }

    [Fact]
    public void A_configuration_makes_its_repository_cron_job_and_first_run()
    {
        world.Until(() => world.Find(KubeStashKinds.Repository, "app-repo") is { } made && made.At("status", "phase") is not null, 30);
        JsonObject empty = world.Get(KubeStashKinds.Repository, "app-repo");
        Assert.Equal(("0 B", 0L, null), (empty.Text("status", "size"), empty.Number("status", "snapshotCount"), empty.At("status", "integrity")));
        world.Until(() => world.Sessions.Length == 1, 30);
        JsonObject configuration = world.Get(KubeStashKinds.BackupConfiguration, "app-backup");
        Assert.Equal("Ready", configuration.Text("status", "phase"));
        Assert.True(configuration.IsTrue("status", "targetFound"));
        Assert.Equal("2026-11-20T08:05:00Z", configuration.Objects("status", "sessions").Single().Text("nextSchedule"));
        Assert.Equal("Ready", configuration.Objects("status", "repositories").Single().Text("phase"));
        Assert.True(configuration.Objects("status", "dependencies").Single().IsTrue("found"));
        JsonObject cronJob = world.Get(CoreKinds.CronJob, "trigger-app-backup-often");
        Assert.True(cronJob.IsControlledBy(configuration));
        Assert.Equal(["trigger-backup", "--invoker-name=app-backup", "--invoker-kind=BackupConfiguration", "--session-name=often"],
            cronJob.Objects("spec", "jobTemplate", "spec", "template", "spec", "containers").Single().Texts("args"));
        Assert.NotNull(world.Find(CoreKinds.ServiceAccount, "trigger-app-backup-often"));
        JsonObject repository = world.Get(KubeStashKinds.Repository, "app-repo");
        Assert.Equal(("/app", "Delete", "Ready"), (repository.Text("spec", "path"), repository.Text("spec", "deletionPolicy"), repository.Text("status", "phase")));
        Assert.Empty(repository.Objects("metadata", "ownerReferences"));
        JsonObject session = world.Sessions.Single();
        Assert.Equal($"app-backup-often-{session.Created().ToUnixTimeSeconds()}", session.Name());
        Assert.Equal("app-backup", session.Label(StashLabels.InvokerName));
        Assert.True(session.IsControlledBy(configuration));
        Assert.Equal(0, session.Number("spec", "retryLeft"));
    }

    [Fact]
    public void The_first_run_succeeds_with_everything_in_between()
    {
        world.Until(() => world.Sessions is [{ } first] && first.Text("status", "phase") == "Succeeded", 90);
        JsonObject session = world.Sessions.Single();
        Assert.Equal(["SnapshotsEnsured", "BackupExecutorEnsured", "RetentionPolicyExecutorEnsured", "SessionHistoryCleaned", "MetricsPushed"],
            session.Objects("status", "conditions").Select(condition => condition.Text("type")));
        Assert.Matches(@"^\d+s$", session.TextOrEmpty("status", "duration"));
        Assert.Equal("Applied", session.Objects("status", "retentionPolicy").Single().Text("phase"));
        Assert.Equal(1, session.Number("status", "totalSnapshots"));

        JsonObject snapshot = world.Snapshots.Single();
        Assert.Equal(session.Objects("status", "snapshots").Single().Text("name"), snapshot.Name());
        Assert.Equal(["RecentSnapshotListUpdated", "SnapshotMetadataUploaded"], snapshot.Objects("status", "conditions").Select(condition => condition.Text("type")));
        Assert.Equal(("Succeeded", true, 2L), (snapshot.Text("status", "phase"), snapshot.IsTrue("status", "integrity"), snapshot.Number("status", "totalComponents")));
        Assert.Equal(["dump-pod-0", "dump-pod-1"], snapshot.At("status", "components")!.AsObject().Select(component => component.Key));
        JsonNode component = snapshot.At("status", "components", "dump-pod-0")!;
        Assert.Equal(("Restic", "repository/v1/often/dump-pod-0", "/data"),
            (component.Text("driver"), component.Text("path"), component.Objects("resticStats").Single().Text("summary", "hostPath")));
        Assert.Null(component.Objects("resticStats").Single().At("progress"));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", snapshot.TextOrEmpty("spec", "snapshotID"));
        Assert.Equal("app-repo", snapshot.Label(StashLabels.RepositoryName));
        Assert.True(snapshot.IsControlledBy(world.Get(KubeStashKinds.Repository, "app-repo")));

        JsonObject repository = world.Get(KubeStashKinds.Repository, "app-repo");
        Assert.Equal((1L, snapshot.Text("status", "size"), true), (repository.Number("status", "snapshotCount"), repository.Text("status", "size"), repository.IsTrue("status", "integrity")));
        Assert.NotNull(repository.Time("status", "lastBackupTime"));
        JsonObject storage = world.Get(KubeStashKinds.BackupStorage, "s3");
        Assert.Equal((repository.Text("status", "size"), "app-repo"), (storage.Text("status", "totalSize"), storage.Objects("status", "repositories").Single().Text("name")));
    }

    [Fact]
    public void The_executor_is_a_job_with_a_pod_for_each_component_and_a_log_worth_reading()
    {
        world.Until(() => world.Sessions is [{ } first] && first.Text("status", "phase") == "Succeeded", 90);
        string name = world.Sessions.Single().Name();
        JsonObject job = world.Get(CoreKinds.Job, name);
        Assert.Equal((0L, "Indexed", name), (job.Number("spec", "backoffLimit"), job.Text("spec", "completionMode"), job.Text("spec", "template", "spec", "serviceAccountName")));
        Assert.True(Conditions.IsTrue(job["status"], "Complete"));
        JsonObject[] pods = [.. world.List(CoreKinds.Pod).Where(pod => pod.IsControlledBy(job))];
        Assert.Equal(2, pods.Length);
        Assert.All(pods, pod => Assert.Equal(("Succeeded", "workload-backup-task-0", "kubestash-backup"),
            (pod.Text("status", "phase"), pod.Objects("spec", "containers").Single().Text("name"), pod.Label(StashLabels.Component))));
        Assert.Contains("--paths=/data", pods[0].Objects("spec", "containers").Single().Texts("args"));
        string log = world.Logs(name);
        Assert.Contains("Removing stale locks from repository: app-repo", log, StringComparison.Ordinal);
        Assert.Contains("no errors were found", log, StringComparison.Ordinal);
        Assert.Contains("\"message_type\":\"summary\"", log, StringComparison.Ordinal);
        Assert.Contains("Completed: Job completed", world.Events(name));
        Assert.Contains(world.Events(pods[0].Name()), line => line.StartsWith("Scheduled: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_is_reported_while_data_are_sent_and_gives_way_to_the_summary()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "8Gi");
        world.Until(() => world.Snapshots is [{ } snapshot] && snapshot.At("status", "components", "dump-pod-0").Objects("resticStats").Any(stats => stats.At("progress") is not null), 90);
        JsonObject snapshot = world.Snapshots.Single();
        JsonNode progress = snapshot.At("status", "components", "dump-pod-0").Objects("resticStats").Single().At("progress")!;
        Assert.Matches(@"^\d+\.\d\d%$", progress.TextOrEmpty("percentDone"));
        Assert.Matches(@"^[\d.]+[kMG]B/s$", progress.TextOrEmpty("speed"));
        Assert.Equal("4.295GB", progress.Text("total"));
        Assert.Equal("Running", snapshot.Text("status", "phase"));
        Assert.Equal("Running", world.Sessions.Single().Text("status", "phase"));
        world.Until(() => world.Sessions.Single().Text("status", "phase") == "Succeeded", 300);
    }

    [Fact]
    public void The_speed_divides_delays_but_not_schedules()
    {
        OperatorWorld fast = new OperatorWorld(speed: 20).Apply(Scene.Everything);
        fast.Until(() => fast.Sessions is [{ } first] && first.Text("status", "phase") == "Succeeded", 5);
        fast.Run(200);
        Assert.Single(fast.Sessions);
        fast.Until(() => fast.Sessions.Length == 2, 100);
        Assert.Equal("2026-11-20T08:05:00Z", fast.Get(CoreKinds.CronJob, "trigger-app-backup-often").Text("status", "lastScheduleTime"));
    }

    [Fact]
    public void Nothing_is_written_once_everything_is_done()
    {
        world.Until(() => world.Sessions is [{ } first] && first.Text("status", "phase") == "Succeeded", 90);
        world.Run(30);
        int writes = world.Cluster.Writes;
        world.Run(100);
        Assert.Equal(writes, world.Cluster.Writes);
    }
}
