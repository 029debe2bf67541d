using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class StorageRemovalTests
{
    private readonly OperatorWorld world = new OperatorWorld().Apply(Scene.Everything).AfterFirstRun();

    [Fact]
    public void Deleting_takes_the_objects_and_the_same_place_brings_them_back()
    {
        JsonObject before = world.Snapshots.Single();
        RemoveStorage();
        Assert.Empty(world.List(KubeStashKinds.Repository));
        Assert.Empty(world.Snapshots);
        world.Apply(Scene.Storage);
        world.Until(() => world.Snapshots.Length == 1 && world.Phase(KubeStashKinds.Repository, "app-repo") == "Ready", 30).Run(0);
        JsonObject back = world.Snapshots.Single();
        Assert.Equal((before.Name(), before.Text("spec", "snapshotID"), "Succeeded"), (back.Name(), back.Text("spec", "snapshotID"), back.Phase()));
        Assert.Equal(before.Text("status", "size"), back.Text("status", "size"));
        JsonObject repository = world.Get(KubeStashKinds.Repository, "app-repo");
        Assert.True(back.IsControlledBy(repository));
        Assert.Equal((1L, before.Text("status", "size")), (repository.Number("status", "snapshotCount"), repository.Text("status", "size")));
        Assert.True(world.Get(KubeStashKinds.BackupStorage, "s3").Objects("status", "repositories").Single().IsTrue("synced"));
    }

    [Fact]
    public void A_repository_without_snapshots_comes_back_too()
    {
        world.Delete(KubeStashKinds.Snapshot, world.Snapshots.Single().Name());
        world.Run(1);
        RemoveStorage();
        Assert.Null(world.Find(KubeStashKinds.Repository, "app-repo"));
        world.Apply(Scene.Storage);
        world.Until(() => world.Phase(KubeStashKinds.Repository, "app-repo") == "Ready", 30);
    }

    [Fact]
    public void Wiping_out_runs_a_job_and_nothing_comes_back()
    {
        world.Change(KubeStashKinds.BackupStorage, "s3", storage => storage["spec"]!["deletionPolicy"] = "WipeOut");
        PauseConfiguration();
        world.Delete(KubeStashKinds.BackupStorage, "s3");
        world.Until(() => world.Find(CoreKinds.Job, "cleanup-s3") is not null, 30);
        JsonObject job = world.Get(CoreKinds.Job, "cleanup-s3");
        Assert.Equal(("kubestash-cleaner", "BackupStorage"), (job.Label(StashLabels.Component), job.Label(StashLabels.InvokerKind)));
        Assert.True(world.Get(KubeStashKinds.BackupStorage, "s3").IsDeleting());
        Assert.Empty(world.Snapshots);
        world.Until(() => world.Find(KubeStashKinds.BackupStorage, "s3") is null, 30);
        Assert.Null(world.Find(CoreKinds.ServiceAccount, "cleanup-s3"));
        world.Apply(Scene.Storage).Run(30);
        Assert.Equal("Ready", world.Phase(KubeStashKinds.BackupStorage, "s3"));
        Assert.Null(world.Find(KubeStashKinds.Repository, "app-repo"));
    }

    [Fact]
    public void A_missing_secret_does_not_hold_the_removal_up()
    {
        world.Change(KubeStashKinds.BackupStorage, "s3", storage => storage["spec"]!["deletionPolicy"] = "WipeOut");
        world.Delete(CoreKinds.Secret, "s3-secret");
        RemoveStorage();
        Assert.Null(world.Find(CoreKinds.Job, "cleanup-s3"));
    }

    [Fact]
    public void A_paused_repository_keeps_the_storage_terminating()
    {
        world.Change(KubeStashKinds.Repository, "app-repo", repository => repository["spec"]!["paused"] = true);
        PauseConfiguration();
        world.Delete(KubeStashKinds.BackupStorage, "s3");
        world.Run(60);
        Assert.True(world.Get(KubeStashKinds.BackupStorage, "s3").IsDeleting());
        world.Change(KubeStashKinds.Repository, "app-repo", repository => repository["spec"]!["paused"] = false);
        world.Until(() => world.Find(KubeStashKinds.BackupStorage, "s3") is null, 30);
    }

    [Fact]
    public void A_storage_in_use_cannot_be_moved()
    {
        ApiStatusException refusal = Assert.Throws<ApiStatusException>(() =>
            world.Change(KubeStashKinds.BackupStorage, "s3", storage => storage["spec"]!["storage"]!["s3"]!["bucket"] = "elsewhere"));
        Assert.Equal(403, refusal.Status.Code);
        Assert.Contains("BackupStorage is currently in use and cannot be modified", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_credentials_than_those_the_place_was_opened_with_are_wrong_for_a_new_storage_of_the_place_until_it_was_removed()
    {
        RemoveStorage();
        world.Credentials("another");
        world.Apply(Scene.Storage.Replace("AWS_SECRET_ACCESS_KEY: c2VjcmV0", "AWS_SECRET_ACCESS_KEY: YW5vdGhlcg==", StringComparison.Ordinal)).Run(5);
        Assert.Equal("Ready", world.Phase(KubeStashKinds.BackupStorage, "s3"));
    }

    [Fact]
    public void The_size_of_a_storage_is_that_of_all_its_repositories()
    {
        world.ChangeSession(session => session["repositories"]!.AsArray().Add(WorldReading.Json("""{"name":"second-repo","backend":"b","directory":"/second"}""")));
        world.Until(() => world.Phase(KubeStashKinds.Repository, "second-repo") == "Ready", 30);
        world.RunSession();
        JsonObject storage = world.Get(KubeStashKinds.BackupStorage, "s3");
        JsonObject[] repositories = [.. storage.Objects("status", "repositories")];
        Assert.Equal(["app-repo", "second-repo"], repositories.Select(repository => repository.Text("name")));
        KubeStash.Storage.BackupSize? sum = KubeStash.Storage.BackupSize.Sum(repositories.Select(repository => repository.Text("size")));
        Assert.Equal(sum?.ToString(), storage.Text("status", "totalSize"));
    }

    private void PauseConfiguration() => world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => configuration["spec"]!["paused"] = true);

    private void RemoveStorage()
    {
        PauseConfiguration();
        world.Delete(KubeStashKinds.BackupStorage, "s3");
        world.Until(() => world.Find(KubeStashKinds.BackupStorage, "s3") is null, 60);
    }
}
