using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class RetryTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun().WithoutSchedule()
        .ChangeSession(session => session["retryConfig"] = WorldReading.Json("""{ "maxRetry": 2, "delay": "1m" }"""));

    [Fact]
    public void A_failed_run_is_tried_again_after_the_delay_with_one_try_less()
    {
        world.Credentials("wrong");
        JsonObject first = world.Finish(world.Start(retryLeft: 2));
        world.Run(1);
        first = world.Session(first.Name());
        DateTimeOffset ended = Conditions.Since(first["status"], "MetricsPushed")!.Value;
        Assert.Equal((Meta.Stamp(ended.AddMinutes(1)), false), (first.Text("status", "nextRetry"), first.IsTrue("status", "retried")));
        world.Until(() => Newest.Name() != first.Name(), 60);
        Assert.Equal(ended.AddMinutes(1), Newest.Created());
        Assert.Equal(1, Newest.Number("spec", "retryLeft"));
        world.Run(1);
        Assert.True(world.Session(first.Name()).IsTrue("status", "retried"));
        Assert.Equal("Failed", world.Session(first.Name()).Phase());
        Assert.Equal("app-backup", Newest.Label(StashLabels.InvokerName));
    }

    [Fact]
    public void Tries_end_when_none_is_left()
    {
        world.Credentials("wrong");
        world.Start(retryLeft: 2);
        world.Run(600);
        Assert.Equal([2L, 1L, 0L], world.Sessions.Where(session => session.Phase() == "Failed").Select(session => session.Number("spec", "retryLeft")));
        Assert.Null(Newest.Text("status", "nextRetry"));
        Assert.False(Newest.IsTrue("status", "retried"));
    }

    [Fact]
    public void A_retry_that_succeeds_is_the_last()
    {
        world.Credentials("wrong");
        JsonObject first = world.Finish(world.Start(retryLeft: 2));
        world.Credentials("secret").Run(300);
        Assert.Equal(("Succeeded", 1L), (Newest.Phase(), Newest.Number("spec", "retryLeft")));
        Assert.Equal("Failed", world.Session(first.Name()).Phase());
    }

    [Fact]
    public void Without_a_delay_the_retry_follows_at_once()
    {
        world.ChangeSession(session => session["retryConfig"] = WorldReading.Json("""{ "maxRetry": 1 }""")).Credentials("wrong");
        JsonObject first = world.Finish(world.Start(retryLeft: 1));
        world.Run(1);
        Assert.Equal(Conditions.Since(first["status"], "MetricsPushed"), Newest.Created());
        Assert.Equal(0, Newest.Number("spec", "retryLeft"));
    }

    [Fact]
    public void A_run_that_may_not_be_retried_says_nothing_of_it()
    {
        world.Credentials("wrong");
        JsonObject failed = world.Finish(world.Start());
        world.Run(300);
        Assert.Null(world.Session(failed.Name()).At("status", "nextRetry"));
        Assert.Equal(failed.Name(), Newest.Name());
    }

    [Fact]
    public void Skipped_runs_are_not_retried()
    {
        world.Delete(CoreKinds.Secret, "s3-secret");
        world.Run(1);
        JsonObject skipped = world.Finish(world.Start(retryLeft: 2));
        world.Run(300);
        Assert.Equal((skipped.Name(), "Skipped"), (Newest.Name(), Newest.Phase()));
    }

    [Fact]
    public void A_retry_is_remembered_by_another_operator_and_made_once()
    {
        world.Credentials("wrong");
        JsonObject first = world.Finish(world.Start(retryLeft: 1));
        world.Run(10);
        world.Restart().Run(5);
        world.Until(() => world.Session(first.Name()).IsTrue("status", "retried"), 60);
        world.Restart().Run(200);
        Assert.Equal(3, world.Sessions.Length);
    }

    [Fact]
    public void The_delay_is_a_persons_and_no_speed_changes_it()
    {
        OperatorWorld fast = new OperatorWorld(speed: 50).Apply(Scene.Everything).AfterFirstRun().WithoutSchedule()
            .ChangeSession(session => session["retryConfig"] = WorldReading.Json("""{ "maxRetry": 1, "delay": "1m" }""")).Credentials("wrong").Run(2);
        JsonObject first = fast.Finish(fast.Start(retryLeft: 1), 5);
        fast.Run(50);
        Assert.Equal(2, fast.Sessions.Length);
        fast.Until(() => fast.Sessions.Length == 3, 15);
        Assert.Equal(first.Name(), fast.Sessions[1].Name());
    }

    private JsonObject Newest => world.Sessions[^1];
}
