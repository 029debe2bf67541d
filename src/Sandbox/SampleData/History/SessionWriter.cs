using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;
using static BackupConsole.Sandbox.SampleData.Model.SampleJson;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes BackupSessions that are over.</summary>
internal sealed class SessionWriter(ClusterBuilder cluster)
{
    private const string HistoryCleaned = "SessionHistoryCleaned";

    /// <summary>Adds the BackupSession of a run.</summary>
    public SampleObject Add(Run run)
    {
        SampleObject owner = cluster.Get(KubeStashKinds.BackupConfiguration, run.Configuration.Key);
        JsonObject spec = new()
        {
            ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = run.Configuration.Name },
            ["retryLeft"] = run.RetryLeft,
            ["session"] = run.Session.Name,
        };
        if (run.Session.Timeout is { } timeout)
        {
            spec["backupTimeout"] = GoDuration.FromTimeSpan(timeout).ToString();
        }

        Extras extras = new() { Labels = run.ByHand ? null : new JsonObject { ["kubestash.com/invoker-name"] = run.Configuration.Name }, Owner = owner, Finalizer = true };
        return cluster.Add(KubeStashKinds.BackupSession, run.Key, run.Start, run.ByHand ? "kubectl-kubestash" : Managers.Trigger, new() { ["spec"] = spec }, Status(run), extras, Managers.KubeStash);
    }

    /// <summary>A reference to a target.</summary>
    public static JsonObject AppRef(TargetPlan target)
    {
        JsonObject reference = [];
        if (target.Group.Length > 0)
        {
            reference["apiGroup"] = target.Group;
        }

        reference["kind"] = target.Kind;
        reference["name"] = target.Name;
        reference["namespace"] = target.Namespace;
        return reference;
    }

    private static JsonObject Status(Run run)
    {
        JsonObject status = [];
        if (run.Skipped is not null)
        {
            status["conditions"] = new JsonArray(Condition("BackupSkipped", true, "PreRequisitesNotSatisfied", run.Skipped, run.Start));
            status["phase"] = run.Phase;
            return status;
        }

        if (run.Session.Timeout is { } timeout)
        {
            status["backupDeadline"] = Stamp(run.Start + timeout);
        }

        status["conditions"] = List(Conditions(run));
        status["duration"] = GoDuration.FromTimeSpan(run.End - run.Start).ToString();
        AddHooks(status, run);
        if (run.NextRetry is { } retry)
        {
            status["nextRetry"] = Stamp(retry);
        }

        status["phase"] = run.Phase;
        if (run.NextRetry is not null)
        {
            status["retried"] = true;
        }

        if (run.IsGood())
        {
            status["retentionPolicy"] = List(run.Session.Repositories.Select(repository => AppliedPolicy(run, repository)));
        }

        if (run.HasSnapshots)
        {
            status["snapshots"] = List(run.Session.Repositories.Select(repository => SnapshotStatus(run, repository)));
            status["totalSnapshots"] = run.Session.Repositories.Count;
        }

        return status;
    }

    private static IEnumerable<JsonObject> Conditions(Run run)
    {
        DateTimeOffset start = run.Start;
        bool preHookFailed = run.Failure == FailureCause.PreHookFailed;
        if (run.Session.PreHook is not null)
        {
            start = start.AddSeconds(2);
            yield return preHookFailed
                ? Condition("PreBackupHooksExecutionSucceeded", false, "FailedToExecutePreBackupHooks", Failures.PreHookMessage, start)
                : Condition("PreBackupHooksExecutionSucceeded", true, "SuccessfullyExecutedPreBackupHooks", "Pre-backup hooks have been executed successfully.", start);
        }

        if (!preHookFailed)
        {
            yield return Condition("SnapshotsEnsured", true, "SuccessfullyEnsuredSnapshots", "Snapshots have been ensured successfully.", start);
            yield return Condition("BackupExecutorEnsured", true, "SuccessfullyEnsuredBackupExecutor", "Backup Executor has been ensured successfully.", start.AddSeconds(1));
        }

        if (run.Failure == FailureCause.Unschedulable)
        {
            yield return Condition("PodHasBeenInPendingStateForLongerThanExpected", true, "PodHasBeenInPendingStateForLongerThanExpected", Failures.PendingMessage, start.AddMinutes(5));
        }

        foreach (JsonObject condition in PostHook(run))
        {
            yield return condition;
        }

        if (run.IsGood())
        {
            yield return Condition("RetentionPolicyExecutorEnsured", true, "SuccessfullyEnsuredRetentionPolicyExecutor", "Retention Policy Executor has been ensured successfully.", RunTimes.RetentionStart(run));
        }

        yield return Condition(HistoryCleaned, true, "SuccessfullyCleanedSessionHistory", null, run.End);
        yield return Condition("MetricsPushed", true, "SuccessfullyPushedMetrics", "Metrics have been pushed successfully.", run.End);
    }

    private static IEnumerable<JsonObject> PostHook(Run run)
    {
        if (PostHookRan(run))
        {
            yield return run.Failure == FailureCause.PostHookFailed
                ? Condition("PostBackupHooksExecutionSucceeded", false, "FailedToExecutePostBackupHooks", Failures.PostHookMessage, run.ContainerEnd.AddSeconds(3))
                : Condition("PostBackupHooksExecutionSucceeded", true, "SuccessfullyExecutedPostBackupHooks", "Post-backup hooks have been executed successfully.", run.ContainerEnd.AddSeconds(3));
        }
    }

    // Hooks for failures run when the backup itself failed; what happens to the policy afterwards is none of their business.
    private static bool PostHookRan(Run run) =>
        run.Session.PostHook is { } hook && run.HasSnapshots && (hook.ExecutionPolicy != "OnFailure" || !run.IsGood());

    private static void AddHooks(JsonObject status, Run run)
    {
        JsonObject hooks = [];
        if (run.Session.PreHook is { } before)
        {
            hooks["preHooks"] = new JsonArray(new JsonObject { ["name"] = before.Name, ["phase"] = run.Failure == FailureCause.PreHookFailed ? "Failed" : "Succeeded" });
        }

        if (PostHookRan(run))
        {
            hooks["postHooks"] = new JsonArray(new JsonObject { ["name"] = run.Session.PostHook!.Name, ["phase"] = run.Failure == FailureCause.PostHookFailed ? "Failed" : "Succeeded" });
        }

        if (hooks.Count > 0)
        {
            status["hooks"] = hooks;
        }
    }

    private static JsonObject AppliedPolicy(Run run, RepositoryPlan repository)
    {
        RetentionPlan policy = run.Configuration.Backends.Single(backend => backend.Name == repository.Backend).Policy;
        bool locked = run.Failure == FailureCause.RetentionLocked;
        JsonObject applied = [];
        if (locked)
        {
            applied["error"] = Failures.RetentionError;
        }

        applied["phase"] = locked ? "FailedToApply" : "Applied";
        applied["ref"] = Reference(policy.Key);
        applied["repository"] = repository.Name;
        return applied;
    }

    private static JsonObject SnapshotStatus(Run run, RepositoryPlan repository) => new()
    {
        ["appRef"] = AppRef(run.Configuration.Target),
        ["name"] = run.SnapshotName(repository),
        ["phase"] = run.IsGood(repository) ? "Succeeded" : "Failed",
        ["repository"] = repository.Name,
    };
}
