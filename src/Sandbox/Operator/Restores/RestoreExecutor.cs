using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Sessions;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>The Job of a restore.</summary>
internal sealed class RestoreExecutor(OperatorContext context, JobLauncher jobs)
{
    /// <summary>Why the addon of a restore cannot be used; empty when it can.</summary>
    public string Check(JsonObject restore)
    {
        string name = restore.TextOrEmpty("spec", "addon", "name");
        if (context.Get(KubeStashKinds.Addon, "", name) is not { } addon)
        {
            return $"addons.addons.kubestash.com \"{name}\" not found";
        }

        string? unknown = restore.Objects("spec", "addon", "tasks").Select(task => task.TextOrEmpty("name"))
            .FirstOrDefault(task => addon.Objects("spec", "restoreTasks").All(found => found.Text("name") != task));
        return unknown is null ? "" : $"task \"{unknown}\" not found in addon \"{name}\"";
    }

    /// <summary>Makes the Job where it is missing.</summary>
    /// <returns>Why it cannot be made; null when it is there.</returns>
    public string? Ensure(JsonObject restore, RestoreSource source)
    {
        JsonObject addon = context.Get(KubeStashKinds.Addon, "", restore.TextOrEmpty("spec", "addon", "name"))!;
        string version = RestoreTarget.Of(context, restore, source.Snapshot).TextOrEmpty("spec", "version");
        List<JsonObject> containers = [];
        foreach (JsonObject task in restore.Objects("spec", "addon", "tasks"))
        {
            string functionName = addon.Objects("spec", "restoreTasks").First(found => found.Text("name") == task.Text("name")).TextOrEmpty("function");
            if (context.Get(KubeStashKinds.Function, "", functionName) is not { } function)
            {
                return $"functions.addons.kubestash.com \"{functionName}\" not found";
            }

            Dictionary<string, string> values = TaskValues.Of(addon, "restoreTasks", task);
            values["namespace"] = restore.Namespace();
            values["restoreSession"] = restore.Name();
            values["snapshot"] = source.Snapshot.Name();
            containers.Add(FunctionCall.Container(function, containers.Count, restore.At("spec", "addon", "containerRuntimeSettings"), version, values));
        }

        if (containers.Count == 0)
        {
            return "addon tasks can not be empty";
        }

        (JsonObject? job, string problem) = jobs.Ensure(new JobManifest
        {
            Name = restore.Name(),
            Namespace = restore.Namespace(),
            Labels = StashLabels.ForJob(restore, JobComponents.Restore),
            Containers = containers,
            ClusterRole = "kubestash-restore-job",
            ServiceAccount = restore.Text("spec", "addon", "jobTemplate", "spec", "serviceAccountName"),
            PodSettings = restore.At("spec", "addon", "jobTemplate"),
            User = 0,
        });
        return job is null ? problem : null;
    }
}
