using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Invokers;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Configurations;

/// <summary>The CronJobs of an invoker: one for each session with a scheduler, one for each verified repository, none besides.</summary>
internal sealed class Schedulers(OperatorContext context, JobLauncher jobs)
{
    private const string ClusterRole = "kubestash-cron-job";

    /// <summary>Name of the CronJob that verifies a repository.</summary>
    public static string VerifierName(Invoker invoker, string repository) => GeneratedNames.TriggerCronJob($"verifier-{invoker.Name}", repository);

    /// <summary>Makes or corrects the CronJob of a session.</summary>
    /// <returns>What is wrong with its schedule; null when nothing is.</returns>
    public string? Ensure(Invoker invoker, InvokerSession session)
    {
        string name = GeneratedNames.TriggerCronJob(invoker.Name, session.Name);
        return session.Scheduler is { } scheduler
            ? Ensure(invoker, session.Name, name, scheduler, ["trigger-backup", $"--invoker-name={invoker.Name}", $"--invoker-kind={invoker.Kind.Kind}", $"--session-name={session.Name}"])
            : null;
    }

    /// <summary>Makes or corrects the CronJobs that verify repositories.</summary>
    public void EnsureVerifiers(Invoker invoker)
    {
        foreach ((InvokerSession session, JsonObject repository, JsonObject scheduler) in Verified(invoker))
        {
            string name = repository.TextOrEmpty("name");
            Ensure(invoker, session.Name, VerifierName(invoker, name), scheduler,
                ["trigger-verifier", $"--invoker-name={invoker.Name}", $"--invoker-kind={invoker.Kind.Kind}", $"--session-name={session.Name}", $"--repository-name={name}"]);
        }
    }

    /// <summary>Removes CronJobs whose session or verifier is gone.</summary>
    public void RemoveOthers(Invoker invoker)
    {
        HashSet<string> wanted =
        [
            .. invoker.Sessions.Where(session => session.Scheduler is not null).Select(session => GeneratedNames.TriggerCronJob(invoker.Name, session.Name)),
            .. Verified(invoker).Select(entry => VerifierName(invoker, entry.Repository.TextOrEmpty("name"))),
        ];
        foreach (JsonObject cronJob in Of(invoker).Where(cronJob => !wanted.Contains(cronJob.Name())).ToArray())
        {
            context.Delete(CoreKinds.CronJob, cronJob);
            jobs.RemoveAccount(cronJob.Namespace(), cronJob.Name());
        }
    }

    /// <summary>Suspends the CronJobs of a paused invoker.</summary>
    public void Suspend(Invoker invoker)
    {
        foreach (JsonObject cronJob in Of(invoker).Where(cronJob => !cronJob.IsTrue("spec", "suspend")).ToArray())
        {
            context.Update(CoreKinds.CronJob, cronJob.Key(), changed => changed.Child("spec")["suspend"] = true);
        }
    }

    /// <summary>Lets the CronJobs of an invoker that is no longer paused go on, whether or not it is ready.</summary>
    public void Resume(Invoker invoker)
    {
        IEnumerable<(string Name, JsonObject Scheduler)> wanted = invoker.Sessions.Where(session => session.Scheduler is not null)
            .Select(session => (GeneratedNames.TriggerCronJob(invoker.Name, session.Name), session.Scheduler!))
            .Concat(Verified(invoker).Select(entry => (VerifierName(invoker, entry.Repository.TextOrEmpty("name")), entry.Scheduler)));
        foreach ((string name, JsonObject scheduler) in wanted)
        {
            context.Update(CoreKinds.CronJob, new(invoker.Namespace, name), changed => changed.Child("spec")["suspend"] = scheduler.IsTrue("suspend"));
        }
    }

    /// <summary>When a session runs next by its schedule; null when it has none, or none that fires.</summary>
    public static DateTimeOffset? Next(InvokerSession session, DateTimeOffset now) =>
        session.Scheduler is { } scheduler && !scheduler.IsTrue("suspend") && CronSchedule.TryParse(scheduler.Text("schedule"), out CronSchedule? schedule, out _)
            ? schedule.Next(now, TimeZoneInfo.Utc)
            : null;

    private IEnumerable<JsonObject> Of(Invoker invoker) =>
        context.Cluster.List(CoreKinds.CronJob, invoker.Namespace).Where(cronJob => cronJob.IsControlledBy(invoker.Source));

