using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes Repositories, and sums them up in their storages.</summary>
internal sealed class RepositoryWriter(ClusterBuilder cluster)
{
    private const int RecentSnapshots = 5;

    /// <summary>Adds a repository; its status is written when its Snapshots are there.</summary>
    public SampleObject Add(ConfigurationPlan plan, RepositoryPlan repository)
    {
        BackendPlan backend = plan.Backends.Single(backend => backend.Name == repository.Backend);
        JsonObject spec = new()
        {
            ["appRef"] = SessionWriter.AppRef(plan.Target),
            ["deletionPolicy"] = "Delete",
            ["encryptionSecret"] = Reference(plan.Encryption),
            ["path"] = repository.Directory,
            ["storageRef"] = Reference(backend.Storage),
        };
        DateTimeOffset created = cluster.Ago(plan.AgeDays).AddSeconds(4);
        return cluster.Add(KubeStashKinds.Repository, new(plan.Namespace, repository.Name), created, Managers.KubeStash, new() { ["spec"] = spec }, [], new() { Finalizer = true });
    }

    /// <summary>Writes the status from the Snapshots there are, oldest first, and the newest good run.</summary>
    public static void Finish(SampleObject repository, SessionPlan session, IReadOnlyList<SampleObject> snapshots, Run? newestGood)
    {
        JsonObject status = repository.Status!;
        SampleObject? newest = snapshots.LastOrDefault(snapshot => snapshot.Status.Text("phase") == "Succeeded");
        status["componentPaths"] = Texts(session.Components.Where(component => component.Claim is null).Select(component => SnapshotWriter.Path(session, component)));
        status["conditions"] = new JsonArray(Condition("RepositoryInitialized", true, "RepositoryInitializationSucceeded", "Successfully initialized repository", repository.Created.AddSeconds(2)));
        if (newest is not null && newest.Status!["integrity"] is { } integrity)
        {
            status["integrity"] = integrity.DeepClone();
        }

        if (newestGood is not null)
        {
            status["lastBackupTime"] = Stamp(SnapshotWriter.Uploaded(newestGood));
        }

        status["phase"] = "Ready";
        status["recentSnapshots"] = List(snapshots.TakeLast(RecentSnapshots).Select(Recent));
        status["size"] = newest?.Status.Text("size") ?? "0 B";
        status["snapshotCount"] = snapshots.Count;
    }

    /// <summary>Writes the status of a storage from the repositories in it.</summary>
    public static void FinishStorage(SampleObject storage, IReadOnlyList<SampleObject> repositories)
    {
        List<JsonObject> conditions = [Condition("BackendInitialized", true, "BackendInitializationSucceeded", "Successfully initialized backend.", storage.Created.AddSeconds(2))];
        if (storage.Manifest.Text("spec", "storage", "provider") != "local")
        {
            conditions.Add(Condition("BackendSecretFound", true, "BackendSecretAvailable", "Backend secret exists.", storage.Created.AddSeconds(1)));
        }

        JsonObject status = storage.Status!;
        status["conditions"] = List(conditions);
        status["phase"] = "Ready";
        status["repositories"] = List(repositories.Select(repository => new JsonObject
        {
            ["name"] = repository.Key.Name,
            ["namespace"] = repository.Key.Namespace,
            ["path"] = repository.Manifest.Text("spec", "path"),
            ["size"] = repository.Status.Text("size"),
            ["synced"] = true,
        }));
        status["totalSize"] = (BackupSize.Sum(repositories.Select(repository => repository.Status.Text("size"))) ?? default).ToString();
    }

    private static JsonObject Recent(SampleObject snapshot)
    {
        JsonObject entry = new() { ["name"] = snapshot.Key.Name, ["phase"] = snapshot.Status.Text("phase"), ["session"] = snapshot.Manifest.Text("spec", "session") };
        if (snapshot.Status.Text("size") is { } size)
        {
            entry["size"] = size;
        }

        entry["snapshotTime"] = snapshot.Status.Text("snapshotTime");
        return entry;
    }
}
