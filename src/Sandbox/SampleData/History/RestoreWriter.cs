using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Catalogue;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes RestoreSessions that are over.</summary>
internal sealed class RestoreWriter(ClusterBuilder cluster, JobWriter jobs)
{
    private const string Task = "logical-backup-restore";
    private const string Missing = "missing RESTIC_PASSWORD key";

    /// <summary>Adds the trial restore of a verification.</summary>
    public void AddTrial(SampleObject session, Verification verification)
    {
        Run run = verification.Run;
        JsonObject spec = Spec(run, verification.Repository, run.SnapshotName(verification.Repository), Databases.LedgerTrial);
        JsonObject status = Status(run, run.SnapshotName(verification.Repository), verification.Start, (verification.Restored - verification.Start).TotalSeconds, failed: false);
        Extras extras = new() { Labels = new JsonObject { ["app.kubernetes.io/managed-by"] = "kubestash.com", ["kubestash.com/invoker-name"] = session.Key.Name }, Owner = session, Finalizer = true };
        cluster.Add(KubeStashKinds.RestoreSession, verification.Key, verification.Start, Managers.KubeStash, new() { ["spec"] = spec }, status, extras);
    }

    /// <summary>Adds the restores that people of the company made.</summary>
    public void AddAll(IReadOnlyList<Run> runs)
    {
        AddGood("restore-cms-content", Newest(runs, "cms", 2.2), cluster.Ago(2.1), latest: false);
        AddGood("orders-drill", Newest(runs, "orders", 4.2), cluster.Ago(4.2).AddMinutes(20), latest: true);
        Run invoices = Newest(runs, "invoices", 1.3);
        AddFailed("invoices-recovery", invoices, cluster.Ago(0.75));
        AddInvalid("reports-recovery", Newest(runs, "reports", 3.4), cluster.Ago(3.3));
        AddPointInTime("ledger-before-closing", Newest(runs, "ledger", 1.6), cluster.Ago(0.4));
        AddStarting("storefront-drill", Newest(runs, "deployment-storefront", 0));
    }

    // Back to a moment: the newest snapshot before it was taken.
    private void AddPointInTime(string name, Run run, DateTimeOffset created)
    {
        RepositoryPlan repository = run.Session.Repositories[0];
        JsonObject spec = Spec(run, repository, "", Databases.LedgerTrial);
        JsonObject source = spec["dataSource"]!.AsObject();
        source.Remove("snapshot");
        source["pitr"] = new JsonObject { ["targetTime"] = Stamp(run.End.AddMinutes(10)) };
        Add(name, run, created, spec, Status(run, run.SnapshotName(repository), created, 31, failed: false));
    }

    // Asked for a moment ago: the operator has not seen it, and will run it under everybody's eyes.
    private void AddStarting(string name, Run run)
    {
        RepositoryPlan repository = run.Session.Repositories[0];
        cluster.Add(KubeStashKinds.RestoreSession, new(run.Configuration.Namespace, name), cluster.Now.AddSeconds(-1), Managers.Person, new() { ["spec"] = Spec(run, repository, run.SnapshotName(repository), run.Configuration.Target) });
    }

    private void AddGood(string name, Run run, DateTimeOffset created, bool latest)
    {
        RepositoryPlan repository = run.Session.Repositories[0];
        string snapshot = run.SnapshotName(repository);
        JsonObject spec = Spec(run, repository, latest ? "latest" : snapshot, run.Configuration.Target);
        double seconds = run.Session.Components.Max(component => component.Seconds) * 1.4;
        Add(name, run, created, spec, Status(run, snapshot, created, Math.Ceiling(seconds) + 5, failed: false));
    }

    private void AddFailed(string name, Run run, DateTimeOffset created)
    {
        RepositoryPlan repository = run.Session.Repositories[0];
        string snapshot = run.SnapshotName(repository);
        SampleObject restore = Add(name, run, created, Spec(run, repository, snapshot, run.Configuration.Target), Status(run, snapshot, created, 9, failed: true));
        string function = run.Session.Tasks[0].Function.Replace("backup", "restore", StringComparison.Ordinal);
        string[] log =
        [
            LogText.Line(created.AddSeconds(4), $"restore {restore.Key}, Snapshot {snapshot}"),
            LogText.Line(created.AddSeconds(4).AddMilliseconds(80), $"cannot open the repository: {Missing} in Secret {run.Configuration.Encryption}", 'E'),
        ];
        jobs.Add(new JobRun
        {
            Key = restore.Key,
            Labels = SessionJobs.Labels("kubestash-restore", restore.Key),
            Role = Roles.Restore,
            AccountOwner = restore,
            Containers = [new($"{function}-task-0", FunctionImages.Of(function, run.Configuration.Target.Version), ["restore", $"--namespace={restore.Key.Namespace}", $"--restoresession={restore.Key.Name}", $"--snapshot={snapshot}"], _ => log)],
            Created = created.AddSeconds(1),
            Started = created.AddSeconds(3),
            Ended = created.AddSeconds(5),
            PodEnd = PodEnd.Error,
            RunAsUser = 0,
        });
    }

