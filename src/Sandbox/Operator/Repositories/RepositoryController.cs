using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;
using BackupConsole.Sandbox.Operator.Storages;

namespace BackupConsole.Sandbox.Operator.Repositories;

/// <summary>Repositories: writes their first file, keeps their totals, brings Snapshots found in their folder in, and takes them away.</summary>
internal sealed class RepositoryController(OperatorContext context, SimulatedBackends backends, JobLauncher jobs) : IController
{
    private const double InitSeconds = 2;
    private static readonly ResourceKind Kind = KubeStashKinds.Repository;

    /// <inheritdoc />
    public string Name => "repositories";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(Kind),
        new WatchedKind(KubeStashKinds.Snapshot, snapshot => [new ObjectKey(snapshot.Namespace(), snapshot.TextOrEmpty("spec", "repository"))]),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.InvokerKind) == Kind.Kind ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } repository || repository.IsTrue("spec", "paused"))
        {
            return null;
        }

        if (repository.IsDeleting())
        {
            return repository.HasFinalizer() ? Remove(repository) : null;
        }

        context.AddFinalizer(Kind, repository);
        TimeSpan? next = Conditions.IsTrue(repository["status"], "RepositoryInitialized") ? null : Initialise(repository);
        if (Conditions.IsTrue((context.Get(Kind, key) ?? repository)["status"], "RepositoryInitialized"))
        {
            JsonObject[] snapshots = SnapshotsOf(repository);
            context.SetStatus(Kind, key, status => RepositoryTotals.Write(status, snapshots));
        }

        return next;
    }

    private TimeSpan? Initialise(JsonObject repository)
    {
        TimeSpan wait = context.Remaining(repository.Created(), InitSeconds);
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        JsonObject? storage = backends.StorageOf(repository);
        string? problem = storage is null ? $"backupstorages.storage.kubestash.com \"{repository.TextOrEmpty("spec", "storageRef", "name")}\" not found"
            : backends.MissingSecret(storage) is { } secret ? $"failed to get storage Secret {storage.Namespace()}/{secret}: secrets \"{secret}\" not found"
            : backends.Open(storage)?.Error;
        if (problem is not null)
        {
            context.SetStatus(Kind, repository.Key(), status => Report(status, false, "RepositoryInitializationFailed", problem));
            context.Events.Warning(Kind, repository, "RepositoryInitializationFailed", problem, Managers.Operator);
            return context.Recheck;
        }

        BringBack(repository, storage!);
        context.SetStatus(Kind, repository.Key(), status => Report(status, true, "RepositoryInitializationSucceeded", "Successfully initialized repository"));
        return null;
    }

    private void Report(JsonObject status, bool value, string reason, string message)
    {
        Conditions.Set(status, "RepositoryInitialized", value, reason, message, context.Now);
        status["phase"] = RepositoryPhase.Of(status);
    }

    private void BringBack(JsonObject repository, JsonObject storage)
    {
        string place = SimulatedBackends.PlaceOf(repository, storage);
        if (backends.Memory.FindArchived(place) is not { } found)
        {
            return;
        }

        foreach (JsonObject archived in found.Snapshots)
        {
            JsonObject manifest = Meta.Create(KubeStashKinds.Snapshot, repository.Namespace(), archived.Name(), archived.Pairs("metadata", "labels"), Meta.OwnerReference(Kind, repository));
            manifest["spec"] = archived.At("spec")?.DeepClone();
            manifest["spec"]!["repository"] = repository.Name();
            JsonObject snapshot = context.Ensure(KubeStashKinds.Snapshot, manifest);
            context.SetStatus(KubeStashKinds.Snapshot, snapshot.Key(), status => CopyInto(status, archived.At("status")));
        }

        backends.Memory.ForgetArchived(place);
    }

    private static void CopyInto(JsonObject status, JsonNode? archived)
    {
        foreach ((string name, JsonNode? value) in archived as JsonObject ?? [])
        {
            status[name] = value?.DeepClone();
        }
    }

    // The data stay unless they are to be wiped out; then they would come back with the folder.
    private TimeSpan? Remove(JsonObject repository)
    {
        JsonObject[] snapshots = SnapshotsOf(repository);
        JsonObject? storage = backends.StorageOf(repository);
        bool wipeOut = repository.Text("spec", "deletionPolicy") == "WipeOut" || storage.Text("spec", "deletionPolicy") == "WipeOut" && storage!.IsDeleting();
        JsonObject[] present = [.. snapshots.Where(snapshot => !snapshot.IsDeleting())];
        if (!wipeOut && storage is not null)
        {
            Archive(repository, storage, present);
        }

        foreach (JsonObject snapshot in present)
        {
            if (wipeOut)
            {
                context.Update(KubeStashKinds.Snapshot, snapshot.Key(), changed => changed.Child("spec")["deletionPolicy"] = "WipeOut");
            }

            context.Delete(KubeStashKinds.Snapshot, snapshot);
        }

        if (snapshots.Length > 0)
        {
            return null;
        }

        if (wipeOut && storage is not null)
        {
            backends.Memory.ForgetArchived(SimulatedBackends.PlaceOf(repository, storage));
            backends.Memory.Forget(BackendMemory.Password, SimulatedBackends.PlaceOf(repository, storage));
            JsonObject? job = storage.IsDeleting() || backends.MissingSecret(storage) is not null ? null
                : jobs.Ensure(StorageJobs.Cleaner(repository, GeneratedNames.Join("cleanup", repository.Name()), Kind.Kind, storage)).Job;
            if (job is not null && !JobProgress.IsFinished(job))
            {
                return null;
            }
        }

        jobs.RemoveFor(repository, JobComponents.Cleaner);
        context.RemoveFinalizer(Kind, repository.Key());
        return null;
    }

    // Snapshots that have begun to go are in the archive of the look that sent them away, which a later look must not replace.
    private void Archive(JsonObject repository, JsonObject storage, JsonObject[] present)
    {
        string place = SimulatedBackends.PlaceOf(repository, storage);
        if (present.Length > 0 || (Conditions.IsTrue(repository["status"], "RepositoryInitialized") && backends.Memory.FindArchived(place) is null))
        {
            backends.Memory.Archive(place, repository, present);
        }
    }

    private JsonObject[] SnapshotsOf(JsonObject repository) =>
        [.. context.Cluster.List(KubeStashKinds.Snapshot, repository.Namespace()).Where(snapshot => snapshot.Text("spec", "repository") == repository.Name())];
}
