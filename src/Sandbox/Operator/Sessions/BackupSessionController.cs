using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Hooks;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>
/// BackupSessions, step by step. Each step leaves a condition or an entry in the status, by which a later look, or another process, sees where the
/// run stands.
/// </summary>
internal sealed class BackupSessionController(OperatorContext context, JobLauncher jobs) : IController
{
    private const double BeginSeconds = 1;
    private static readonly ResourceKind Kind = KubeStashKinds.BackupSession;
    private readonly HookRunner hooks = new(context, jobs);
    private readonly SnapshotMaker snapshots = new(context);
    private readonly ExecutorMaker executors = new(context, jobs);
    private readonly ExecutorWatch watch = new(context);
    private readonly RetentionStep retention = new(context, jobs);
    private readonly SessionEnding ending = new(context);

    /// <inheritdoc />
    public string Name => "backupsessions";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
    [
        WatchedKind.Own(Kind),
        new WatchedKind(KubeStashKinds.Snapshot, snapshot => snapshot.Text("spec", "backupSession") is { Length: > 0 } session ? [new ObjectKey(snapshot.Namespace(), session)] : []),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.Component) is JobComponents.Backup or JobComponents.Retention or JobComponents.Hook
            ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } session)
        {
            return null;
        }

        if (session.IsDeleting())
        {
            jobs.RemoveFor(session, JobComponents.Backup, JobComponents.Retention, JobComponents.Hook);
            context.RemoveFinalizer(Kind, key);
            return null;
        }

        JsonNode? status = session["status"];
        if (status.Text("phase") is Phase.Succeeded or Phase.Skipped)
        {
            return null;
        }

        Invoker? invoker = Invoker.Find(context, session.At("spec", "invoker"), key.Namespace);
        if (Conditions.Has(status, "MetricsPushed"))
        {
            return ending.Retry(session, invoker);
        }

        context.AddFinalizer(Kind, session);
        return status.Text("phase") is null ? Begin(session, invoker)
            : invoker?.Session(session.TextOrEmpty("spec", "session")) is { } entry ? Advance(session, invoker, entry)
            : Abandon(session, invoker);
    }

    private TimeSpan? Begin(JsonObject session, Invoker? invoker)
    {
        if (SessionPrerequisites.Check(session, invoker, context.Cluster.List(Kind, session.Namespace())) is { } reason)
        {
            Report(session, status => Conditions.Set(status, "BackupSkipped", true, "PreRequisitesNotSatisfied", reason, context.Now));
            context.Events.Warning(Kind, session, "BackupSession Skipped", reason, Managers.Operator);
            ending.CleanSkipped(session, invoker);
            return null;
        }

        Report(session, status =>
        {
            if (GoDuration.TryParse(session.Text("spec", "backupTimeout"), out GoDuration timeout) && timeout > GoDuration.Zero)
            {
                status["backupDeadline"] = Meta.Stamp(session.Created() + timeout.ToTimeSpan());
            }
        });
        return TimeSpan.Zero;
    }

    private TimeSpan? Advance(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        JsonNode? status = session["status"];
        if (entry.Source.Count("hooks", "preBackup") > 0 && !Conditions.Has(status, "PreBackupHooksExecutionSucceeded"))
        {
            return RunHooks(session, "preHooks", "PreBackup", [.. entry.Source.Objects("hooks", "preBackup")]);
        }

        if (!Conditions.IsFalse(status, "PreBackupHooksExecutionSucceeded"))
        {
            if (!Conditions.Has(status, "SnapshotsEnsured"))
            {
                return MakeSnapshots(session, invoker, entry);
            }

            if (!Conditions.IsFalse(status, "SnapshotsEnsured") && Execute(session, invoker, entry) is (false, var wait))
            {
                return wait;
            }
        }

        session = context.Get(Kind, session.Key()) ?? session;
        bool succeeded = !BackupSessionPhase.HasFailedStep(session["status"]) && session.Objects("status", "snapshots").All(snapshot => snapshot.Text("phase") == Phase.Succeeded);
        JsonObject[] postHooks = [.. entry.Source.Objects("hooks", "postBackup").Where(hook => HookRunner.RunsAfter(hook, succeeded))];
        if (postHooks.Length > 0 && !Conditions.Has(session["status"], "PostBackupHooksExecutionSucceeded"))
        {
            return RunHooks(session, "postHooks", "PostBackup", postHooks);
        }

        if (Conditions.IsTrue(session["status"], "BackupExecutorEnsured") && retention.Continue(session, invoker, entry) is { IsDone: false } step)
        {
            Report(context.Get(Kind, session.Key()) ?? session, current => watch.WritePending(current, session));
            return step.Again;
        }

        return End(context.Get(Kind, session.Key()) ?? session, invoker);
    }

    private TimeSpan? RunHooks(JsonObject session, string list, string stage, IReadOnlyList<JsonObject> entries)
    {
        HookProgress progress = hooks.Advance(session, list, entries);
        Report(session, status =>
        {
            status.Child("hooks")[list] = progress.Status.DeepClone();
            if (progress.Error is { } error)
            {
                Conditions.Set(status, $"{stage}HooksExecutionSucceeded", false, $"FailedToExecute{stage}Hooks", error, context.Now);
            }
            else if (progress.IsDone)
            {
                Conditions.Set(status, $"{stage}HooksExecutionSucceeded", true, $"SuccessfullyExecuted{stage}Hooks", $"{(stage == "PreBackup" ? "Pre" : "Post")}-backup hooks have been executed successfully.", context.Now);
            }
        });
        return progress.IsDone ? TimeSpan.Zero : progress.Again;
    }

    private TimeSpan? MakeSnapshots(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        string? problem = snapshots.Ensure(session, invoker, entry);
        Report(session, status =>
        {
            if (problem is not null)
            {
                Conditions.Set(status, "SnapshotsEnsured", false, "FailedToEnsureSnapshots", problem, context.Now);
                return;
            }

            Conditions.Set(status, "SnapshotsEnsured", true, "SuccessfullyEnsuredSnapshots", "Snapshots have been ensured successfully.", context.Now);
            status["snapshots"] = snapshots.Entries(session, invoker, entry);
            status["totalSnapshots"] = entry.Repositories.Count();
        });
        return problem is null ? context.Pace(BeginSeconds) : TimeSpan.Zero;
    }

    private (bool Done, TimeSpan? Wait) Execute(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        if (!Conditions.Has(session["status"], "BackupExecutorEnsured"))
        {
            TimeSpan early = context.Remaining(Conditions.Since(session["status"], "SnapshotsEnsured") ?? context.Now, BeginSeconds);
            if (early > TimeSpan.Zero)
            {
                return (false, early);
            }

            string? problem = executors.Ensure(session, invoker, entry);
            Report(session, status => Conditions.Set(
                status, "BackupExecutorEnsured", problem is null, problem is null ? "SuccessfullyEnsuredBackupExecutor" : "FailedToEnsureBackupExecutor",
                problem ?? "Backup Executor has been ensured successfully.", context.Now));
        }

        TimeSpan? next = watch.Look(session);
        JsonObject? current = Report(session, status =>
        {
            status["snapshots"] = snapshots.Entries(session, invoker, entry);
            watch.WritePending(status, session);
        });
        return (current.Objects("status", "snapshots").All(snapshot => snapshot.Text("phase") is Phase.Succeeded or Phase.Failed), next);
    }

    // The session was taken out of its invoker while the run was under way: nothing says any more what is to be done.
    private TimeSpan? Abandon(JsonObject session, Invoker? invoker)
    {
        string reason = SessionPrerequisites.Check(session, invoker, []) ?? "the session is gone";
        jobs.RemoveFor(session, JobComponents.Backup, JobComponents.Retention, JobComponents.Hook);
        watch.Close(session, reason);
        Report(session, status =>
        {
            if (!Conditions.Has(status, "SnapshotsEnsured"))
            {
                Conditions.Set(status, "SnapshotsEnsured", false, "FailedToEnsureSnapshots", reason, context.Now);
            }

            foreach (JsonObject snapshot in status.Objects("snapshots"))
            {
                snapshot["phase"] = context.Get(KubeStashKinds.Snapshot, session.Namespace(), snapshot.TextOrEmpty("name")).Text("status", "phase") ?? Phase.Failed;
            }

            RetentionStep.GiveUp(status, reason);
        });
        return End(context.Get(Kind, session.Key()) ?? session, invoker);
    }

    private TimeSpan? End(JsonObject session, Invoker? invoker)
    {
        ending.CleanHistory(session, invoker);
        JsonObject? ended = Report(session, status =>
        {
            Conditions.Set(status, "SessionHistoryCleaned", true, "SuccessfullyCleanedSessionHistory", null, context.Now);
            Conditions.Set(status, "MetricsPushed", true, "SuccessfullyPushedMetrics", "Metrics have been pushed successfully.", context.Now);
            status["duration"] = SessionEnding.Duration(session, context.Now);
        });
        if (ended.Text("status", "phase") == Phase.Failed)
        {
            context.Events.Warning(Kind, session, "BackupSessionFailed", BackupSessionPhase.ErrorOf(ended?["status"]), Managers.Operator);
        }

        return TimeSpan.Zero;
    }

    private JsonObject? Report(JsonObject session, Action<JsonObject> change) => context.SetStatus(Kind, session.Key(), status =>
    {
        change(status);
        status["phase"] = BackupSessionPhase.Of(status);
    });
}
