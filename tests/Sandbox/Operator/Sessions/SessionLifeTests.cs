using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class SessionLifeTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun().WithoutSchedule();

    [Fact]
    public void A_run_is_pending_until_its_first_component_begins_and_running_until_its_metrics_are_pushed()
    {
        string name = world.Start();
        List<string> seen = [];
        world.Until(() =>
        {
            JsonObject session = world.Session(name);
            string state = $"{session.Phase()}/{session.Objects("status", "snapshots").FirstOrDefault().Text("phase")}/{session.Objects("status", "retentionPolicy").FirstOrDefault().Text("phase")}";
            if (seen.LastOrDefault() != state)
            {
                seen.Add(state);
            }

            return session.Phase() == "Succeeded";
        }, 120);
        Assert.Equal(["Pending/Pending/", "Running/Running/", "Running/Succeeded/Pending", "Running/Succeeded/Applied", "Succeeded/Succeeded/Applied"],
            seen.Where(state => state != "//"));
        Assert.True(world.Session(name).HasFinalizer());
        Assert.InRange(Seconds(world.Session(name)), 8, 60);
    }

    [Fact]
    public void A_run_is_skipped_while_another_one_is_under_way()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "20Gi");
        string first = world.Start();
        world.Until(() => world.Phase(KubeStashKinds.BackupSession, first) == "Running", 30);
        string second = world.Start();
        JsonObject skipped = world.Finish(second, 1);
        Assert.Equal("Skipped", skipped.Phase());
        Assert.Equal(("True", "PreRequisitesNotSatisfied", $"Skipped taking new backup. Reason: Previous BackupSession: {first} is \"Running\"."), skipped.Condition("BackupSkipped"));
        Assert.Equal("BackupSkipped=True", skipped.ConditionList());
        Assert.Equal((null, null), (skipped.At("status", "snapshots"), skipped.Text("status", "duration")));
        Assert.Equal("Succeeded", world.Finish(first, 600).Phase());
        Assert.DoesNotContain(world.Snapshots, snapshot => snapshot.Text("spec", "backupSession") == second);
    }

    [Fact]
    public void Of_two_runs_of_one_second_one_is_skipped()
    {
        string first = world.Start();
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration =>
        {
            JsonObject session = (JsonObject)configuration["spec"]!["sessions"]![0]!.DeepClone();
            session["name"] = "other";
            session["repositories"]![0]!["name"] = "other-repo";
            session["repositories"]![0]!["directory"] = "/other";
            configuration["spec"]!["sessions"]!.AsArray().Add((JsonNode)session);
        });
        string second = world.Start(session: "other");
        world.Run(1);
        Assert.Equal(("Pending", "Skipped"), (world.Phase(KubeStashKinds.BackupSession, first), world.Phase(KubeStashKinds.BackupSession, second)));
    }

    [Theory]
    [InlineData("nothing", "often", "BackupConfiguration demo/nothing not found")]
    [InlineData("app-backup", "seldom", "session \"seldom\" not found in BackupConfiguration demo/app-backup")]
    public void A_run_of_nothing_is_skipped(string configuration, string session, string message)
    {
        string name = world.Start(configuration: configuration, session: session);
        Assert.Equal(("True", "PreRequisitesNotSatisfied", message), world.Finish(name, 1).Condition("BackupSkipped"));
    }

    [Fact]
    public void A_run_is_skipped_while_its_configuration_is_not_ready_and_skipped_runs_do_not_pile_up()
    {
        JsonObject good = world.Sessions.Single();
        world.Delete(CoreKinds.Secret, "s3-secret");
        world.Run(1);
        foreach (int _ in Enumerable.Range(0, 6))
        {
            string name = world.Start();
            Assert.Equal("BackupConfiguration demo/app-backup is not Ready", world.Finish(name, 1).Condition("BackupSkipped").Message);
            world.Run(60);
        }

        Assert.Equal(3, world.Sessions.Count(session => session.Phase() == "Skipped"));
        Assert.Contains(world.Sessions, session => session.Name() == good.Name());
    }

    [Fact]
    public void A_paused_configuration_still_runs_what_a_person_starts()
    {
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration["spec"]!["paused"] = true);
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Fact]
    public void The_history_keeps_as_many_runs_as_it_may_and_all_snapshots_the_policy_wants()
    {
        foreach (int _ in Enumerable.Range(0, 4))
        {
            world.RunSession();
            world.Run(5);
        }

        string[] kept = [.. world.Sessions.Select(session => session.Name())];
        Assert.Equal(3, kept.Length);
        Assert.Equal(3, world.Snapshots.Length);
        Assert.Equal(kept.Order(StringComparer.Ordinal), world.JobsOf("kubestash-backup").Select(job => job.Name()).Order(StringComparer.Ordinal));
        Assert.Equal(3, world.JobsOf("kubestash-retention-policy").Length);
        Assert.All(world.List(CoreKinds.ServiceAccount).Where(account => account.Label(StashLabels.Component) is not null), account => Assert.Contains(account.Label(StashLabels.InvokerName), kept));
        Assert.All(world.List(CoreKinds.Pod).Where(pod => pod.Label(StashLabels.Component) is not null), pod => Assert.Contains(pod.Label(StashLabels.InvokerName), kept));
        world.ChangeSession(session => session.Remove("sessionHistoryLimit"));
        JsonObject last = world.RunSession();
        world.Run(1);
        Assert.Equal([last.Name()], world.Sessions.Select(session => session.Name()));
    }

    [Fact]
    public void A_run_deleted_half_way_takes_its_jobs_along_fails_its_snapshot_and_makes_way()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "20Gi");
        string name = world.Start();
        world.Until(() => world.Phase(KubeStashKinds.BackupSession, name) == "Running", 30);
        world.Delete(KubeStashKinds.BackupSession, name);
        world.Run(2);
        Assert.Null(world.Find(KubeStashKinds.BackupSession, name));
        Assert.Null(world.Find(CoreKinds.Job, name));
        Assert.Null(world.Find(CoreKinds.ServiceAccount, name));
        JsonObject snapshot = world.Snapshots.Single(found => found.Text("spec", "backupSession") == name);
        Assert.Equal(("Failed", "BackupExecutorTerminatedBeforeCompletion"), (snapshot.Phase(), snapshot.Condition("BackupIncomplete").Reason));
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "1Mi");
        Assert.Equal("Succeeded", world.RunSession().Phase());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_run_whose_session_is_taken_out_of_the_configuration_fails_instead_of_blocking_all_others(double after)
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "20Gi");
        string name = world.Start();
        world.Run(after);
        world.ChangeSession(session => session["name"] = "renamed");
        JsonObject session = world.Finish(name, 30);
        Assert.Equal("Failed", session.Phase());
        Assert.All(session.Objects("status", "snapshots"), entry => Assert.Equal("Failed", entry.Text("phase")));
        Assert.Null(world.Find(CoreKinds.Job, name));
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "1Mi");
        world.Until(() => world.Sessions.Any(found => found.Text("spec", "session") == "renamed" && found.Phase() == "Succeeded"), 120);
    }

    [Theory]
    [InlineData("20Gi", true)]
    [InlineData("1Mi", false)]
    public void A_deadline_ends_only_what_is_not_done_by_then(string size, bool fails)
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, size);
        JsonObject session = world.Finish(world.Start(timeout: "30s"), 120);
        Assert.Equal(Meta.Stamp(session.Created().AddSeconds(30)), session.Text("status", "backupDeadline"));
        Assert.Equal(fails ? "Failed" : "Succeeded", session.Phase());
        JsonNode component = world.SnapshotOf(session).At("status", "components", "dump-pod-0")!;
        Assert.Equal(fails ? "deadline exceeded" : null, component.Text("error"));
        Assert.Equal(fails, world.Logs(session.Name()).Contains("context deadline exceeded", StringComparison.Ordinal));
        Assert.False(Conditions.Has(session["status"], "DeadlineExceeded"));
    }

    [Fact]
    public void A_pod_that_cannot_start_is_said_after_five_minutes_and_ends_with_the_deadline()
    {
        world.Change(KubeStashKinds.Function, "workload-backup", function => function["spec"]!["image"] = "registry.invalid/workload:v1");
        string name = world.Start(timeout: "10m");
        world.Run(290);
        Assert.Equal(("Pending", null), (world.Session(name).Phase(), world.Session(name).Condition("PodHasBeenInPendingStateForLongerThanExpected").Status));
        JsonObject pod = world.List(CoreKinds.Pod).First(found => found.Label(StashLabels.InvokerName) == name);
        Assert.Equal("ImagePullBackOff", pod.Objects("status", "containerStatuses").Single().Text("state", "waiting", "reason"));
        world.Run(30);
        Assert.Equal("True", world.Session(name).Condition("PodHasBeenInPendingStateForLongerThanExpected").Status);
        JsonObject session = world.Finish(name, 300);
        Assert.Equal(("Failed", "Backup executor has been terminated before completion: deadline exceeded"), (session.Phase(), world.SnapshotOf(session).Condition("BackupIncomplete").Message));
        JsonObject job = world.Get(CoreKinds.Job, name);
        Assert.Equal("DeadlineExceeded", Conditions.Find(job["status"], "Failed").Text("reason"));
    }

    [Fact]
    public void A_pod_no_node_has_room_for_starts_when_one_has()
    {
        const string Node = """
            apiVersion: v1
            kind: Node
            metadata: { name: small }
            status: { allocatable: { memory: 1Gi, cpu: "2" } }
            """;
        world.Apply(Node);
        world.ChangeSession(session => session["addon"]!["containerRuntimeSettings"] = WorldReading.Json("""{"resources":{"requests":{"memory":"8Gi"}}}"""));
        string name = world.Start();
        world.Run(20);
        JsonObject pod = world.List(CoreKinds.Pod).First(found => found.Label(StashLabels.InvokerName) == name);
        Assert.Contains("FailedScheduling: 0/1 nodes are available: 1 Insufficient memory.", world.Events(pod.Name()));
        world.Apply(Node.Replace("small", "large", StringComparison.Ordinal).Replace("1Gi", "64Gi", StringComparison.Ordinal));
        Assert.Equal("Succeeded", world.Finish(name, 60).Phase());
        Assert.All(world.List(CoreKinds.Pod).Where(found => found.Label(StashLabels.InvokerName) == name && found.Label(StashLabels.Component) == "kubestash-backup"), found => Assert.Equal("large", found.Text("spec", "nodeName")));
    }

    private static int Seconds(JsonObject session) => int.Parse(session.TextOrEmpty("status", "duration").TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
}
