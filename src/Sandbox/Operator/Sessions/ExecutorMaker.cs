using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Makes the Jobs that do the backup: one, or one for each target of a batch.</summary>
internal sealed class ExecutorMaker(OperatorContext context, JobLauncher jobs)
{
    private const int ExecutorUser = 65535;

    // The tool itself ends at the deadline and writes that down; the Job is only there for pods that never started.
    private static readonly TimeSpan DeadlineGrace = TimeSpan.FromSeconds(2);

    /// <summary>Makes them where they are missing.</summary>
    /// <returns>Why they cannot be made; null when they are there.</returns>
    public string? Ensure(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        foreach (SessionPart part in entry.Parts)
        {
            if (context.Get(KubeStashKinds.Addon, "", part.AddonName) is not { } addon)
            {
                return $"addons.addons.kubestash.com \"{part.AddonName}\" not found";
            }

            (JobManifest? manifest, string problem) = Manifest(session, invoker, part, addon);
            if (manifest is not null)
            {
                (JsonObject? job, problem) = jobs.Ensure(manifest);
                problem = job is null ? problem : "";
            }

            if (problem.Length > 0)
            {
                return problem;
            }
        }

        return null;
    }

    private (JobManifest? Manifest, string Problem) Manifest(JsonObject session, Invoker invoker, SessionPart part, JsonObject addon)
    {
        JsonObject? target = Targets.Find(context, part.Target?.Reference, invoker.Namespace);
        List<JsonObject> containers = [];
        foreach (JsonObject task in part.Tasks)
        {
            string name = task.TextOrEmpty("name");
            string functionName = addon.Objects("spec", "backupTasks").FirstOrDefault(found => found.Text("name") == name).TextOrEmpty("function");
            if (context.Get(KubeStashKinds.Function, "", functionName) is not { } function)
            {
                return (null, $"functions.addons.kubestash.com \"{functionName}\" not found");
            }

            Dictionary<string, string> values = TaskValues.Of(addon, "backupTasks", task);
            values["namespace"] = session.Namespace();
            values["backupSession"] = session.Name();
            containers.Add(FunctionCall.Container(function, containers.Count, part.Addon.At("containerRuntimeSettings"), target.TextOrEmpty("spec", "version"), values));
        }

        if (containers.Count == 0)
        {
            return (null, "addon tasks can not be empty");
        }

        bool isBatch = invoker.Kind == KubeStashKinds.BackupBatch;
        int pods = ComponentPlan.Of(context, part, invoker.Namespace).Select(component => component.Pod + 1).DefaultIfEmpty(1).Max();
        return (new JobManifest
        {
            Name = isBatch ? GeneratedNames.Join(session.Name(), part.Target!.Name) : session.Name(),
            Namespace = session.Namespace(),
            Labels = StashLabels.ForJob(session, JobComponents.Backup, session.TextOrEmpty("spec", "session")),
            Containers = containers,
            ClusterRole = "kubestash-backup-job",
            Pods = Math.Max(pods, 1),
            ServiceAccount = part.Addon.Text("jobTemplate", "spec", "serviceAccountName"),
            PodSettings = part.Addon.At("jobTemplate"),
            User = ExecutorUser,
            AccountOwner = Meta.OwnerReference(KubeStashKinds.BackupSession, session),
            ActiveDeadlineSeconds = session.Time("status", "backupDeadline") is { } deadline
                ? Math.Max(1, (long)Math.Ceiling((deadline + DeadlineGrace - context.Now).TotalSeconds)) : null,
            Target = isBatch ? part.Target!.Reference.TextOrEmpty("name") : null,
        }, "");
    }
}

/// <summary>Values of a task's parameters.</summary>
internal static class TaskValues
{
    /// <summary>What the task gives, and the defaults of the Addon for the rest.</summary>
    /// <param name="list"><c>backupTasks</c> or <c>restoreTasks</c>.</param>
    public static Dictionary<string, string> Of(JsonObject addon, string list, JsonObject task)
    {
        JsonObject? definition = addon.Objects("spec", list).FirstOrDefault(found => found.Text("name") == task.Text("name"));
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (JsonObject parameter in definition.Objects("parameters"))
        {
            values[parameter.TextOrEmpty("name")] = parameter.TextOrEmpty("default");
        }

        foreach ((string name, string value) in task.Pairs("params"))
        {
            values[name] = value;
        }

        foreach (JsonObject variable in task.Objects("variables"))
        {
            values[variable.TextOrEmpty("name")] = variable.TextOrEmpty("value");
        }

        return values;
    }
}
