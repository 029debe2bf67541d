using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class CronJobTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces);

    [Fact]
    public void A_schedule_fires_on_the_minute_and_its_job_makes_the_session()
    {
        world.Apply(Scene.Catalogue).Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration).AfterFirstRun();
        world.Until(() => world.Sessions.Length == 2, 300);
        JsonObject cronJob = world.Get(CoreKinds.CronJob, "trigger-app-backup-often");
        string name = string.Create(CultureInfo.InvariantCulture, $"trigger-app-backup-often-{Minutes("08:05")}");
        JsonObject job = world.Get(CoreKinds.Job, name);
        Assert.True(job.IsControlledBy(cronJob));
        Assert.Equal("2026-11-20T08:05:00Z", cronJob.Text("status", "lastScheduleTime"));
        JsonObject session = world.Sessions[1];
        Assert.InRange((session.Created() - At("08:05")).TotalSeconds, 1, 4);
        Assert.EndsWith($"-{At("08:05").ToUnixTimeSeconds() + 2}", session.Name(), StringComparison.Ordinal);
        Assert.Equal(("BackupConfiguration", "app-backup", "often"), (session.Text("spec", "invoker", "kind"), session.Text("spec", "invoker", "name"), session.Text("spec", "session")));
        Assert.True(session.IsControlledBy(world.Get(KubeStashKinds.BackupConfiguration, "app-backup")));
        Assert.Contains($"Creating BackupSession demo/{session.Name()}", world.Logs(name), StringComparison.Ordinal);
        world.Until(() => world.Get(CoreKinds.CronJob, cronJob.Name()).Time("status", "lastSuccessfulTime") is not null, 10);
        Assert.InRange((world.Get(CoreKinds.Job, name).Time("status", "completionTime")!.Value - At("08:05")).TotalSeconds, 2, 5);
        string[] events = world.Events(cronJob.Name());
        Assert.Contains($"SuccessfulCreate: Created job {name}", events);
        Assert.Contains($"SawCompletedJob: Saw completed job: {name}, condition: Complete", events);
    }

    [Fact]
    public void Sessions_take_timeout_and_retries_from_their_configuration()
    {
        world.Apply(Scene.Catalogue).Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration.Replace("sessionHistoryLimit: 3", "retryConfig: { maxRetry: 2, delay: 1m }\n    backupTimeout: 30m", StringComparison.Ordinal));
        world.AfterFirstRun().Until(() => world.Sessions.Length == 2, 300);
        Assert.All(world.Sessions, session => Assert.Equal((2L, "30m"), (session.Number("spec", "retryLeft"), session.Text("spec", "backupTimeout"))));
    }

    [Fact]
    public void Allow_runs_them_side_by_side()
    {
        Make("Allow", "sleep 150").Run(170);
        Assert.Equal(3, Active);
    }

    [Fact]
    public void Forbid_waits_for_the_one_before_and_then_runs_once()
    {
        Make("Forbid", "sleep 150").Run(170);
        Assert.Equal(1, Active);
        Assert.Contains(world.Events("beat"), line => line.StartsWith("JobAlreadyActive: ", StringComparison.Ordinal));
        world.Until(() => world.List(CoreKinds.Job).Count == 2, 60);
        Assert.Equal($"beat-{Minutes("08:03")}", world.List(CoreKinds.Job)[1].Name());
    }

    [Fact]
    public void Replace_ends_the_one_before()
    {
        Make("Replace", "sleep 150").Run(170);
        Assert.Equal([$"beat-{Minutes("08:03")}"], world.List(CoreKinds.Job).Select(job => job.Name()));
        Assert.Contains($"SuccessfulDelete: Deleted job beat-{Minutes("08:02")}", world.Events("beat"));
    }

    [Fact]
    public void After_an_outage_only_the_latest_missed_time_is_made_up_for()
    {
        Make("Allow", "sleep 1").Run(45);
        Assert.Single(world.List(CoreKinds.Job));
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Run(1);
        Assert.Equal([$"beat-{Minutes("08:01")}", $"beat-{Minutes("08:11")}"], world.List(CoreKinds.Job).Select(job => job.Name()));
    }

    [Fact]
    public void A_time_missed_by_more_than_the_deadline_is_left_out()
    {
        Make("Allow", "sleep 1", "startingDeadlineSeconds: 5").Run(45);
        world.Time.Advance(TimeSpan.FromMinutes(10.5));
        world.Run(1);
        Assert.Single(world.List(CoreKinds.Job));
        Assert.Contains(world.Events("beat"), line => line.StartsWith("MissSchedule: Missed scheduled time to start a job: Fri, 20 Nov 2026 08:11:00", StringComparison.Ordinal));
        world.Run(60);
        Assert.Equal(2, world.List(CoreKinds.Job).Count);
    }

    [Fact]
    public void Too_many_missed_times_are_said_and_the_latest_still_runs()
    {
        Make("Allow", "sleep 1").Run(45);
        world.Time.Advance(TimeSpan.FromHours(30));
        world.Run(1);
        Assert.Contains(world.Events("beat"), line => line.StartsWith("TooManyMissedTimes: too many missed start times", StringComparison.Ordinal));
        Assert.Equal(2, world.List(CoreKinds.Job).Count);
        Assert.Equal("2026-11-21T14:01:00Z", world.Get(CoreKinds.CronJob, "beat").Text("status", "lastScheduleTime"));
    }

    [Fact]
    public void A_suspended_one_does_not_fire()
    {
        Make("Allow", "sleep 1", "suspend: true").Run(300);
        Assert.Empty(world.List(CoreKinds.Job));
        world.Change(CoreKinds.CronJob, "beat", cronJob => cronJob["spec"]!["suspend"] = false);
        world.Run(1);
        Assert.Single(world.List(CoreKinds.Job));
    }

    [Fact]
    public void The_history_keeps_three_good_jobs_and_one_bad_unless_told_otherwise()
    {
        Make("Allow", "sleep 1", "jobTemplate: { spec: { backoffLimit: 0, template: { spec: { restartPolicy: Never, containers: [ { name: main, image: i, command: [ sh, -c, exit 3 ] } ] } } } }").Run(200);
        Assert.Single(world.List(CoreKinds.Job));
        world.Change(CoreKinds.CronJob, "beat", cronJob => cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["command"] = new JsonArray("sh", "-c", "sleep 1"));
        world.Run(400);
        Assert.Equal((3, 1), (world.List(CoreKinds.Job).Count(job => Conditions.IsTrue(job["status"], "Complete")), world.List(CoreKinds.Job).Count(job => Conditions.IsTrue(job["status"], "Failed"))));
        Assert.Equal(4, world.List(CoreKinds.Pod).Count);
    }

    [Fact]
    public void A_schedule_follows_its_time_zone()
    {
        world.Apply(Manifest("Allow", "sleep 1", "timeZone: Etc/GMT-5").Replace("* * * * *", "10 13 * * *", StringComparison.Ordinal)).Run(600);
        Assert.Equal([$"beat-{Minutes("08:10")}"], world.List(CoreKinds.Job).Select(job => job.Name()));
    }

    [Theory]
    [InlineData("61 * * * *", "UTC", "UnparseableSchedule")]
    [InlineData("* * * * *", "Nowhere/Atlantis", "UnknownTimeZone")]
    public void What_cannot_be_read_is_said_in_an_event(string schedule, string zone, string reason)
    {
        world.Apply(Manifest("Allow", "sleep 1", $"timeZone: {zone}").Replace("* * * * *", schedule, StringComparison.Ordinal)).Run(200);
        Assert.Contains(world.Events("beat"), line => line.StartsWith(reason + ": ", StringComparison.Ordinal));
        Assert.Empty(world.List(CoreKinds.Job));
    }

    [Fact]
    public void A_job_whose_account_was_pruned_cannot_start_until_it_is_back()
    {
        Make("Forbid", "sleep 1");
        world.Change(CoreKinds.CronJob, "beat", cronJob => cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["serviceAccountName"] = "pruned");
        world.Run(100);
        JsonObject job = world.Only(CoreKinds.Job);
        Assert.Contains($"FailedCreate: Error creating: pods \"{job.Name()}-\" is forbidden: error looking up service account demo/pruned: serviceaccount \"pruned\" not found", world.Events(job.Name()));
        Assert.Empty(world.List(CoreKinds.Pod));
        world.Apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: pruned, namespace: demo }");
        world.Until(() => Conditions.IsTrue(world.List(CoreKinds.Job)[0]["status"], "Complete"), 20);
    }

    [Fact]
    public void The_account_of_a_schedule_is_made_again_when_it_was_pruned()
    {
        world.Apply(Scene.Catalogue).Apply(Scene.Storage).Apply(Scene.Application).Apply(Scene.Configuration).AfterFirstRun();
        world.Delete(CoreKinds.ServiceAccount, "trigger-app-backup-often");
        world.Until(() => world.Sessions.Length == 2, 330);
        Assert.NotNull(world.Find(CoreKinds.ServiceAccount, "trigger-app-backup-often"));
    }

    private int Active => world.Get(CoreKinds.CronJob, "beat").Count("status", "active");

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-20T{time}:00Z", CultureInfo.InvariantCulture);

    private static string Minutes(string time) => (At(time).ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture);

    private static string Manifest(string policy, string command, string more = "suspend: false") => $$"""
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: beat, namespace: demo }
        spec:
          schedule: "* * * * *"
          concurrencyPolicy: {{policy}}
          {{(more.StartsWith("jobTemplate", StringComparison.Ordinal) ? "" : $"jobTemplate: {{ spec: {{ template: {{ spec: {{ restartPolicy: Never, containers: [ {{ name: main, image: i, command: [ sh, -c, {command} ] }} ] }} }} }} }}")}}
          {{more}}
        """;

    private OperatorWorld Make(string policy, string command, string more = "suspend: false") => world.Apply(Manifest(policy, command, more));
}
