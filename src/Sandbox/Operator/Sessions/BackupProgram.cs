using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Snapshots;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>What executors of backups run: each container does one task for every repository of the session.</summary>
internal sealed class BackupProgram(OperatorContext context, SimulatedBackends backends) : IContainerProgram
{
    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Pod.Label(StashLabels.Component) == JobComponents.Backup;

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        string ns = container.Pod.Namespace();
        if (context.Get(KubeStashKinds.BackupSession, ns, container.Pod.Label(StashLabels.InvokerName) ?? "") is not { } session
            || Invoker.Find(context, session.At("spec", "invoker"), ns) is not { } invoker
            || invoker.Session(session.TextOrEmpty("spec", "session")) is not { } entry
            || PartOf(entry, container) is not { } part)
        {
            return null;
        }

        ComponentPlan[] plans = [.. ComponentPlan.Of(context, part, ns).Where(plan => plan.Pod == container.Index && plan.Task == TaskOf(container))];
        ScriptWriter script = new ScriptWriter().Wait(0.5);
        Script written = WriteAll(script, new BackupWork(container, session, part, Targets.Find(context, part.Target?.Reference, ns)), plans);
        return session.Time("status", "backupDeadline") is { } deadline ? CutAtDeadline(written, deadline - container.Started, session, part, plans) : written;
    }

    // One repository's trouble is none of the others', unless the tool is killed for it.
    private Script WriteAll(ScriptWriter script, BackupWork work, ComponentPlan[] plans)
    {
        Failure? first = null;
        foreach (JsonObject repositoryEntry in work.Part.Repositories)
        {
            if (context.Get(KubeStashKinds.Repository, work.Session.Namespace(), repositoryEntry.TextOrEmpty("name")) is not { } repository)
            {
                first ??= Failures.TargetMissing($"repositories.storage.kubestash.com \"{repositoryEntry.TextOrEmpty("name")}\"");
                script.Error("main.go:61", Failures.TargetMissing($"repositories.storage.kubestash.com \"{repositoryEntry.TextOrEmpty("name")}\"").Error);
                continue;
            }

            foreach (ComponentPlan plan in plans)
            {
                Failure? failure = new ComponentScript(context, backends, work, repository, plan).Write(script);
                first ??= failure;
                if (failure is { LeavesComponent: false })
                {
                    return script.End(failure.ExitCode, failure.PodReason);
                }

                if (failure is not null)
                {
                    break;
                }
            }
        }

        return first is null ? script.Wait(0.3).End() : script.End(first.ExitCode, first.PodReason, first.Error);
    }

    // The deadline is a moment of the real clock, the script's times are those of speed 1.
    private Script CutAtDeadline(Script script, TimeSpan left, JsonObject session, SessionPart part, ComponentPlan[] plans)
    {
        Failure failure = Failures.DeadlineExceeded();
        return script.CutAt(context.Unpaced(left > TimeSpan.Zero ? left : TimeSpan.Zero), failure.ExitCode,
        [
            new ScriptStep(default, time => ScriptWriter.Line('E', time, "main.go:61", failure.Log[0]), null),
            new ScriptStep(default, null, () =>
            {
                foreach (JsonObject repository in part.Repositories)
                {
                    CloseOpen(GeneratedNames.Snapshot(repository.TextOrEmpty("name"), session.Name()), session.Namespace(), plans, failure.Error);
                }
            }),
        ]);
    }

    private void CloseOpen(string snapshot, string ns, ComponentPlan[] plans, string error) => context.SetStatus(KubeStashKinds.Snapshot, new(ns, snapshot), status =>
    {
        foreach (ComponentPlan plan in plans)
        {
            if (status.At("components", plan.Name) is JsonObject component && component.Text("phase") == Phase.Running)
            {
                component["phase"] = Phase.Failed;
                component["error"] = error;
                component.Remove("resticStats");
                status["lastUpdateTime"] = Meta.Stamp(context.Now);
            }
        }

        status["phase"] = SnapshotPhase.Of(status);
    });

    private static SessionPart? PartOf(InvokerSession entry, RunningContainer container) => container.Pod.Annotation(JobManifest.TargetAnnotation) is { } target
        ? entry.Parts.FirstOrDefault(part => part.Target?.Reference.Text("name") == target)
        : entry.Parts is [var only, ..] ? only : null;

    private static int TaskOf(RunningContainer container)
    {
        int at = container.Name.LastIndexOf("-task-", StringComparison.Ordinal);
        return at >= 0 && int.TryParse(container.Name.AsSpan(at + 6), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}

/// <summary>What an executor's container works on.</summary>
/// <param name="Container">The container.</param>
/// <param name="Session">The run.</param>
/// <param name="Part">How the target is backed up.</param>
/// <param name="Target">The target; null when it is missing or the whole cluster is meant.</param>
internal sealed record BackupWork(RunningContainer Container, JsonObject Session, SessionPart Part, JsonObject? Target);
