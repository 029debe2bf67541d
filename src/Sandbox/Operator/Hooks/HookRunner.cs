using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Hooks;

/// <summary>How far a list of hooks is.</summary>
/// <param name="Status">The entries for the status: name and phase of each.</param>
/// <param name="IsDone">Whether none is left.</param>
/// <param name="Error">Why one failed; the rest did not run then. Null otherwise.</param>
/// <param name="Again">When to look again; null when a change will tell.</param>
internal sealed record HookProgress(JsonArray Status, bool IsDone, string? Error, TimeSpan? Again);

/// <summary>
/// Runs hooks one after the other, each as often as its <c>maxRetry</c> allows. Which have succeeded stands in the status; when an attempt began
/// is kept in memory only, so that a restart begins the attempt again.
/// </summary>
internal sealed class HookRunner(OperatorContext context, JobLauncher jobs)
{
    private const string Image = "ghcr.io/kubestash/kubestash:v0.29.0";
    private readonly Dictionary<string, Attempt> attempts = new(StringComparer.Ordinal);

    /// <summary>Does what can be done now.</summary>
    /// <param name="owner">The session whose hooks they are.</param>
    /// <param name="list"><c>preHooks</c> or <c>postHooks</c>.</param>
    /// <param name="hooks">The hooks to run, in order.</param>
    public HookProgress Advance(JsonObject owner, string list, IReadOnlyList<JsonObject> hooks)
    {
        JsonArray status = [];
        string? error = null;
        TimeSpan? again = null;
        bool isDone = true;
        foreach (JsonObject hook in hooks)
        {
            string name = hook.TextOrEmpty("name");
            string phase = owner.Objects("status", "hooks", list).FirstOrDefault(entry => entry.Text("name") == name).Text("phase") ?? Phase.Pending;
            if (isDone && error is null && phase == Phase.Pending)
            {
                (phase, error, again) = Run(owner, $"{owner.Uid()}/{list}/{name}", hook);
                isDone = phase != Phase.Pending;
            }

            status.Add((JsonNode)new JsonObject { ["name"] = name, ["phase"] = phase });
        }

        return new HookProgress(status, isDone, error, again);
    }

    /// <summary>Whether a post hook runs after such an outcome.</summary>
    public static bool RunsAfter(JsonObject hook, bool succeeded) => hook.Text("executionPolicy") switch
    {
        "OnSuccess" => succeeded,
        "OnFailure" => !succeeded,
        _ => true,
    };

    private (string Phase, string? Error, TimeSpan? Again) Run(JsonObject owner, string id, JsonObject hook)
    {
        if (!attempts.TryGetValue(id, out Attempt? attempt))
        {
            attempts[id] = attempt = new Attempt(HookAction.Decide(context, hook, owner.Namespace()), context.Now, 0);
        }

        (bool ended, string? error, TimeSpan? wait) = attempt.Action.Function is { } function ? RunJob(owner, id, hook, function, attempt.Number) : Watch(attempt);
        if (!ended)
        {
            return (Phase.Pending, null, wait);
        }

        if (error is not null && attempt.Number < (hook.Number("maxRetry") ?? 0))
        {
            attempts[id] = new Attempt(HookAction.Decide(context, hook, owner.Namespace()), context.Now, attempt.Number + 1);
            return (Phase.Pending, null, TimeSpan.Zero);
        }

        attempts.Remove(id);
        return (error is null ? Phase.Succeeded : Phase.Failed, error, null);
    }

    private (bool Ended, string? Error, TimeSpan? Again) Watch(Attempt attempt)
    {
        TimeSpan wait = context.Remaining(attempt.Started, attempt.Action.Seconds);
        return wait > TimeSpan.Zero ? (false, null, wait) : (true, attempt.Action.Error, null);
    }

    // The name has to tell owners, lists and attempts apart: hooks of one name are common, and so are runs that begin in the same second.
    private (bool Ended, string? Error, TimeSpan? Again) RunJob(JsonObject owner, string id, JsonObject hook, JsonObject function, int number)
    {
        string[] parts = id.Split('/');
        JobManifest manifest = new()
        {
            Name = GeneratedNames.Join("hook", parts[^1], Chance.Suffix(id), number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Namespace = owner.Namespace(),
            Labels = StashLabels.ForJob(owner, JobComponents.Hook, owner.Text("spec", "session")),
            Containers = [JobManifest.Container(parts[^1], function.Text("spec", "image") ?? Image, ["hook", .. function.Texts("spec", "args")])],
            ClusterRole = "kubestash-backup-job",
        };
        (JsonObject? job, string problem) = jobs.Ensure(manifest);
        if (job is null || JobProgress.IsFinished(job))
        {
            return (true, job is null ? problem : JobProgress.HasFailed(job) ? jobs.FailureOf(job) : null, null);
        }

        if (!GoDuration.TryParse(hook.Text("timeout"), out GoDuration timeout) || timeout <= GoDuration.Zero)
        {
            return (false, null, null);
        }

        TimeSpan left = job.Created() + timeout.ToTimeSpan() - context.Now;
        if (left > TimeSpan.Zero)
        {
            return (false, null, left);
        }

        jobs.Remove(job);
        return (true, $"function {function.Name()} did not end within {timeout}", null);
    }

    private sealed record Attempt(HookAction Action, DateTimeOffset Started, int Number);
}
