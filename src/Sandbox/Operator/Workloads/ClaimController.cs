using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Workloads;

/// <summary>PersistentVolumeClaims: binds them, those with a Snapshot as data source only after a Job has filled their volume.</summary>
internal sealed class ClaimController(OperatorContext context, JobLauncher jobs) : IController
{
    private const double BindSeconds = 1;
    private const string PopulatedFrom = "populator.kubestash.com/populated-from";
    private static readonly ResourceKind Kind = CoreKinds.PersistentVolumeClaim;

    /// <inheritdoc />
    public string Name => "persistentvolumeclaims";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
    [
        WatchedKind.Own(Kind),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.Component) == JobComponents.Populator ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } claim || claim.IsDeleting() || claim.Text("status", "phase") == "Bound")
        {
            return null;
        }

        TimeSpan wait = context.Remaining(claim.Created(), BindSeconds);
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        JsonNode? source = claim.At("spec", "dataSourceRef") ?? claim.At("spec", "dataSource");
        if (source.Text("kind") == CoreKinds.VolumeSnapshot.Kind && source.Text("apiGroup") == CoreKinds.VolumeSnapshot.Group
            && context.Get(CoreKinds.VolumeSnapshot, key.Namespace, source.TextOrEmpty("name")) is null)
        {
            context.Events.Warning(Kind, claim, "ProvisioningFailed", $"failed to get VolumeSnapshot {key.Namespace}/{source.TextOrEmpty("name")}: not found", "persistentvolume-controller");
            return context.Recheck;
        }

        if (source.Text("kind") == KubeStashKinds.Snapshot.Kind && source.Text("apiGroup") == KubeStashKinds.StorageGroup)
        {
            if (!Populate(claim, source.TextOrEmpty("name")))
            {
                return context.Recheck;
            }

            context.Update(Kind, key, changed => changed.Child("metadata").Child("annotations")[PopulatedFrom] = source.TextOrEmpty("name"));
        }

        string volume = $"pvc-{claim.Uid()}";
        context.Update(Kind, key, changed => changed.Child("spec")["volumeName"] ??= volume, Managers.Controllers);
        context.SetStatus(Kind, key, status =>
        {
            status["phase"] = "Bound";
            status["accessModes"] = claim.At("spec", "accessModes")?.DeepClone();
            status["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") ?? "1Gi" };
        }, Managers.Controllers);
        return null;
    }

    private bool Populate(JsonObject claim, string snapshotName)
    {
        if (context.Get(KubeStashKinds.Snapshot, claim.Namespace(), snapshotName) is not { } snapshot || snapshot.Text("status", "phase") != Phase.Succeeded)
        {
            context.Events.Warning(Kind, claim, "ProvisioningFailed", $"snapshots.storage.kubestash.com \"{snapshotName}\" not found or not succeeded", Managers.Operator);
            return false;
        }

        JsonObject? job = jobs.Ensure(new JobManifest
        {
            Name = GeneratedNames.Join("populate", claim.Name()),
            Namespace = claim.Namespace(),
            Labels = StashLabels.ForJob(claim, JobComponents.Populator),
            Containers = [JobManifest.Container("populator", JobManifest.ToolImage, "populate", $"--snapshot={snapshotName}")],
            ClusterRole = "kubestash-populator-job",
        }).Job;
        return job is not null && JobProgress.IsFinished(job) && !JobProgress.HasFailed(job);
    }
}
