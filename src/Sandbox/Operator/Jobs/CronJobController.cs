using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Kubernetes' own controller of batch/v1 CronJobs. Schedules follow the real clock at any speed.</summary>
internal sealed class CronJobController(OperatorContext context) : IController
{
    private const string Component = "cronjob-controller";

    /// <inheritdoc />
    public string Name => "cronjobs";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
        [WatchedKind.Own(CoreKinds.CronJob), new WatchedKind(CoreKinds.Job, job => job.ControllerKeys("CronJob"))];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(CoreKinds.CronJob, key) is not { } cronJob || cronJob.IsDeleting())
        {
            return null;
        }

        List<JsonObject> jobs = [.. context.Cluster.List(CoreKinds.Job, key.Namespace).Where(job => job.IsControlledBy(cronJob))];
        Count(cronJob, jobs);
        RemoveOld(cronJob, jobs);
        if (cronJob.IsTrue("spec", "suspend"))
        {
            return null;
        }

        CronJobPlan plan = CronJobPlan.Of(context.Get(CoreKinds.CronJob, key) ?? cronJob, context.Now);
        if (plan.Problem is { } problem)
        {
            context.Events.Warning(CoreKinds.CronJob, cronJob, problem.Reason, problem.Message, Component);
            return null;
        }

        if (plan.Missed > CronJobPlan.MissedLimit)
        {
            context.Events.Warning(CoreKinds.CronJob, cronJob, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew", Component);
        }

        bool waits = plan.Due is { } due && Fire(cronJob, jobs, due, plan.TooLate);
        return waits ? null : plan.Next - context.Now;
    }

    // True when the firing waits for running Jobs, whose end is a change that brings it back here.
    private bool Fire(JsonObject cronJob, IReadOnlyList<JsonObject> jobs, DateTimeOffset due, bool tooLate)
    {
        if (tooLate)
        {
            context.Events.Warning(CoreKinds.CronJob, cronJob, "MissSchedule", string.Create(CultureInfo.InvariantCulture, $"Missed scheduled time to start a job: {due.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} UTC"), Component);
            return false;
        }

        JsonObject[] active = [.. jobs.Where(job => !JobProgress.IsFinished(job))];
        string name = string.Create(CultureInfo.InvariantCulture, $"{cronJob.Name()}-{due.ToUnixTimeSeconds() / 60}");
        switch (cronJob.Text("spec", "concurrencyPolicy"))
        {
            case "Forbid" when active.Length > 0:
                context.Events.Normal(CoreKinds.CronJob, cronJob, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid", Component);
                return true;
            case "Replace":
                foreach (JsonObject job in active.Where(job => job.Name() != name))
                {
                    context.Delete(CoreKinds.Job, job);
                    context.Events.Normal(CoreKinds.CronJob, cronJob, "SuccessfulDelete", $"Deleted job {job.Name()}", Component);
                }

                break;
        }

        if (context.Get(CoreKinds.Job, cronJob.Namespace(), name) is null)
        {
            context.Ensure(CoreKinds.Job, JobOf(cronJob, name, due), Managers.Controllers);
            context.Events.Normal(CoreKinds.CronJob, cronJob, "SuccessfulCreate", $"Created job {name}", Component);
        }

        context.SetStatus(CoreKinds.CronJob, cronJob.Key(), status => status["lastScheduleTime"] = Meta.Stamp(due), Managers.Controllers);
        return false;
    }

    private static JsonObject JobOf(JsonObject cronJob, string name, DateTimeOffset due)
    {
        JsonNode? template = cronJob.At("spec", "jobTemplate");
        JsonObject job = Meta.Create(CoreKinds.Job, cronJob.Namespace(), name, template.Pairs("metadata", "labels"), Meta.OwnerReference(CoreKinds.CronJob, cronJob));
        Dictionary<string, string> annotations = new(template.Pairs("metadata", "annotations"), StringComparer.Ordinal)
        {
            ["batch.kubernetes.io/cronjob-scheduled-timestamp"] = Meta.Stamp(due),
        };
        job.Child("metadata")["annotations"] = Meta.Map(annotations);
        job["spec"] = template.At("spec")?.DeepClone() ?? new JsonObject();
        return job;
    }

    private void Count(JsonObject cronJob, List<JsonObject> jobs)
    {
        HashSet<string> activeBefore = [.. cronJob.Objects("status", "active").Select(entry => entry.TextOrEmpty("name"))];
        foreach (JsonObject job in jobs.Where(job => JobProgress.IsFinished(job) && activeBefore.Contains(job.Name())))
        {
            string condition = JobProgress.HasFailed(job) ? "Failed" : "Complete";
            context.Events.Normal(CoreKinds.CronJob, cronJob, "SawCompletedJob", $"Saw completed job: {job.Name()}, condition: {condition}", Component);
        }

        context.SetStatus(CoreKinds.CronJob, cronJob.Key(), status =>
        {
            JsonArray active = [];
            foreach (JsonObject job in jobs.Where(job => !JobProgress.IsFinished(job)).OrderBy(job => job.Name(), StringComparer.Ordinal))
            {
                active.Add((JsonNode)new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["name"] = job.Name(), ["namespace"] = job.Namespace(), ["uid"] = job.Uid() });
            }

            if (active.Count > 0)
            {
                status["active"] = active;
            }
            else
            {
                status.Remove("active");
            }

            DateTimeOffset? successful = jobs.Select(job => job.Time("status", "completionTime")).Max();
            if (successful is { } time && !(status.Time("lastSuccessfulTime") >= time))
            {
                status["lastSuccessfulTime"] = Meta.Stamp(time);
            }
        }, Managers.Controllers);
    }

    private void RemoveOld(JsonObject cronJob, List<JsonObject> jobs)
    {
        JsonObject[] finished = [.. jobs.Where(JobProgress.IsFinished).OrderByDescending(job => job.Created()).ThenByDescending(job => job.Name(), StringComparer.Ordinal)];
        int keepSuccessful = (int)(cronJob.Number("spec", "successfulJobsHistoryLimit") ?? 3);
        int keepFailed = (int)(cronJob.Number("spec", "failedJobsHistoryLimit") ?? 1);
        foreach (JsonObject old in finished.Where(job => !JobProgress.HasFailed(job)).Skip(keepSuccessful).Concat(finished.Where(JobProgress.HasFailed).Skip(keepFailed)))
        {
            context.Delete(CoreKinds.Job, old);
            context.Events.Normal(CoreKinds.CronJob, cronJob, "SuccessfulDelete", $"Deleted job {old.Name()}", Component);
        }
    }
}
