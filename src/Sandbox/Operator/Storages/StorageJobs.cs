using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Storages;

/// <summary>Jobs that work on a backend as a whole.</summary>
internal static class StorageJobs
{
    /// <summary>Writes the first file to a local volume.</summary>
    public static JobManifest Initializer(JsonObject storage, string name) => new()
    {
        Name = name,
        Namespace = storage.Namespace(),
        Labels = StashLabels.ForJob(storage, JobComponents.Initializer, invokerKind: KubeStashKinds.BackupStorage.Kind),
        Containers = [JobManifest.Container("initializer", JobManifest.ToolImage, "initialize-backend", $"--storage-name={storage.Name()}")],
        ClusterRole = "kubestash-storage-initializer-job",
        ServiceAccount = storage.Text("spec", "runtimeSettings", "pod", "serviceAccountName"),
        PodSettings = storage.At("spec", "runtimeSettings", "pod"),
        User = 65534,
        Volumes = new StorageSettings(storage).Volume is { } volume ? [volume] : [],
        Generation = storage.Generation(),
    };

    /// <summary>Removes data from the backend.</summary>
    /// <param name="invoker">The BackupStorage or Repository whose data go.</param>
    public static JobManifest Cleaner(JsonObject invoker, string name, string kind, JsonObject? storage) => new()
    {
        Name = name,
        Namespace = invoker.Namespace(),
        Labels = StashLabels.ForJob(invoker, JobComponents.Cleaner, invokerKind: kind),
        Containers = [JobManifest.Container("cleanup", JobManifest.ToolImage, "cleanup", $"--invoker-kind={kind}", $"--invoker-name={invoker.Name()}")],
        ClusterRole = "kubestash-backend-job",
        PodSettings = storage.At("spec", "runtimeSettings", "pod"),
        Volumes = storage is not null && new StorageSettings(storage).Volume is { } volume && storage.Namespace() == invoker.Namespace() ? [volume] : [],
    };
}

/// <summary>What the Jobs of <see cref="StorageJobs"/> run.</summary>
internal sealed class StoragePrograms(OperatorContext context) : IContainerProgram
{
    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Verb is "initialize-backend" or "cleanup";

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        if (container.Verb == "cleanup")
        {
            return new ScriptWriter().Wait(0.5).Info("cleanup.go:54", $"Removing the data of {container.Argument("invoker-kind")} {container.Argument("invoker-name")}")
                .Wait(2).Info("cleanup.go:71", "All data have been removed").End();
        }

        if (context.Get(KubeStashKinds.BackupStorage, container.Pod.Namespace(), container.Argument("storage-name")) is not { } storage)
        {
            return null;
        }

        ScriptWriter script = new ScriptWriter().Wait(0.5).Info("init.go:47", $"Initializing backend of BackupStorage {storage.Namespace()}/{storage.Name()}").Wait(1);
        return SimulatedBackends.CheckVolume(storage) is { } failure
            ? script.Print(failure.Log[0]).Error("main.go:61", failure.Error).End(failure.ExitCode, message: failure.Error)
            : script.Info("init.go:63", "metadata.yaml has been written").End();
    }
}
