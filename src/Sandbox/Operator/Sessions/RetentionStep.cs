using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Retention;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>The step of a run in which Jobs apply the retention policies, one for each repository.</summary>
internal sealed class RetentionStep(OperatorContext context, JobLauncher jobs)
{
    /// <summary>Does what can be done now.</summary>
    public (bool IsDone, TimeSpan? Again) Continue(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        JsonNode? status = session["status"];
        if (Conditions.IsFalse(status, "RetentionPolicyExecutorEnsured"))
        {
            return (true, null);
        }

        if (!Conditions.Has(status, "RetentionPolicyExecutorEnsured"))
        {
            Start(session, invoker, entry);
            return (false, TimeSpan.Zero);
        }

        if (status.Objects("retentionPolicy").All(result => result.Text("phase") != "Pending"))
        {
            return (true, null);
        }

        if (jobs.JobsFor(session, JobComponents.Retention).Any(job => !JobProgress.IsFinished(job)))
        {
            return (false, context.Recheck);
        }

        // The Jobs are over, and one has not said how it went.
        context.SetStatus(KubeStashKinds.BackupSession, session.Key(), changed =>
        {
            Conditions.Set(changed, "SnapshotCleanupIncomplete", true, "SnapshotCleanupTerminatedBeforeCompletion", "Snapshot cleanup has been terminated before completion", context.Now);
            GiveUp(changed, "retention policy executor has been terminated before completion");
        });
        return (true, null);
    }

    /// <summary>Writes down that policies nobody has reported on were not applied.</summary>
    public static void GiveUp(JsonObject status, string error)
    {
        foreach (JsonObject result in status.Objects("retentionPolicy").Where(result => result.Text("phase") == "Pending"))
        {
            result["phase"] = "FailedToApply";
            result["error"] = error;
        }
    }

    private void Start(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        foreach ((int index, JsonObject repository) in RepositoriesOf(entry).Index())
        {
            jobs.Ensure(Manifest(session, repository.TextOrEmpty("name"), index));
        }

        context.SetStatus(KubeStashKinds.BackupSession, session.Key(), status =>
        {
            status["retentionPolicy"] ??= Entries(invoker, entry);
            Conditions.Set(status, "RetentionPolicyExecutorEnsured", true, "SuccessfullyEnsuredRetentionPolicyExecutor", "Retention Policy Executor has been ensured successfully.", context.Now);
        });
    }

    private static JobManifest Manifest(JsonObject session, string repository, int index)
    {
        string container = GeneratedNames.Join("retentionpolicy", session.Name());
        return new JobManifest
        {
            Name = index == 0 ? container : GeneratedNames.Join("retentionpolicy", session.Name(), index.ToString(CultureInfo.InvariantCulture)),
            Namespace = session.Namespace(),
            Labels = StashLabels.ForJob(session, JobComponents.Retention, session.TextOrEmpty("spec", "session")),
            Containers = [JobManifest.Container(container, JobManifest.ToolImage, RetentionProgram.Verb, $"--backupsession={session.Name()}", $"--repository={repository}")],
            ClusterRole = "kubestash-retention-policy-job",
            AccountOwner = Meta.OwnerReference(KubeStashKinds.BackupSession, session),
        };
    }

    private static IEnumerable<JsonObject> RepositoriesOf(InvokerSession entry) =>
        entry.Repositories.Select(found => found.Repository).DistinctBy(repository => repository.TextOrEmpty("name"));

    private static JsonArray Entries(Invoker invoker, InvokerSession entry)
    {
        JsonArray list = [];
        foreach (JsonObject repository in RepositoriesOf(entry))
        {
            JsonNode? reference = invoker.BackendOf(repository).At("retentionPolicy");
            list.Add((JsonNode)new JsonObject
            {
                ["ref"] = new JsonObject { ["name"] = reference.TextOrEmpty("name"), ["namespace"] = Targets.NamespaceOf(reference, invoker.Namespace) },
                ["repository"] = repository.TextOrEmpty("name"),
                ["phase"] = "Pending",
            });
        }

        return list;
    }
}