    private IEnumerable<(InvokerSession Session, JsonObject Repository, JsonObject Scheduler)> Verified(Invoker invoker)
    {
        foreach (InvokerSession session in invoker.Sessions)
        {
            foreach ((_, JsonObject repository) in session.Repositories)
            {
                if (Verifiers.Find(context, repository, invoker)?["spec"]?["scheduler"] is JsonObject scheduler)
                {
                    yield return (session, repository, scheduler);
                }
            }
        }
    }

    private string? Ensure(Invoker invoker, string session, string name, JsonObject scheduler, string[] arguments)
    {
        string schedule = scheduler.TextOrEmpty("schedule");
        if (!CronSchedule.TryParse(schedule, out _, out CronError? error))
        {
            return $"CronJob.batch \"{name}\" is invalid: spec.schedule: Invalid value: \"{schedule}\": {error}";
        }

        JsonObject owner = Meta.OwnerReference(invoker.Kind, invoker.Source);
        Dictionary<string, string> labels = new(StringComparer.Ordinal)
        {
            [StashLabels.ManagedBy] = StashLabels.Manager,
            [StashLabels.InvokerName] = invoker.Name,
            [StashLabels.InvokerNamespace] = invoker.Namespace,
            [StashLabels.SessionName] = session,
        };
        jobs.EnsureAccount(invoker.Namespace, name, ClusterRole, labels, owner);
        JsonObject cronJob = Meta.Create(CoreKinds.CronJob, invoker.Namespace, name, labels, owner);
        JsonObject spec = Spec(scheduler, name, arguments);
        cronJob["spec"] = spec;
        JsonObject present = context.Ensure(CoreKinds.CronJob, cronJob);
        context.Update(CoreKinds.CronJob, present.Key(), changed => Correct(changed.Child("spec"), spec));
        return null;
    }

    private static JsonObject Spec(JsonObject scheduler, string name, string[] arguments)
    {
        JsonObject jobSpec = [];
        foreach (string field in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "completionMode", "suspend"])
        {
            Copy(scheduler.At("jobTemplate"), jobSpec, field);
        }

        JsonObject podSpec = new()
        {
            ["serviceAccountName"] = name,
            ["restartPolicy"] = "Never",
            ["containers"] = new JsonArray(JobManifest.Container("trigger", JobManifest.ToolImage, arguments)),
        };
        JobManifest.ApplySettings(podSpec, scheduler.At("jobTemplate", "template", "spec"));
        jobSpec["template"] = new JsonObject { ["spec"] = podSpec };
        JsonObject spec = new() { ["schedule"] = scheduler.TextOrEmpty("schedule"), ["suspend"] = scheduler.IsTrue("suspend"), ["jobTemplate"] = new JsonObject { ["spec"] = jobSpec } };
        spec["concurrencyPolicy"] = scheduler.Text("concurrencyPolicy") ?? "Allow";
        foreach (string field in (string[])["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"])
        {
            Copy(scheduler, spec, field);
        }

        return spec;
    }

    // Only what a person can set in the scheduler follows it, the rest was right when it was made. What the scheduler leaves open is what the API
    // server puts there, so that nothing is to be corrected for ever.
    private static void Correct(JsonObject present, JsonObject wanted)
    {
        foreach (string field in (string[])["schedule", "suspend", "concurrencyPolicy", "startingDeadlineSeconds"])
        {
            Follow(present, wanted, field, null);
        }

        Follow(present, wanted, "successfulJobsHistoryLimit", 3);
        Follow(present, wanted, "failedJobsHistoryLimit", 1);
        JsonObject presentJob = present.Child("jobTemplate").Child("spec");
        JsonObject wantedJob = wanted.Child("jobTemplate").Child("spec");
        foreach (string field in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"])
        {
            Follow(presentJob, wantedJob, field, null);
        }
    }

    private static void Follow(JsonObject present, JsonObject wanted, string field, int? otherwise)
    {
        if ((wanted[field]?.DeepClone() ?? (otherwise is { } number ? JsonValue.Create(number) : null)) is { } value)
        {
            present[field] = value;
        }
        else
        {
            present.Remove(field);
        }
    }

    private static void Copy(JsonNode? source, JsonObject target, string field)
    {
        if (source.At(field) is { } value)
        {
            target[field] = value.DeepClone();
        }
    }
}
