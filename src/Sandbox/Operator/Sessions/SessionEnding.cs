using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>The last steps of a run: history, metrics, and another try when it failed.</summary>
internal sealed class SessionEnding(OperatorContext context)
{
    private static readonly ResourceKind Kind = KubeStashKinds.BackupSession;

    /// <summary>Deletes older finished runs of the session beyond its limit; this run counts as finished.</summary>
    public void CleanHistory(JsonObject session, Invoker? invoker)
    {
        foreach (JsonObject old in FinishedBefore(session).Skip(Limit(session, invoker) - 1))
        {
            context.Delete(Kind, old);
        }
    }

    /// <summary>
    /// Deletes older skipped runs beyond the limit when a run is skipped; this one counts. Runs that did something stay: skipped ones say nothing that
    /// would be worth their place.
    /// </summary>
    public void CleanSkipped(JsonObject session, Invoker? invoker)
    {
        foreach (JsonObject old in FinishedBefore(session).Where(other => other.Text("status", "phase") == Phase.Skipped).Skip(Limit(session, invoker) - 1))
        {
            context.Delete(Kind, old);
        }
    }

    private static int Limit(JsonObject session, Invoker? invoker) => Math.Max(invoker?.Session(session.TextOrEmpty("spec", "session"))?.HistoryLimit ?? 1, 1);

    private JsonObject[] FinishedBefore(JsonObject session) =>
    [
        .. context.Cluster.List(Kind, session.Namespace())
            .Where(other => other.Name() != session.Name() && !other.IsDeleting() && other.Text("spec", "session") == session.Text("spec", "session")
                && other.Text("spec", "invoker", "name") == session.Text("spec", "invoker", "name") && other.Text("spec", "invoker", "kind") == session.Text("spec", "invoker", "kind")
                && Phase.IsFinal(other.Text("status", "phase")))
            .OrderByDescending(other => other.Created()).ThenByDescending(other => other.Name(), StringComparer.Ordinal),
    ];

    /// <summary>How long a run took, in whole seconds.</summary>
    public static string Duration(JsonObject session, DateTimeOffset now) =>
        GoDuration.FromTimeSpan(TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - session.Created()).TotalSeconds)))).ToString();

    /// <summary>Says when a failed run is tried again, and tries it again at that time.</summary>
    public TimeSpan? Retry(JsonObject session, Invoker? invoker)
    {
        if (session.Text("status", "phase") != Phase.Failed || session.IsTrue("status", "retried")
            || invoker is null || invoker.IsPaused || invoker.Session(session.TextOrEmpty("spec", "session")) is not { } entry)
        {
            return null;
        }

        long left = session.Number("spec", "retryLeft") ?? 0;
        if (left <= 0)
        {
            return null;
        }

        DateTimeOffset? next = session.Time("status", "nextRetry");
        if (next is null)
        {
            next = (Conditions.Since(session["status"], "MetricsPushed") ?? context.Now) + entry.RetryDelay;
            context.SetStatus(Kind, session.Key(), status => status["nextRetry"] = Meta.Stamp(next.Value));
        }

        TimeSpan wait = next.Value - context.Now;
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        // A retry that is named by the second cannot share it with the run it repeats.
        JsonObject retry = SessionManifest.Backup(invoker, entry, (int)(left - 1), next.Value > session.Created().AddSeconds(1) ? next.Value : session.Created().AddSeconds(1));
        context.Ensure(Kind, retry);
        context.SetStatus(Kind, session.Key(), status => status["retried"] = true);
        return null;
    }
}
