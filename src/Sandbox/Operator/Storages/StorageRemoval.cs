using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Storages;

/// <summary>
/// Takes a BackupStorage away: first its Repositories, each with its Snapshots, then, with deletion policy WipeOut, the data by a Job. A missing
/// Secret does not hold it up.
/// </summary>
internal sealed class StorageRemoval(OperatorContext context, SimulatedBackends backends, JobLauncher jobs)
{
    private const double PollSeconds = 1;

    /// <summary>Does what can be done now.</summary>
    public TimeSpan? Continue(JsonObject storage)
    {
        bool wipeOut = storage.Text("spec", "deletionPolicy") == "WipeOut";
        StorageSettings settings = new(storage);
        JsonObject[] repositories = [.. context.Cluster.List(KubeStashKinds.Repository).Where(repository => backends.StorageOf(repository)?.Uid() == storage.Uid())];
        foreach (JsonObject repository in repositories.Where(repository => !repository.IsDeleting()))
        {
            if (wipeOut)
            {
                // The storage's own Job removes the data of all of them.
                backends.Memory.ForgetArchived(SimulatedBackends.PlaceOf(repository, storage));
                backends.Memory.Forget(BackendMemory.Password, SimulatedBackends.PlaceOf(repository, storage));
            }

            context.Delete(KubeStashKinds.Repository, repository);
        }

        if (repositories.Length > 0)
        {
            return context.Pace(PollSeconds);
        }

        if (wipeOut && backends.MissingSecret(storage) is null)
        {
            JsonObject? job = jobs.Ensure(StorageJobs.Cleaner(storage, GeneratedNames.Join("cleanup", storage.Name()), KubeStashKinds.BackupStorage.Kind, storage)).Job;
            if (job is not null && !JobProgress.IsFinished(job))
            {
                return null;
            }
        }

        if (wipeOut)
        {
            foreach (JsonObject repository in backends.Memory.ListArchived(settings.Place).ToArray())
            {
                backends.Memory.ForgetArchived(SimulatedBackends.PlaceOf(repository, storage));
            }
        }

        backends.Memory.Forget(BackendMemory.Credential, settings.Place);
        jobs.RemoveFor(storage, JobComponents.Initializer, JobComponents.Cleaner);
        context.RemoveFinalizer(KubeStashKinds.BackupStorage, storage.Key());
        return null;
    }
}
