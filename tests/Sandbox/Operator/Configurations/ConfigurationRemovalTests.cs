using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class ConfigurationRemovalTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything);

    [Theory]
    [InlineData(null, true)]
    [InlineData("Retain", true)]
    [InlineData("Delete", false)]
    [InlineData("WipeOut", false)]
    public void Sessions_and_schedules_go_and_the_repository_as_its_policy_says(string? policy, bool stays)
    {
        world.ChangeSession(session => session["repositories"]![0]!["deletionPolicy"] = policy).AfterFirstRun();
        Assert.Equal(policy == "WipeOut" ? "WipeOut" : "Delete", world.Get(KubeStashKinds.Repository, "app-repo").Text("spec", "deletionPolicy"));
        world.Delete(KubeStashKinds.BackupConfiguration, "app-backup");
        world.Run(30);
        Assert.Null(world.Find(KubeStashKinds.BackupConfiguration, "app-backup"));
        Assert.Empty(world.Sessions);
        Assert.Empty(world.List(CoreKinds.CronJob));
        Assert.Empty(world.List(CoreKinds.Job));
        Assert.DoesNotContain(world.List(CoreKinds.Pod), pod => pod.Label(StashLabels.ManagedBy) is not null);
        Assert.Empty(world.List(CoreKinds.RoleBinding));
        Assert.Equal(stays, world.Find(KubeStashKinds.Repository, "app-repo") is not null);
        Assert.Equal(stays ? 1 : 0, world.Snapshots.Length);
    }

    [Theory]
    [InlineData("Delete", 1)]
    [InlineData("WipeOut", 0)]
    public void Data_that_stay_are_found_again_by_the_next_configuration(string policy, int snapshots)
    {
        world.ChangeSession(session => session["repositories"]![0]!["deletionPolicy"] = policy).AfterFirstRun();
        string[] before = [.. world.Snapshots.Select(snapshot => snapshot.Name())];
        world.Delete(KubeStashKinds.BackupConfiguration, "app-backup");
        world.Run(30);
        world.Apply(Scene.Configuration);
        world.Until(() => world.Phase(KubeStashKinds.Repository, "app-repo") == "Ready", 30);
        Assert.Equal(snapshots, before.Count(name => world.Find(KubeStashKinds.Snapshot, name) is not null));
    }

    [Fact]
    public void A_repository_that_stayed_is_taken_over_and_needs_no_second_first_run_of_its_own()
    {
        world.AfterFirstRun();
        string uid = world.Get(KubeStashKinds.Repository, "app-repo").Uid();
        world.Delete(KubeStashKinds.BackupConfiguration, "app-backup");
        world.Run(5);
        world.Apply(Scene.Configuration);
        world.Until(() => world.Snapshots.Length == 2 && world.Sessions.Single().Phase() == "Succeeded", 120);
        Assert.Equal(uid, world.Get(KubeStashKinds.Repository, "app-repo").Uid());
        Assert.Equal(2, world.Get(KubeStashKinds.Repository, "app-repo").Number("status", "snapshotCount"));
    }

    [Fact]
    public void A_run_under_way_ends_with_its_configuration_and_its_snapshot_fails()
    {
        world.Annotate(CoreKinds.StatefulSet, "app", Levers.DataSize, "20Gi");
        world.Until(() => world.Snapshots is [{ } snapshot] && snapshot.Phase() == "Running", 60);
        world.Delete(KubeStashKinds.BackupConfiguration, "app-backup");
        world.Run(5);
        Assert.Empty(world.Sessions);
        Assert.Empty(world.List(CoreKinds.Job));
        Assert.Equal(("Failed", "True"), (world.Snapshots.Single().Phase(), world.Snapshots.Single().Condition("BackupIncomplete").Status));
    }
}
