using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>The step of a run in which a Job applies the retention policies.</summary>
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

        JsonObject? job = jobs.JobsFor(session, JobComponents.Retention).FirstOrDefault();
        if (job is not null && !JobProgress.IsFinished(job))
        {
            return (false, context.Recheck);
        }

        // The Job is over and has not said how it went.
        context.SetStatus(KubeStashKinds.BackupSession, session.Key(), changed =>
        {
            Conditions.Set(changed, "SnapshotCleanupIncomplete", true, "SnapshotCleanupTerminatedBeforeCompletion", "Snapshot cleanup has been terminated before completion", context.Now);
            foreach (JsonObject result in changed.Objects("retentionPolicy").Where(result => result.Text("phase") == "Pending"))
            {
                result["phase"] = "FailedToApply";
                result["error"] = "retention policy executor has been terminated before completion";
            }
        });
        return (true, null);
    }

    private void Start(JsonObject session, Invoker invoker, InvokerSession entry)
    {
        (JsonObject? job, string problem) = jobs.Ensure(new JobManifest
        {
            Name = GeneratedNames.Join("retention-policy", session.Name()),
            Namespace = session.Namespace(),
            Labels = StashLabels.ForJob(session, JobComponents.Retention, session.TextOrEmpty("spec", "session")),
            Containers =
            [
                JobManifest.Container(GeneratedNames.Join("retentionpolicy", session.Name()), JobManifest.ToolImage,
                    "apply-retention-policy", $"--session-namespace={session.Namespace()}", $"--session-name={session.Name()}"),
            ],
            ClusterRole = "kubestash-retention-policy-job",
        });
        context.SetStatus(KubeStashKinds.BackupSession, session.Key(), status =>
        {
            if (job is null)
            {
                Conditions.Set(status, "RetentionPolicyExecutorEnsured", false, "FailedToEnsureRetentionPolicyExecutor", problem, context.Now);
                return;
            }

            status["retentionPolicy"] ??= Entries(invoker, entry);
            Conditions.Set(status, "RetentionPolicyExecutorEnsured", true, "SuccessfullyEnsuredRetentionPolicyExecutor", "Retention Policy Executor has been ensured successfully.", context.Now);
        });
    }

    private static JsonArray Entries(Invoker invoker, InvokerSession entry)
    {
        JsonArray list = [];
        foreach ((_, JsonObject repository) in entry.Repositories.DistinctBy(found => found.Repository.TextOrEmpty("name")))
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
