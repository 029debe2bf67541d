using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class SessionFailureTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun().WithoutSchedule();

    public static TheoryData<string, string, string, int> Causes => new()
    {
        { "credentials", "Fatal: unable to open repository: Stat: Access Denied.", "AccessDenied: Access Denied, status code: 403", 1 },
        { "other credentials", "Fatal: unable to open repository: Stat: Access Denied.", "AccessDenied: Access Denied, status code: 403", 1 },
        { "password", "Fatal: wrong password or no key found", "Fatal: wrong password or no key found", 12 },
        { "password key", "missing RESTIC_PASSWORD key", "missing RESTIC_PASSWORD key", 1 },
        { "password secret", "secrets \"encrypt\" not found", "secrets \"encrypt\" not found", 1 },
        { "files", "open /data/private: permission denied", "failed to read all source data during backup", 3 },
        { "lock", "Exclusive lock found (held by nightly-check). Waiting up to 1h0m0s", "timeout waiting for exclusive lock to be released in repository app-repo", 1 },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void A_cause_shows_from_log_line_to_phase_and_the_next_run_after_mending_succeeds(string cause, string line, string error, int exitCode)
    {
        Break(cause);
        JsonObject session = world.RunSession(seconds: 4000);
        Assert.Equal("Failed", session.Phase());
        Assert.Equal("SnapshotsEnsured=True BackupExecutorEnsured=True", string.Join(' ', session.ConditionList().Split(' ').Take(2)));
        Assert.Equal("Failed", session.Objects("status", "snapshots").Single().Text("phase"));
        JsonObject snapshot = world.SnapshotOf(session);
        Assert.Equal(("Failed", "True"), (snapshot.Phase(), snapshot.Condition("SnapshotMetadataUploaded").Status));
        JsonNode component = snapshot.At("status", "components", "dump-pod-0")!;
        Assert.Equal("Failed", component.Text("phase"));
        Assert.Contains(error, component.Text("error"), StringComparison.Ordinal);
        Assert.Null(component.At("resticStats"));
        Assert.Null(snapshot.Text("status", "size"));
        Assert.Contains(line, world.Logs(session.Name()), StringComparison.Ordinal);
        Assert.True(Conditions.IsTrue(world.Get(CoreKinds.Job, session.Name())["status"], "Failed"));
        Assert.Contains("BackoffLimitExceeded: Job has reached the specified backoff limit", world.Events(session.Name()));
        Assert.Contains(world.List(CoreKinds.Pod).SelectMany(pod => pod.Objects("status", "containerStatuses")), status => status.Number("state", "terminated", "exitCode") == exitCode);
        Assert.Contains("BackupSessionFailed: one or more snapshots are failed", world.Events(session.Name()));
        Mend(cause);
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Fact]
    public void A_killed_tool_leaves_its_component_as_it_was_and_the_snapshot_incomplete()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.MemoryNeeded, "2Gi");
        Limit("512Mi");
        JsonObject session = world.RunSession();
        JsonObject snapshot = world.SnapshotOf(session);
        Assert.Equal(("Failed", "Failed"), (session.Phase(), snapshot.Phase()));
        Assert.Equal(("True", "BackupExecutorTerminatedBeforeCompletion", "Backup executor has been terminated before completion"), snapshot.Condition("BackupIncomplete"));
        Assert.Equal("Running", snapshot.At("status", "components", "dump-pod-0").Text("phase"));
        JsonNode ended = world.List(CoreKinds.Pod).First(pod => pod.Label(StashLabels.InvokerName) == session.Name() && pod.Label(StashLabels.Component) == "kubestash-backup").Objects("status", "containerStatuses").Single().At("state", "terminated")!;
        Assert.Equal((137L, "OOMKilled"), (ended.Number("exitCode"), ended.Text("reason")));
        Assert.Contains("signal: killed", world.Logs(session.Name()), StringComparison.Ordinal);
        Limit("4Gi");
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("jobs")]
    public void An_executor_that_is_taken_away_leaves_an_incomplete_snapshot(string what)
    {
        string name = StartLong();
        foreach (JsonObject victim in world.List(what == "pods" ? CoreKinds.Pod : CoreKinds.Job).Where(found => found.Label(StashLabels.InvokerName) == name).ToArray())
        {
            world.Delete(what == "pods" ? CoreKinds.Pod : CoreKinds.Job, victim.Name());
        }

        JsonObject session = world.Finish(name, 60);
        Assert.Equal(("Failed", "True"), (session.Phase(), world.SnapshotOf(session).Condition("BackupIncomplete").Status));
    }

    [Fact]
    public void A_snapshot_deleted_in_the_middle_fails_the_run()
    {
        string name = StartLong();
        world.Delete(KubeStashKinds.Snapshot, world.SnapshotOf(world.Session(name)).Name());
        JsonObject session = world.Finish(name, 300);
        Assert.Equal(("Failed", "Failed"), (session.Phase(), session.Objects("status", "snapshots").Single().Text("phase")));
    }

    [Fact]
    public void Other_repositories_of_the_run_are_written_although_one_refuses()
    {
        world.Change(CoreKinds.StatefulSet, "app", set => set["spec"]!["replicas"] = 1);
        world.ChangeSession(session => session["repositories"]!.AsArray().Add(WorldReading.Json("""{"name":"second-repo","backend":"b","directory":"/second"}""")));
        world.Until(() => world.Phase(KubeStashKinds.Repository, "second-repo") == "Ready", 30);
        Break("password");
        JsonObject session = world.RunSession();
        Assert.Equal("Failed", session.Phase());
        Assert.Equal(["Failed", "Succeeded"], session.Objects("status", "snapshots").Select(entry => entry.Text("phase")));
        Assert.Equal(2, session.Number("status", "totalSnapshots"));
    }

    [Fact]
    public void Pods_that_share_a_job_fall_with_the_first_that_fails()
    {
        Break("password");
        JsonObject session = world.RunSession();
        JsonObject[] pods = [.. world.List(CoreKinds.Pod).Where(pod => pod.Label(StashLabels.InvokerName) == session.Name() && pod.Label(StashLabels.Component) == "kubestash-backup")];
        Assert.Contains(pods, pod => pod.Phase() == "Failed");
        Assert.DoesNotContain(pods, pod => pod.Phase() == "Running");
    }

    [Fact]
    public void Vanished_objects_do_not_fail_the_run_but_the_integrity()
    {
        world.Annotate(KubeStashKinds.Repository, "app-repo", Levers.Corrupted, "true");
        JsonObject session = world.RunSession();
        JsonNode? integrity = world.SnapshotOf(session).At("status", "integrity");
        Assert.Equal(("Succeeded", "false"), (session.Phase(), integrity?.ToJsonString()));
        Assert.Equal("false", world.Get(KubeStashKinds.Repository, "app-repo").At("status", "integrity")?.ToJsonString());
        Assert.Contains("ciphertext verification failed", world.Logs(session.Name()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_bucket_takes_no_data()
    {
        OperatorWorld full = new OperatorWorld().Apply(Scene.Everything.Replace("bucket: backups", "bucket: backups-full", StringComparison.Ordinal));
        full.Until(() => full.Sessions is [{ } first] && first.Phase() == "Failed", 120);
        Assert.Contains("QuotaExceeded", full.Snapshots.Single().At("status", "components", "dump-pod-0").Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_function_or_account_is_the_executors_condition()
    {
        world.ChangeSession(session => session["addon"]!["jobTemplate"] = WorldReading.Json("""{"spec":{"serviceAccountName":"cloud"}}"""));
        JsonObject session = world.RunSession();
        Assert.Equal(("False", "FailedToEnsureBackupExecutor", "serviceaccounts \"cloud\" not found"), session.Condition("BackupExecutorEnsured"));
        Assert.Equal(("Failed", "Failed"), (session.Phase(), world.SnapshotOf(session).Phase()));
        Assert.Empty(session.Objects("status", "retentionPolicy"));
        world.ChangeSession(changed => changed["addon"]!.AsObject().Remove("jobTemplate"));
        world.Delete(KubeStashKinds.Function, "workload-backup");
        Assert.Equal("functions.addons.kubestash.com \"workload-backup\" not found", world.RunSession().Condition("BackupExecutorEnsured").Message);
    }

    [Fact]
    public void A_repository_that_is_gone_is_the_snapshots_condition()
    {
        world.Change(KubeStashKinds.Repository, "app-repo", repository => repository["metadata"]!["finalizers"]!.AsArray().Add((JsonNode)"keep/it"));
        world.Delete(KubeStashKinds.Repository, "app-repo");
        JsonObject session = world.RunSession();
        Assert.Equal(("False", "FailedToEnsureSnapshots", "repositories.storage.kubestash.com \"app-repo\" not found"), session.Condition("SnapshotsEnsured"));
        Assert.Equal(("Failed", null), (session.Phase(), session.Condition("BackupExecutorEnsured").Status));
        Assert.DoesNotContain(world.JobsOf("kubestash-backup"), job => job.Name() == session.Name());
    }

    private string StartLong()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "20Gi");
        string name = world.Start();
        world.Until(() => world.Phase(KubeStashKinds.BackupSession, name) == "Running", 30);
        return name;
    }

    private void Limit(string memory) => world.ChangeSession(session => session["addon"]!["containerRuntimeSettings"] = new JsonObject { ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["memory"] = memory } } });

    private void Break(string cause)
    {
        switch (cause)
        {
            case "credentials": world.Credentials("expired"); break;
            case "other credentials": world.Credentials("of-somebody-else"); break;
            case "password": world.Secret("encrypt", ("RESTIC_PASSWORD", "rotated")); break;
            case "password key": world.Secret("encrypt", ("PASSWORD", "password")); break;
            case "password secret": world.Delete(CoreKinds.Secret, "encrypt"); break;
            case "files": world.Annotate(CoreKinds.StatefulSet, "app", Levers.UnreadablePath, "/data/private"); break;
            default: world.Annotate(KubeStashKinds.Repository, "app-repo", Levers.LockedBy, "nightly-check"); break;
        }
    }

    private void Mend(string cause)
    {
        world.Credentials("secret").Secret("encrypt", ("RESTIC_PASSWORD", "password"));
        world.Annotate(KubeStashKinds.Repository, "app-repo", Levers.LockedBy, null);
        if (cause == "files")
        {
            world.ChangeSession(session => session["addon"]!["jobTemplate"] = WorldReading.Json("""{"spec":{"securityContext":{"runAsUser":0}}}"""));
        }
    }
}
