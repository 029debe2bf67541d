using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Snapshots;

/// <summary>Snapshots: closes them when their components have ended, or when whoever made them is gone, and takes them away.</summary>
internal sealed class SnapshotController(OperatorContext context, JobLauncher jobs) : IController
{
    /// <summary>Message of a Snapshot whose executor ended too early.</summary>
    public const string IncompleteMessage = "Backup executor has been terminated before completion";

    /// <summary>Message of a Snapshot whose executor had not reported when the deadline passed.</summary>
    public const string DeadlineMessage = IncompleteMessage + ": deadline exceeded";

    private const double UploadSeconds = 1;
    private static readonly ResourceKind Kind = KubeStashKinds.Snapshot;

    /// <inheritdoc />
    public string Name => "snapshots";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(Kind),
        new WatchedKind(CoreKinds.Job, UnfinishedOf),
        new WatchedKind(KubeStashKinds.BackupSession, session => session.Objects("status", "snapshots")
            .Where(entry => entry.Text("phase") is null or Phase.Pending or Phase.Running)
            .Select(entry => new ObjectKey(session.Namespace(), entry.TextOrEmpty("name")))),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } snapshot || snapshot.IsTrue("spec", "paused"))
        {
            return null;
        }

        if (snapshot.IsDeleting())
        {
            RemoveVolumeSnapshots(snapshot);
            context.RemoveFinalizer(Kind, key);
            return null;
        }

        context.AddFinalizer(Kind, snapshot);
        return IsClosed(snapshot) || snapshot.Text("spec", "type") == "IncrementalBackup" ? null : Close(snapshot);
    }

    /// <summary>Says that the executor ended before the backup did.</summary>
    public static void SetIncomplete(JsonObject status, string message, DateTimeOffset now)
    {
        Conditions.Set(status, "BackupIncomplete", true, "BackupExecutorTerminatedBeforeCompletion", message, now);
        status["lastUpdateTime"] = Meta.Stamp(now);
        status["phase"] = SnapshotPhase.Of(status);
    }

    private static bool IsClosed(JsonObject snapshot) => snapshot.Text("status", "phase") is Phase.Succeeded or Phase.Failed;

    private IEnumerable<ObjectKey> UnfinishedOf(JsonObject job) => job.Label(StashLabels.Component) != JobComponents.Backup ? []
        : context.Get(KubeStashKinds.BackupSession, job.Namespace(), job.Label(StashLabels.InvokerName) ?? "") is { } session
            ? session.Objects("status", "snapshots").Select(entry => new ObjectKey(session.Namespace(), entry.TextOrEmpty("name")))
            : [];

    private TimeSpan? Close(JsonObject snapshot)
    {
        JsonNode? status = snapshot["status"];
        if (status.Count("components") > 0 && SnapshotPhase.OfComponents(status) != Phase.Running)
        {
            TimeSpan wait = context.Remaining(status.Time("lastUpdateTime") ?? context.Now, UploadSeconds);
            return wait > TimeSpan.Zero ? wait : Finish(snapshot);
        }

        if (HasLostExecutor(snapshot))
        {
            bool isLate = context.Get(KubeStashKinds.BackupSession, snapshot.Namespace(), snapshot.TextOrEmpty("spec", "backupSession")).Time("status", "backupDeadline") <= context.Now;
            context.SetStatus(Kind, snapshot.Key(), changed => SetIncomplete(changed, isLate ? DeadlineMessage : IncompleteMessage, context.Now));
            return null;
        }

        context.SetStatus(Kind, snapshot.Key(), changed => changed["phase"] = SnapshotPhase.Of(changed));
        return null;
    }

    private TimeSpan? Finish(JsonObject snapshot)
    {
        context.SetStatus(Kind, snapshot.Key(), status =>
        {
            JsonNode?[] components = [.. (status.At("components") as JsonObject ?? []).Select(component => component.Value)];
            if (BackupSize.Sum(components.Select(component => component.Text("size"))) is { } size && components.All(component => component.Text("driver") != "Restic" || component.Text("size") is not null))
            {
                status["size"] = size.ToString();
            }

            JsonNode?[] checkedComponents = [.. components.Where(component => component.At("integrity") is not null)];
            if (checkedComponents.Length > 0)
            {
                status["integrity"] = checkedComponents.All(component => component.IsTrue("integrity"));
            }

            Conditions.Set(status, "SnapshotMetadataUploaded", true, "SuccessfullyUploadedSnapshotMetadata", "Metadata uploaded to backend successfully", context.Now);
            status["lastUpdateTime"] = Meta.Stamp(context.Now);
            status["phase"] = SnapshotPhase.Of(status);
        });
        return null;
    }

    // The session is gone, or has given up on executors, or its Jobs have ended without a word about this Snapshot.
    private bool HasLostExecutor(JsonObject snapshot)
    {
        if (context.Get(KubeStashKinds.BackupSession, snapshot.Namespace(), snapshot.TextOrEmpty("spec", "backupSession")) is not { } session)
        {
            return snapshot.Time("status", "snapshotTime") is not null;
        }

        if (Conditions.IsFalse(session["status"], "BackupExecutorEnsured") || Conditions.Has(session["status"], "MetricsPushed"))
        {
            return true;
        }

        if (!Conditions.IsTrue(session["status"], "BackupExecutorEnsured"))
        {
            return false;
        }

        string target = snapshot.TextOrEmpty("spec", "appRef", "name");
        JsonObject[] executors = [.. jobs.JobsFor(session, JobComponents.Backup)];
        JsonObject[] own = [.. executors.Where(job => job.Annotation(JobManifest.TargetAnnotation) is null || job.Annotation(JobManifest.TargetAnnotation) == target)];
        return own.All(JobProgress.IsFinished);
    }

    private void RemoveVolumeSnapshots(JsonObject snapshot)
    {
        if (snapshot.Text("spec", "deletionPolicy") != "WipeOut")
        {
            return;
        }

        foreach ((_, JsonNode? component) in snapshot.At("status", "components") as JsonObject ?? [])
        {
            foreach (JsonObject entry in component.Objects("volumeSnapshotterStats"))
            {
                context.Cluster.Delete(CoreKinds.VolumeSnapshot, new ObjectKey(snapshot.Namespace(), entry.TextOrEmpty("volumeSnapshotName")));
            }
        }
    }
}
