using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class RetentionRunTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun().WithoutSchedule();

    [Fact]
    public void The_oldest_goes_when_the_policy_has_enough()
    {
        string first = world.Snapshots.Single().Name();
        JsonObject[] sessions = [.. Enumerable.Range(0, 3).Select(_ => world.Run(30).RunSession())];
        Assert.Equal(sessions.Select(session => session.Name()), world.Snapshots.Select(snapshot => snapshot.Text("spec", "backupSession")));
        Assert.Null(world.Find(KubeStashKinds.Snapshot, first));
        Assert.Equal(3, world.Get(KubeStashKinds.Repository, "app-repo").Number("status", "snapshotCount"));
        string log = world.Logs($"retentionpolicy-{sessions[2].Name()}");
        Assert.Contains("Applying retention policy demo/keep on repository demo/app-repo", log, StringComparison.Ordinal);
        Assert.Contains("Keeping 3 snapshots, 1 out of the policy", log, StringComparison.Ordinal);
        Assert.Contains("restic forget --quiet --prune", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_are_counted_apart_in_a_repository_they_share()
    {
        string first = world.Snapshots.Single().Name();
        world.Change(KubeStashKinds.RetentionPolicy, "keep", policy => policy["spec"]!["successfulSnapshots"] = WorldReading.Json("""{ "last": 1 }"""));
        world.ChangeSession(session => session["name"] = "renamed");
        world.Until(() => world.Sessions.Any(session => session.Text("spec", "session") == "renamed" && session.Phase() == "Succeeded"), 60);
        Assert.NotNull(world.Find(KubeStashKinds.Snapshot, first));
        world.RunSession(session: "renamed");
        Assert.Equal(["often", "renamed"], world.Snapshots.Select(snapshot => snapshot.Text("spec", "session")));
    }

    [Fact]
    public void A_reader_of_the_repository_stops_the_policy_but_not_the_backup()
    {
        world.Annotate(KubeStashKinds.Repository, "app-repo", Levers.ReadBy, "nightly-check");
        JsonObject session = world.RunSession();
        JsonObject result = session.Objects("status", "retentionPolicy").Single();
        Assert.Equal(("Failed", "FailedToApply", "app-repo", "keep"), (session.Phase(), result.Text("phase"), result.Text("repository"), result.Text("ref", "name")));
        Assert.Contains("repository is already locked exclusively", result.Text("error"), StringComparison.Ordinal);
        Assert.Equal("Succeeded", world.SnapshotOf(session).Phase());
        Assert.Contains("Fatal: unable to create lock in backend: repository is already locked by nightly-check", world.Logs($"retentionpolicy-{session.Name()}"), StringComparison.Ordinal);
        Assert.Contains("BackupSessionFailed: one or more retention policies are failed to apply", world.Events(session.Name()));
        world.Annotate(KubeStashKinds.Repository, "app-repo", Levers.ReadBy, null);
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Fact]
    public void Credentials_that_may_not_delete_fail_once_there_is_something_to_delete()
    {
        OperatorWorld denied = new OperatorWorld().Apply(Scene.Everything.Replace("AWS_SECRET_ACCESS_KEY: c2VjcmV0", "AWS_SECRET_ACCESS_KEY: bm8tZGVsZXRl", StringComparison.Ordinal)).AfterFirstRun().WithoutSchedule();
        denied.RunSession();
        Assert.Equal("Succeeded", denied.RunSession().Phase());
        JsonObject session = denied.RunSession();
        Assert.Equal(("Failed", "FailedToApply"), (session.Phase(), session.Objects("status", "retentionPolicy").Single().Text("phase")));
        Assert.Contains("do not allow s3:DeleteObject", session.Objects("status", "retentionPolicy").Single().Text("error"), StringComparison.Ordinal);
        Assert.Equal(4, denied.Snapshots.Length);
    }

    [Fact]
    public void Each_repository_has_its_job_and_its_result()
    {
        world.ChangeSession(session => session["repositories"]!.AsArray().Add(WorldReading.Json("""{"name":"second-repo","backend":"b","directory":"/second"}""")));
        world.Until(() => world.Phase(KubeStashKinds.Repository, "second-repo") == "Ready", 30);
        world.Annotate(KubeStashKinds.Repository, "second-repo", Levers.ReadBy, "somebody");
        JsonObject session = world.RunSession();
        JsonObject[] jobs = [.. world.JobsOf("kubestash-retention-policy").Where(job => job.Label(StashLabels.InvokerName) == session.Name())];
        Assert.Equal([$"retentionpolicy-{session.Name()}", $"retentionpolicy-{session.Name()}-1"], jobs.Select(job => job.Name()));
        Assert.All(jobs, job => Assert.Equal($"retentionpolicy-{session.Name()}", job.Objects("spec", "template", "spec", "containers").Single().Text("name")));
        Assert.All(jobs, job => Assert.Equal("often", job.Label(StashLabels.SessionName)));
        Assert.Equal([("app-repo", "Applied"), ("second-repo", "FailedToApply")], session.Objects("status", "retentionPolicy").Select(result => (result.Text("repository"), result.Text("phase"))));
    }

    [Fact]
    public void A_policy_that_is_gone_when_it_is_applied_is_named()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "4Gi");
        string name = world.Start();
        world.Until(() => world.Phase(KubeStashKinds.BackupSession, name) == "Running", 30);
        world.Delete(KubeStashKinds.RetentionPolicy, "keep");
        Assert.Equal("RetentionPolicy demo/keep not found", world.Finish(name).Objects("status", "retentionPolicy").Single().Text("error"));
    }

    [Fact]
    public void A_job_that_is_killed_leaves_the_cleanup_incomplete()
    {
        string name = world.Start();
        world.Until(() => world.Find(CoreKinds.Job, $"retentionpolicy-{name}") is not null, 60);
        Assert.Equal(("Running", "Pending"), (world.Session(name).Phase(), world.Session(name).Objects("status", "retentionPolicy").Single().Text("phase")));
        world.Delete(CoreKinds.Job, $"retentionpolicy-{name}");
        JsonObject session = world.Finish(name, 30);
        Assert.Equal(("True", "SnapshotCleanupTerminatedBeforeCompletion"), (session.Condition("SnapshotCleanupIncomplete").Status, session.Condition("SnapshotCleanupIncomplete").Reason));
        Assert.Equal(("Failed", "FailedToApply", "Succeeded"), (session.Phase(), session.Objects("status", "retentionPolicy").Single().Text("phase"), world.SnapshotOf(session).Phase()));
    }

    [Fact]
    public void A_job_whose_pod_finds_no_node_is_said_as_well()
    {
        world.Apply("apiVersion: v1\nkind: Node\nmetadata: { name: only }\nstatus: { allocatable: { memory: 8Gi, cpu: \"4\" } }");
        string name = world.Start();
        world.Until(() => world.Session(name).Objects("status", "snapshots").Any(entry => entry.Text("phase") == "Running"), 60);
        world.Change(CoreKinds.Node, "only", node => node["spec"] = new JsonObject { ["unschedulable"] = true });
        world.Run(400);
        Assert.Equal(("Running", "True"), (world.Session(name).Phase(), world.Session(name).Condition("PodHasBeenInPendingStateForLongerThanExpected").Status));
        world.Change(CoreKinds.Node, "only", node => node["spec"] = new JsonObject());
        JsonObject session = world.Finish(name, 60);
        Assert.Equal(("Succeeded", "False"), (session.Phase(), session.Condition("PodHasBeenInPendingStateForLongerThanExpected").Status));
    }
}
