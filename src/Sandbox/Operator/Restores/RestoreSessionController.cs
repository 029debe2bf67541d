using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Hooks;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>RestoreSessions, step by step. They are never tried again and never cleaned up.</summary>
internal sealed class RestoreSessionController(OperatorContext context, JobLauncher jobs) : IController
{
    private const double BeginSeconds = 1;

    // The tool ends itself at the deadline; only one that cannot, because its pod never started, is ended from here.
    private const double GraceSeconds = 3;
    private static readonly ResourceKind Kind = KubeStashKinds.RestoreSession;
    private readonly HookRunner hooks = new(context, jobs);
    private readonly PausedBackups paused = new(context);
    private readonly RestoreExecutor executor = new(context, jobs);

    /// <inheritdoc />
    public string Name => "restoresessions";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
    [
        WatchedKind.Own(Kind),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.Component) is JobComponents.Restore or JobComponents.Hook
            ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } restore)
        {
            return null;
        }

        if (restore.IsDeleting())
        {
            paused.Resume(restore);
            jobs.RemoveFor(restore, JobComponents.Restore, JobComponents.Hook);
            context.RemoveFinalizer(Kind, key);
            return null;
        }

        JsonNode? status = restore["status"];
        if (Conditions.Has(status, "MetricsPushed") || status.Text("phase") == Phase.Invalid)
        {
            return null;
        }

        context.AddFinalizer(Kind, restore);
        return Conditions.Has(status, "RestoreExecutorEnsured") || Conditions.IsFalse(status, "PreRestoreHooksExecutionSucceeded") ? Finish(restore) : Prepare(restore);
    }

    private TimeSpan? Prepare(JsonObject restore)
    {
        (RestoreSource? source, string problem) = RestoreSource.Find(context, restore);
        problem = source is null ? problem : executor.Check(restore);
        if (problem.Length > 0)
        {
            Report(restore, status => Conditions.Set(status, "ValidationPassed", false, "ResourceValidationFailed", problem, context.Now));
            context.Events.Warning(Kind, restore, "ResourceValidationFailed", problem, Managers.Operator);
            return null;
        }

        JsonNode? reference = RestoreTarget.Reference(restore, source!.Snapshot);
        bool isKnown = reference is null || Targets.KindOf(reference) is not null;
        bool found = reference is null || Targets.Find(context, reference, restore.Namespace()) is not null;
        restore = Report(restore, status =>
        {
            Conditions.Set(status, "ValidationPassed", true, "ResourceValidationPassed", "Validation has been passed successfully.", context.Now);
            status["dependencies"] = new JsonArray(
                new JsonObject { ["kind"] = "Snapshot", ["name"] = source.Snapshot.Name(), ["namespace"] = source.Snapshot.Namespace(), ["found"] = true },
                new JsonObject { ["kind"] = "Addon", ["name"] = restore.TextOrEmpty("spec", "addon", "name"), ["found"] = true });
            status["targetFound"] = found;
            if (!isKnown)
            {
                Conditions.Set(status, "RestoreTargetFound", false, "UnableToCheckTargetAvailability", $"no matches for kind \"{reference.TextOrEmpty("kind")}\" in group \"{reference.TextOrEmpty("apiGroup")}\"", context.Now);
            }

            if (GoDuration.TryParse(restore.Text("spec", "restoreTimeout"), out GoDuration timeout) && timeout > GoDuration.Zero)
            {
                status["restoreDeadline"] = Meta.Stamp(restore.Created() + timeout.ToTimeSpan());
            }
        }) ?? restore;
        if (!found || IsTargetBusy(restore, reference))
        {
            TimeSpan? left = restore.Time("status", "restoreDeadline") - context.Now;
            return left <= TimeSpan.Zero ? GiveUp(restore) : Sooner(left);
        }

        paused.Pause(restore, reference);
        JsonObject[] preHooks = [.. restore.Objects("spec", "hooks", "preRestore")];
        if (preHooks.Length > 0 && !Conditions.Has(restore["status"], "PreRestoreHooksExecutionSucceeded"))
        {
            return RunHooks(restore, "preHooks", "PreRestore", preHooks);
        }

        TimeSpan wait = context.Remaining(Conditions.Since(restore["status"], "ValidationPassed") ?? context.Now, BeginSeconds);
        return wait > TimeSpan.Zero ? wait : Start(restore, source);
    }

    private TimeSpan? Start(JsonObject restore, RestoreSource source)
    {
        string? problem = executor.Ensure(restore, source);
        Report(restore, status =>
        {
            Conditions.Set(status, "RestoreExecutorEnsured", problem is null, problem is null ? "SuccessfullyEnsuredRestoreExecutor" : "FailedToEnsureRestoreExecutor",
                problem ?? "Restore Executor has been ensured successfully.", context.Now);
            status["totalComponents"] = source.Components.Count;
        });
        return problem is null ? null : TimeSpan.Zero;
    }

    private TimeSpan? GiveUp(JsonObject restore)
    {
        Report(restore, status => Conditions.Set(status, "RestoreIncomplete", true, "RestoreExecutorTerminatedBeforeCompletion", "deadline exceeded", context.Now));
        return End(context.Get(Kind, restore.Key()) ?? restore);
    }

    // Two restores into one place would spoil each other: the later one waits.
    private bool IsTargetBusy(JsonObject restore, JsonNode? reference) => reference is not null && context.Cluster.List(Kind).Any(other =>
        other.Uid() != restore.Uid() && Conditions.IsTrue(other["status"], "RestoreExecutorEnsured") && !Conditions.Has(other["status"], "MetricsPushed")
        && RestoreSource.Find(context, other).Source is { } source && Targets.Same(RestoreTarget.Reference(other, source.Snapshot), other.Namespace(), reference, restore.Namespace()));

    private TimeSpan? Finish(JsonObject restore)
    {
        JsonObject? job = jobs.JobsFor(restore, JobComponents.Restore).FirstOrDefault();
        bool started = Conditions.IsTrue(restore["status"], "RestoreExecutorEnsured");
        if (started && job is not null && !JobProgress.IsFinished(job))
        {
            TimeSpan? left = restore.Time("status", "restoreDeadline") is { } deadline ? context.Remaining(deadline, GraceSeconds) : null;
            if (left is null || left > TimeSpan.Zero)
            {
                return Sooner(left);
            }

            context.Delete(CoreKinds.Job, job);
        }

        if (started && !IsAccountedFor(restore))
        {
            restore = Report(restore, status => Conditions.Set(
                status, "RestoreIncomplete", true, "RestoreExecutorTerminatedBeforeCompletion", "Restore executor has been terminated before completion", context.Now)) ?? restore;
        }

        bool succeeded = started && !RestoreSessionPhase.HasFailedStep(restore["status"])
            && (restore.At("status", "components") as JsonObject ?? []).All(component => component.Value.Text("phase") == Phase.Succeeded);
        JsonObject[] postHooks = [.. restore.Objects("spec", "hooks", "postRestore").Where(hook => HookRunner.RunsAfter(hook, succeeded))];
        return postHooks.Length > 0 && !Conditions.Has(restore["status"], "PostRestoreHooksExecutionSucceeded")
            ? RunHooks(restore, "postHooks", "PostRestore", postHooks)
            : End(restore);
    }

    private TimeSpan Sooner(TimeSpan? left) => left is { } wait && wait < context.Recheck ? wait : context.Recheck;

    // One failure ends the tool, so that the components after it stay untold.
    private static bool IsAccountedFor(JsonObject restore)
    {
        string[] phases = [.. (restore.At("status", "components") as JsonObject ?? []).Select(component => component.Value.TextOrEmpty("phase"))];
        return phases.Contains(Phase.Failed) || phases.Count(Phase.IsFinal) >= (restore.Number("status", "totalComponents") ?? 1);
    }

    private TimeSpan? RunHooks(JsonObject restore, string list, string stage, IReadOnlyList<JsonObject> entries)
    {
        HookProgress progress = hooks.Advance(restore, list, entries);
        Report(restore, status =>
        {
            status.Child("hooks")[list] = progress.Status.DeepClone();
            if (progress.Error is not null || progress.IsDone)
            {
                Conditions.Set(status, $"{stage}HooksExecutionSucceeded", progress.Error is null,
                    progress.Error is null ? $"SuccessfullyExecuted{stage}Hooks" : $"FailedToExecute{stage}Hooks", progress.Error, context.Now);
            }
        });
        return progress.IsDone ? TimeSpan.Zero : progress.Again;
    }

    private TimeSpan? End(JsonObject restore)
    {
        paused.Resume(restore);
        JsonObject? ended = Report(restore, status =>
        {
            Conditions.Set(status, "MetricsPushed", true, "SuccessfullyPushedMetrics", "Metrics have been pushed successfully.", context.Now);
            status["duration"] = GoDuration.FromTimeSpan(TimeSpan.FromSeconds(Math.Floor((context.Now - restore.Created()).TotalSeconds))).ToString();
        });
        if (ended.Text("status", "phase") == Phase.Failed)
        {
            context.Events.Warning(Kind, restore, "RestoreSessionFailed", FirstError(ended!), Managers.Operator);
        }

        return null;
    }

    private static string FirstError(JsonObject restore) =>
        restore.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("status") == "False").Text("message")
        ?? (restore.At("status", "components") as JsonObject ?? []).Select(component => component.Value.Text("error")).FirstOrDefault(error => error is not null)
        ?? Conditions.Find(restore["status"], "RestoreIncomplete").TextOrEmpty("message");

    private JsonObject? Report(JsonObject restore, Action<JsonObject> change) => context.SetStatus(Kind, restore.Key(), status =>
    {
        change(status);
        status["phase"] = RestoreSessionPhase.Of(status);
    });
}