    // Somebody mistyped: the Snapshot never was, and the target is gone.
    private void AddInvalid(string name, Run run, DateTimeOffset created)
    {
        const string Mistyped = "reports-repo-newest";
        JsonObject spec = Spec(run, run.Session.Repositories[0], Mistyped, run.Configuration.Target);
        string message = $"snapshots.storage.kubestash.com \"{Mistyped}\" not found";
        JsonObject status = new()
        {
            ["conditions"] = new JsonArray(Condition("ValidationPassed", false, "ResourceValidationFailed", message, created)),
            ["dependencies"] = new JsonArray(
                new JsonObject { ["found"] = false, ["kind"] = "Snapshot", ["name"] = Mistyped, ["namespace"] = run.Configuration.Namespace },
                new JsonObject { ["found"] = true, ["kind"] = "Addon", ["name"] = run.Configuration.Addon }),
            ["phase"] = "Invalid",
        };
        SampleObject restore = Add(name, run, created, spec, status);
        cluster.AddBroken(restore.Kind, restore.Key, KubeStashKinds.Snapshot, new(restore.Key.Namespace, Mistyped), "mistyped");
        cluster.AddBroken(restore.Kind, restore.Key, Databases.KindOf(run.Configuration.Target), new(run.Configuration.Namespace, run.Configuration.Target.Name), "target deleted");
    }

    private SampleObject Add(string name, Run run, DateTimeOffset created, JsonObject spec, JsonObject status) =>
        cluster.Add(KubeStashKinds.RestoreSession, new(run.Configuration.Namespace, name), created, Managers.Person, new() { ["spec"] = spec }, status, new() { Finalizer = true }, Managers.KubeStash);

    private static JsonObject Spec(Run run, RepositoryPlan repository, string snapshot, TargetPlan target)
    {
        JsonObject task = new() { ["name"] = Task };
        JsonObject addon = new() { ["name"] = run.Configuration.Addon, ["tasks"] = new JsonArray(task) };
        JsonObject source = new() { ["encryptionSecret"] = Reference(run.Configuration.Encryption), ["repository"] = repository.Name, ["snapshot"] = snapshot };
        return new JsonObject { ["addon"] = addon, ["dataSource"] = source, ["target"] = SessionWriter.AppRef(target) };
    }

    private JsonObject Status(Run run, string snapshot, DateTimeOffset start, double duration, bool failed)
    {
        DateTimeOffset end = start.AddSeconds(duration);
        JsonObject components = [];
        foreach (ComponentPlan component in run.Session.Components)
        {
            double seconds = failed ? 0.7 : (duration - 5) * (0.8 + (0.15 * cluster.Ids.Fraction($"restore/{run.ChanceKey}/{component.Name}/{start.ToUnixTimeSeconds()}")));
            JsonObject result = new() { ["duration"] = new GoDuration((long)(seconds * 1_000_000_000)).ToString() };
            if (failed)
            {
                result["error"] = Missing;
            }

            result["phase"] = failed ? "Failed" : "Succeeded";
            components[component.Name] = result;
        }

        return new JsonObject
        {
            ["components"] = components,
            ["conditions"] = new JsonArray(
                Condition("ValidationPassed", true, "ResourceValidationPassed", "Validation has been passed successfully.", start),
                Condition("RestoreExecutorEnsured", true, "SuccessfullyEnsuredRestoreExecutor", "Restore Executor has been ensured successfully.", start.AddSeconds(1)),
                Condition("MetricsPushed", true, "SuccessfullyPushedMetrics", "Metrics have been pushed successfully.", end)),
            ["dependencies"] = new JsonArray(
                new JsonObject { ["found"] = true, ["kind"] = "Snapshot", ["name"] = snapshot, ["namespace"] = run.Configuration.Namespace },
                new JsonObject { ["found"] = true, ["kind"] = "Addon", ["name"] = run.Configuration.Addon }),
            ["duration"] = GoDuration.FromTimeSpan(end - start).ToString(),
            ["phase"] = failed ? "Failed" : "Succeeded",
            ["targetFound"] = true,
            ["totalComponents"] = components.Count,
        };
    }

    private Run Newest(IReadOnlyList<Run> runs, string configuration, double daysAgo) =>
        runs.Last(run => run.Configuration.Name == configuration && run.IsGood() && run.End < cluster.Ago(daysAgo));
}
