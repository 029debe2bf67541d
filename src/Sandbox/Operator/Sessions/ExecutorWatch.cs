using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Snapshots;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Looks after executors that are under way: pods that do not start, and time that runs out.</summary>
internal sealed class ExecutorWatch(OperatorContext context)
{
    private const string PendingCondition = "PodHasBeenInPendingStateForLongerThanExpected";
    private const double PendingSeconds = 300;
    private const double DeadlineGraceSeconds = 3;

    /// <summary>Ends what is still open after the deadline. The tool ends itself when it runs, and its Job has a deadline too; this is for what both left open.</summary>
    /// <returns>When to look again.</returns>
    public TimeSpan? Look(JsonObject session)
    {
        if (session.Time("status", "backupDeadline") is not { } deadline)
        {
            return context.Recheck;
        }

        TimeSpan wait = context.Remaining(deadline, DeadlineGraceSeconds);
        if (wait > TimeSpan.Zero)
        {
            return wait < context.Recheck ? wait : context.Recheck;
        }

        Close(session, SnapshotController.DeadlineMessage);
        return context.Recheck;
    }

    /// <summary>Ends the Snapshots of a run that are still open.</summary>
    public void Close(JsonObject session, string message)
    {
        foreach (JsonObject entry in session.Objects("status", "snapshots").Where(entry => entry.Text("phase") is not (Phase.Succeeded or Phase.Failed)))
        {
            context.SetStatus(KubeStashKinds.Snapshot, new(session.Namespace(), entry.TextOrEmpty("name")), status =>
            {
                if (status.Text("phase") is not (Phase.Succeeded or Phase.Failed))
                {
                    SnapshotController.SetIncomplete(status, message, context.Now);
                }
            });
        }
    }

    /// <summary>Says whether a pod of the run has been pending for too long.</summary>
    public void WritePending(JsonObject status, JsonObject session)
    {
        JsonObject? pending = context.Cluster.List(CoreKinds.Pod, session.Namespace()).FirstOrDefault(pod =>
            pod.Label(StashLabels.InvokerName) == session.Name() && pod.Text("status", "phase") is null or "Pending"
            && context.Remaining(pod.Created(), PendingSeconds) <= TimeSpan.Zero && !HasStarted(pod));
        if (pending is not null)
        {
            Conditions.Set(status, PendingCondition, true, PendingCondition, $"Pod {pending.Namespace()}/{pending.Name()} has been in pending state for longer than expected", context.Now);
        }
        else if (Conditions.IsTrue(status, PendingCondition))
        {
            Conditions.Set(status, PendingCondition, false, "PodIsNoLongerPending", null, context.Now);
        }
    }

    private static bool HasStarted(JsonObject pod) => pod.Objects("status", "initContainerStatuses").Any(container => container.At("state", "waiting") is null);
}
