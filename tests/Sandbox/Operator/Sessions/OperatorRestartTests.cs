using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class OperatorRestartTests
{
    [Theory]
    [InlineData(0.7)]
    [InlineData(2)]
    [InlineData(5)]
    public void An_operator_that_is_restarted_all_the_time_does_the_same_work_once(double every)
    {
        OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);
        foreach (int _ in Enumerable.Range(0, (int)(80 / every)))
        {
            world.Run(every).Restart();
        }

        JsonObject session = Assert.Single(world.Sessions);
        Assert.Equal("Succeeded", session.Phase());
        Assert.Equal("SnapshotsEnsured=True BackupExecutorEnsured=True RetentionPolicyExecutorEnsured=True SessionHistoryCleaned=True MetricsPushed=True", session.ConditionList());
        Assert.Equal("Succeeded", Assert.Single(world.Snapshots).Phase());
        Assert.Equal([session.Name(), $"retentionpolicy-{session.Name()}"], world.List(CoreKinds.Job).Select(job => job.Name()));
        Assert.All(world.List(CoreKinds.Job), job => Assert.Equal(job.Number("spec", "completions"), job.Number("status", "succeeded")));
        Assert.Equal(3, world.List(CoreKinds.Pod).Count(pod => pod.Label(StashLabels.Component) is not null));
        Assert.Single(world.List(CoreKinds.CronJob));
    }

    [Fact]
    public void A_restart_changes_nothing_that_is_finished()
    {
        OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun().Run(30);
        int writes = world.Cluster.Writes;
        world.Restart().Run(30);
        Assert.Equal(writes, world.Cluster.Writes);
    }

    [Fact]
    public void A_backup_goes_on_where_it_was_when_the_operator_comes_back()
    {
        OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "8Gi");
        world.Until(() => world.Snapshots is [{ } begun] && Percent(begun) > 40, 120);
        double before = Percent(world.Snapshots.Single());
        DateTimeOffset started = world.Time.GetUtcNow();
        world.Restart().Run(0);
        Assert.Equal(before, Percent(world.Snapshots.Single()));
        world.Until(() => world.Sessions.Single().Phase() == "Succeeded", 120);
        JsonNode summary = world.Snapshots.Single().At("status", "components", "dump-pod-0").Objects("resticStats").Single().At("summary")!;
        Assert.True(summary.Time("startTime") < started);
        Assert.True(summary.Time("endTime") > started);
    }

    [Fact]
    public void What_became_due_while_no_operator_ran_is_made_up_for()
    {
        OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "8Gi");
        world.Until(() => world.Snapshots is [{ } begun] && begun.Phase() == "Running", 60);
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Restart().Run(1);
        world.Until(() => world.Sessions[0].Phase() == "Succeeded", 60);
        world.Until(() => world.Sessions.Length == 2, 60);
    }

    private static double Percent(JsonObject snapshot) =>
        double.TryParse(snapshot.At("status", "components", "dump-pod-0").Objects("resticStats").FirstOrDefault().Text("progress", "percentDone")?.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture, out double percent) ? percent : 0;
}
