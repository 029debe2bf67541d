using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes the Snapshots of runs that are over.</summary>
internal sealed class SnapshotWriter(ClusterBuilder cluster, RunTimes times)
{
    // What restic writes even when nothing changed.
    private const long LeastUpload = 1_340;

    // Backends compress: the data read are larger than the repository that holds them.
    private const double Compression = 1.85;

    /// <summary>Adds the Snapshot of a run in a repository.</summary>
    /// <param name="verified">Verification of the Snapshot and its outcome; null when there was none.</param>
    public SampleObject Add(Run run, RepositoryPlan repository, Growth growth, (string Session, bool Good)? verified)
    {
        TargetPlan target = run.Configuration.Target;
        ObjectKey key = new(run.Configuration.Namespace, run.SnapshotName(repository));
        JsonObject labels = new()
        {
            ["kubestash.com/app-ref-kind"] = target.Kind,
            ["kubestash.com/app-ref-name"] = target.Name,
            ["kubestash.com/app-ref-namespace"] = target.Namespace,
            ["kubestash.com/repo-name"] = repository.Name,
        };
        Extras extras = new()
        {
            Labels = labels,
            Annotations = target.Version is { } version ? new JsonObject { ["kubedb.com/db-version"] = version } : null,
            Owner = cluster.Get(KubeStashKinds.Repository, new(run.Configuration.Namespace, repository.Name)),
            Finalizer = true,
        };
        JsonObject spec = new()
        {
            ["appRef"] = SessionWriter.AppRef(target),
            ["backupSession"] = run.Name,
            ["deletionPolicy"] = "Delete",
            ["repository"] = repository.Name,
            ["session"] = run.Session.Name,
            ["snapshotID"] = cluster.Ids.Ulid(run.Start, $"{key}"),
            ["type"] = "FullBackup",
            ["version"] = "v1",
        };
        return cluster.Add(KubeStashKinds.Snapshot, key, run.Start, Managers.KubeStash, new() { ["spec"] = spec }, Status(run, repository, growth, verified), extras);
    }

    /// <summary>The restic snapshot of a component.</summary>
    public string ResticId(Run run, RepositoryPlan repository, ComponentPlan component) => cluster.Ids.Hex($"restic/{run.ChanceKey}/{repository.Name}/{component.Name}", 64);

    /// <summary>When the last component was done and the description of the Snapshot stored.</summary>
    public static DateTimeOffset Uploaded(Run run) => run.ContainerEnd.AddSeconds(1);

    private JsonObject Status(Run run, RepositoryPlan repository, Growth growth, (string Session, bool Good)? verified)
    {
        bool good = run.IsGood(repository);
        JsonObject status = [];
        if (good || Failures.ComponentError(run.Failure) is not null)
        {
            status["components"] = Components(run, repository, growth, good);
        }

        List<JsonObject> conditions = [Condition("RecentSnapshotListUpdated", true, "SuccessfullyUpdatedRecentSnapshotList", "Recent snapshot list updated successfully", run.Start)];
        conditions.Add(status.ContainsKey("components")
            ? Condition("SnapshotMetadataUploaded", true, "SuccessfullyUploadedSnapshotMetadata", "Metadata uploaded to backend successfully", Uploaded(run))
            : Condition("BackupIncomplete", true, "BackupExecutorTerminatedBeforeCompletion", run.Failure == FailureCause.Unschedulable ? Failures.DeadlineMessage : Failures.IncompleteMessage, Uploaded(run)));
        status["conditions"] = List(conditions);
        BackupSize? size = good ? BackupSize.Sum(status["components"]!.AsObject().Select(entry => entry.Value?["size"]?.GetValue<string>())) : null;
        if (size is not null)
        {
            status["integrity"] = true;
        }

        status["lastUpdateTime"] = Stamp(Uploaded(run));
        status["phase"] = good ? "Succeeded" : "Failed";
        if (size is not null)
        {
            status["size"] = size.Value.ToString();
        }

        status["snapshotTime"] = Stamp(run.Start);
        status["totalComponents"] = run.Session.Components.Count();
        status["verificationStatus"] = "NotVerified";
        if (verified is { } verification)
        {
            status["verificationSession"] = verification.Session;
            status["verificationStatus"] = verification.Good ? "Verified" : "VerificationFailed";
        }

        return status;
    }

    private JsonObject Components(Run run, RepositoryPlan repository, Growth growth, bool good)
    {
        JsonObject components = [];
        DateTimeOffset at = times.StartOf(run, repository);
        foreach (TaskPlan task in run.Session.Tasks)
        {
            foreach (ComponentPlan component in task.Components)
            {
                double seconds = times.Seconds(run, repository, component);
                components[component.Name] = good ? Good(run, repository, growth, component, at, seconds) : Bad(run, component, seconds);
                at = task.PodPerComponent ? at : at.AddSeconds(seconds);
            }
        }

        return components;
    }

    private JsonObject Good(Run run, RepositoryPlan repository, Growth growth, ComponentPlan component, DateTimeOffset at, double seconds)
    {
        JsonObject result = new() { ["driver"] = component.Claim is null ? "Restic" : "VolumeSnapshotter", ["duration"] = Duration(seconds) };
        if (component.Claim is { } claim)
        {
            result["phase"] = "Succeeded";
            result["volumeSnapshotterStats"] = new JsonArray(new JsonObject
            {
                ["hostPath"] = component.HostPath,
                ["pvcName"] = claim,
                ["volumeSnapshotName"] = VolumeSnapshots.Name(run, claim),
                ["volumeSnapshotTime"] = Stamp(at.AddSeconds(1)),
            });
            return result;
        }

        long bytes = growth.Bytes(component, run);
        double change = 0.4 + (1.2 * cluster.Ids.Fraction($"change/{run.ChanceKey}/{component.Name}"));
        long uploaded = growth.IsFirst(run) ? bytes + LeastUpload : (long)((component.Last - component.First) / 60 * change) + LeastUpload;
        result["integrity"] = true;
        result["path"] = Path(run.Session, component);
        result["phase"] = "Succeeded";
        JsonObject summary = new()
        {
            ["endTime"] = Stamp(at.AddSeconds(seconds)),
            ["hostPath"] = component.HostPath,
            ["id"] = ResticId(run, repository, component),
            ["size"] = new BackupSize((long)(bytes * Compression)).ToString(),
            ["startTime"] = Stamp(at),
            ["uploaded"] = new BackupSize(uploaded).ToString(),
        };
        result["resticStats"] = new JsonArray(new JsonObject { ["summary"] = summary });
        result["size"] = new BackupSize(bytes).ToString();
        return result;
    }

    private static JsonObject Bad(Run run, ComponentPlan component, double seconds) => new()
    {
        ["driver"] = component.Claim is null ? "Restic" : "VolumeSnapshotter",
        ["duration"] = Duration(seconds),
        ["error"] = Failures.ComponentError(run.Failure),
        ["path"] = Path(run.Session, component),
        ["phase"] = "Failed",
    };

    /// <summary>Folder of a component's restic repository below its repository's.</summary>
    public static string Path(SessionPlan session, ComponentPlan component) => $"repository/v1/{session.Name}/{component.Name}";

    private static string Duration(double seconds) => new GoDuration((long)(seconds * 1_000_000_000)).ToString();
}
