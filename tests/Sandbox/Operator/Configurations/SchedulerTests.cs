using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class SchedulerTests
{
    private const string Name = "trigger-app-backup-often";
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);

    [Fact]
    public void A_cron_job_carries_its_invokers_labels_limits_and_pod_settings()
    {
        world.ChangeSession(session => session["scheduler"] = WorldReading.Json("""
            { "schedule": "0 3 * * *", "startingDeadlineSeconds": 60, "successfulJobsHistoryLimit": 2, "failedJobsHistoryLimit": 4, "concurrencyPolicy": "Forbid",
              "jobTemplate": { "backoffLimit": 2, "template": { "spec": { "nodeSelector": { "disk": "fast" } } } } }
            """)).AfterFirstRun();
        Assert.Equal(("app-backup", "demo", "often", "kubestash.com"),
            (CronJob.Label(StashLabels.InvokerName), CronJob.Label(StashLabels.InvokerNamespace), CronJob.Label(StashLabels.SessionName), CronJob.Label(StashLabels.ManagedBy)));
        JsonNode spec = CronJob["spec"]!;
        Assert.Equal((60L, 2L, 4L, "Forbid"), (spec.Number("startingDeadlineSeconds"), spec.Number("successfulJobsHistoryLimit"), spec.Number("failedJobsHistoryLimit"), spec.Text("concurrencyPolicy")));
        JsonNode job = spec.At("jobTemplate", "spec")!;
        Assert.Equal((2L, Name, "fast", "Never"),
            (job.Number("backoffLimit"), job.Text("template", "spec", "serviceAccountName"), job.Text("template", "spec", "nodeSelector", "disk"), job.Text("template", "spec", "restartPolicy")));
        JsonObject binding = world.Get(CoreKinds.RoleBinding, Name);
        Assert.Equal(("kubestash-cron-job", Name), (binding.Text("roleRef", "name"), binding.Objects("subjects").Single().Text("name")));
    }

    [Fact]
    public void A_changed_schedule_reaches_the_cron_job_and_the_status()
    {
        world.ChangeSession(session => session["scheduler"]!["startingDeadlineSeconds"] = 60).AfterFirstRun();
        world.ChangeSession(session => session["scheduler"] = WorldReading.Json("""{ "schedule": "0 12 * * *", "failedJobsHistoryLimit": 2, "jobTemplate": { "backoffLimit": 0 } }""")).Run(1);
        JsonNode spec = CronJob["spec"]!;
        Assert.Equal(("0 12 * * *", null, 2L, 0L), (spec.Text("schedule"), spec.Number("startingDeadlineSeconds"), spec.Number("failedJobsHistoryLimit"), spec.Number("jobTemplate", "spec", "backoffLimit")));
        Assert.Equal("2026-11-20T12:00:00Z", Configuration.Objects("status", "sessions").Single().Text("nextSchedule"));
    }

    [Fact]
    public void A_cron_job_that_was_edited_or_deleted_is_put_right()
    {
        world.AfterFirstRun();
        world.Change(CoreKinds.CronJob, Name, cronJob => cronJob["spec"]!["schedule"] = "0 0 1 1 *");
        world.Run(1);
        Assert.Equal("*/5 * * * *", CronJob.Text("spec", "schedule"));
        world.Delete(CoreKinds.CronJob, Name);
        world.Run(1);
        Assert.Equal("*/5 * * * *", CronJob.Text("spec", "schedule"));
    }

    [Fact]
    public void Pausing_suspends_the_cron_jobs_and_freezes_the_status()
    {
        world.AfterFirstRun();
        Pause(true);
        world.Run(1);
        Assert.True(CronJob.IsTrue("spec", "suspend"));
        world.Delete(CoreKinds.StatefulSet, "app");
        world.Run(900);
        Assert.Equal("Ready", Configuration.Phase());
        Assert.Single(world.Sessions);
        Pause(false);
        world.Run(1);
        Assert.False(CronJob.IsTrue("spec", "suspend"));
        Assert.Equal("NotReady", Configuration.Phase());
    }

    [Fact]
    public void A_configuration_born_paused_is_left_alone_until_it_is_resumed()
    {
        OperatorWorld paused = new OperatorWorld().Apply(Scene.Namespaces).Apply(Scene.Catalogue).Apply(Scene.Storage).Apply(Scene.Application)
            .Apply(Scene.Configuration.Replace("  sessions:", "  paused: true\n  sessions:", StringComparison.Ordinal)).Run(60);
        Assert.Null(paused.Get(KubeStashKinds.BackupConfiguration, "app-backup")["status"]);
        Assert.Empty(paused.List(CoreKinds.CronJob));
        paused.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration["spec"]!["paused"] = false);
        paused.AfterFirstRun();
    }

    [Fact]
    public void A_session_taken_out_loses_its_cron_job_account_and_status()
    {
        AddSession();
        world.Until(() => world.Find(CoreKinds.CronJob, "trigger-app-backup-nightly") is not null, 30);
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration["spec"]!["sessions"]!.AsArray().RemoveAt(1));
        world.Run(1);
        Assert.Equal([Name], world.List(CoreKinds.CronJob).Select(cronJob => cronJob.Name()));
        Assert.Null(world.Find(CoreKinds.ServiceAccount, "trigger-app-backup-nightly"));
        Assert.Null(world.Find(CoreKinds.RoleBinding, "trigger-app-backup-nightly"));
        Assert.NotNull(world.Find(CoreKinds.ServiceAccount, Name));
        Assert.Equal(["often"], Configuration.Objects("status", "sessions").Select(session => session.Text("name")));
    }

    [Fact]
    public void Each_session_has_its_first_run_one_after_the_other()
    {
        AddSession();
        world.Until(() => world.Sessions.Length == 2 && world.Sessions.All(session => session.Phase() == "Succeeded"), 120);
        Assert.Equal(["often", "nightly"], world.Sessions.Select(session => session.Text("spec", "session")));
        Assert.True(Conditions.Since(world.Sessions[0]["status"], "MetricsPushed") <= world.Sessions[1].Created());
        Assert.Equal(["app-repo", "second-repo"], Configuration.Objects("status", "repositories").Select(repository => repository.Text("name")));
        Assert.Equal(["b", "copy"], Configuration.Objects("status", "backends").Select(backend => backend.Text("name")));
        Assert.Equal("copies", world.Get(KubeStashKinds.Repository, "second-repo").Text("spec", "storageRef", "name"));
        Assert.All(Configuration.Objects("status", "sessions"), session => Assert.True(Conditions.IsTrue(session, "InitialBackupTriggered")));
    }

    [Fact]
    public void A_suspended_scheduler_suspends_its_cron_job_only()
    {
        world.ChangeSession(session => session["scheduler"]!["suspend"] = true).AfterFirstRun();
        Assert.True(CronJob.IsTrue("spec", "suspend"));
        Assert.Null(Configuration.Objects("status", "sessions").Single().Text("nextSchedule"));
        world.Run(600);
        Assert.Single(world.Sessions);
    }

    [Fact]
    public void Long_names_are_shortened_to_what_cron_jobs_allow()
    {
        world.ChangeSession(session => session["name"] = "a-session-with-a-name-that-is-much-longer-than-usual");
        world.Until(() => world.List(CoreKinds.CronJob).Count == 1, 30);
        string name = world.Only(CoreKinds.CronJob).Name();
        Assert.True(name.Length <= 52, name);
        world.Until(() => world.List(CoreKinds.Job).Any(job => job.Name().StartsWith(name, StringComparison.Ordinal)), 400);
    }

    private JsonObject CronJob => world.Get(CoreKinds.CronJob, Name);

    private JsonObject Configuration => world.Get(KubeStashKinds.BackupConfiguration, "app-backup");

    private void Pause(bool paused) => world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration["spec"]!["paused"] = paused);

    private void AddSession()
    {
        world.Apply("""
            apiVersion: storage.kubestash.com/v1alpha1
            kind: BackupStorage
            metadata: { name: copies, namespace: demo }
            spec: { storage: { provider: s3, s3: { endpoint: copies.example.com, bucket: copies, secretName: s3-secret } } }
            """);
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration =>
        {
            configuration["spec"]!["backends"]!.AsArray().Add(WorldReading.Json("""{ "name": "copy", "storageRef": { "name": "copies", "namespace": "demo" }, "retentionPolicy": { "name": "keep", "namespace": "demo" } }"""));
            JsonObject session = (JsonObject)configuration["spec"]!["sessions"]![0]!.DeepClone();
            session["name"] = "nightly";
            session["scheduler"]!["schedule"] = "0 2 * * *";
            session["repositories"] = new JsonArray(WorldReading.Json("""{ "name": "second-repo", "backend": "copy", "directory": "/second" }"""));
            configuration["spec"]!["sessions"]!.AsArray().Add((JsonNode)session);
        });
    }
}
