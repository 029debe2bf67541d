using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Kubernetes' own controller of batch/v1 Jobs, as far as the Jobs of backups and of curious people need it.</summary>
internal sealed class JobController(OperatorContext context) : IController
{
    private const string Component = "job-controller";
    private const int LongestPodPrefix = 58;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(6);

    /// <inheritdoc />
    public string Name => "jobs";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches { get; } =
        [WatchedKind.Own(CoreKinds.Job), new WatchedKind(CoreKinds.Pod, pod => pod.ControllerKeys("Job"))];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(CoreKinds.Job, key) is not { } job || job.IsDeleting())
        {
            return null;
        }

        if (JobProgress.IsFinished(job))
        {
            return RemoveWhenOld(job);
        }

        JsonObject[] pods = [.. context.Cluster.List(CoreKinds.Pod, key.Namespace).Where(pod => pod.IsControlledBy(job))];
        JobProgress progress = JobProgress.Of(job, pods);
        if (job.IsTrue("spec", "suspend"))
        {
            Suspend(job, progress);
            return null;
        }

        int wanted = JobProgress.Wanted(job);
        DateTimeOffset started = job.Time("status", "startTime") ?? context.Now;
        TimeSpan? deadline = job.Number("spec", "activeDeadlineSeconds") is { } seconds ? started + TimeSpan.FromSeconds(seconds) - context.Now : null;
        if (progress.Succeeded >= wanted)
        {
            Finish(job, progress, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
            return RemoveWhenOld(context.Get(CoreKinds.Job, key) ?? job);
        }

        if (progress.Failed > (job.Number("spec", "backoffLimit") ?? 6))
        {
            Finish(job, progress, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
            return RemoveWhenOld(context.Get(CoreKinds.Job, key) ?? job);
        }

        if (deadline <= TimeSpan.Zero)
        {
            Finish(job, progress, "Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
            return null;
        }

        return Earlier(deadline, CreatePods(job, progress, pods, wanted));
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right ?? left : left;

    private TimeSpan? CreatePods(JsonObject job, JobProgress progress, IReadOnlyList<JsonObject> pods, int wanted)
    {
        int missing = (int)Math.Min(job.Number("spec", "parallelism") ?? 1, wanted - progress.Succeeded) - progress.Active.Count;
        TimeSpan wait = missing > 0 ? Backoff(progress) : TimeSpan.Zero;
        if (missing > 0 && wait <= TimeSpan.Zero && MissingAccount(job) is { } account)
        {
            string message = $"Error creating: pods \"{job.Name()}-\" is forbidden: error looking up service account {job.Namespace()}/{account}: serviceaccount \"{account}\" not found";
            context.Events.Warning(CoreKinds.Job, job, "FailedCreate", message, Component);
            Count(job, progress, progress.Active.Count);
            return context.Recheck;
        }

        int created = 0;
        foreach (int index in wait > TimeSpan.Zero ? [] : FreeIndexes(job, pods, wanted).Take(Math.Max(missing, 0)))
        {
            int number = progress.Active.Count + progress.Succeeded + progress.Failed + created++;
            JsonObject pod = context.Ensure(CoreKinds.Pod, PodOf(job, index, number), Managers.Controllers);
            context.Events.Normal(CoreKinds.Job, job, "SuccessfulCreate", $"Created pod: {pod.Name()}", Component);
        }

        Count(job, progress, progress.Active.Count + created);
        return missing > 0 && wait > TimeSpan.Zero ? wait : null;
    }

    private TimeSpan Backoff(JobProgress progress)
    {
        if (progress.Failed == 0 || progress.LastFailure is not { } failure)
        {
            return TimeSpan.Zero;
        }

        long ticks = Math.Min(FirstBackoff.Ticks << Math.Min(progress.Failed - 1, 10), LongestBackoff.Ticks);
        return failure + context.Pace(TimeSpan.FromTicks(ticks)) - context.Now;
    }

    private string? MissingAccount(JsonObject job) =>
        job.Text("spec", "template", "spec", "serviceAccountName") is { Length: > 0 } name && name != "default" && context.Get(CoreKinds.ServiceAccount, job.Namespace(), name) is null ? name : null;

    private static bool IsIndexed(JsonObject job) => job.Text("spec", "completionMode") == "Indexed";

    private static IEnumerable<int> FreeIndexes(JsonObject job, IReadOnlyList<JsonObject> pods, int wanted)
    {
        if (!IsIndexed(job))
        {
            return Enumerable.Repeat(0, wanted);
        }

        HashSet<string?> taken = [.. pods.Where(pod => pod.Text("status", "phase") != "Failed").Select(pod => pod.Annotation("batch.kubernetes.io/job-completion-index"))];
        return Enumerable.Range(0, wanted).Where(index => !taken.Contains(index.ToString(CultureInfo.InvariantCulture)));
    }

    private static JsonObject PodOf(JsonObject job, int index, int number)
    {
        JsonNode? template = job.At("spec", "template");
        string suffix = Chance.Suffix(job.Uid(), number.ToString(CultureInfo.InvariantCulture));
        string prefix = IsIndexed(job) ? string.Create(CultureInfo.InvariantCulture, $"{job.Name()}-{index}-") : $"{job.Name()}-";
        string name = (prefix.Length > LongestPodPrefix ? prefix[..LongestPodPrefix] : prefix) + suffix;
        Dictionary<string, string> labels = new(template.Pairs("metadata", "labels"), StringComparer.Ordinal)
        {
            ["batch.kubernetes.io/controller-uid"] = job.Uid(),
            ["batch.kubernetes.io/job-name"] = job.Name(),
            ["controller-uid"] = job.Uid(),
            ["job-name"] = job.Name(),
        };
        Dictionary<string, string> annotations = new(template.Pairs("metadata", "annotations"), StringComparer.Ordinal);
        if (IsIndexed(job))
        {
            labels["batch.kubernetes.io/job-completion-index"] = annotations["batch.kubernetes.io/job-completion-index"] = index.ToString(CultureInfo.InvariantCulture);
        }

        JsonObject pod = Meta.Create(CoreKinds.Pod, job.Namespace(), name, labels, Meta.OwnerReference(CoreKinds.Job, job));
        if (annotations.Count > 0)
        {
            pod.Child("metadata")["annotations"] = Meta.Map(annotations);
        }

        pod["spec"] = template.At("spec")?.DeepClone() ?? new JsonObject();
        return pod;
    }

    private void Count(JsonObject job, JobProgress progress, int active) => context.SetStatus(CoreKinds.Job, job.Key(), status =>
    {
        status["startTime"] ??= Meta.Stamp(context.Now);
        status["active"] = active;
        status["ready"] = progress.Active.Count(pod => Conditions.IsTrue(pod["status"], "Ready"));
        SetCount(status, "succeeded", progress.Succeeded);
        SetCount(status, "failed", progress.Failed);
        status["uncountedTerminatedPods"] ??= new JsonObject();
    }, Managers.Controllers);

    private void Finish(JsonObject job, JobProgress progress, string type, string reason, string message)
    {
        foreach (JsonObject pod in progress.Active)
        {
            context.Delete(CoreKinds.Pod, pod);
            context.Events.Normal(CoreKinds.Job, job, "SuccessfulDelete", $"Deleted pod: {pod.Name()}", Component);
        }

        bool complete = type == "Complete";
        context.SetStatus(CoreKinds.Job, job.Key(), status =>
        {
            status["startTime"] ??= Meta.Stamp(context.Now);
            status.Remove("active");
            status["ready"] = 0;
            SetCount(status, "succeeded", progress.Succeeded);
            SetCount(status, "failed", progress.Failed + progress.Active.Count);
            status["uncountedTerminatedPods"] ??= new JsonObject();
            if (complete)
            {
                status["completionTime"] = Meta.Stamp(context.Now);
            }

            Conditions.Set(status, complete ? "SuccessCriteriaMet" : "FailureTarget", true, reason, message, context.Now);
            Conditions.Set(status, type, true, reason, message, context.Now);
            status["terminating"] = 0;
            foreach (JsonObject condition in status.Objects("conditions"))
            {
                condition["lastProbeTime"] ??= Meta.Stamp(context.Now);
            }
        }, Managers.Controllers);
        if (complete)
        {
            context.Events.Normal(CoreKinds.Job, job, "Completed", "Job completed", Component);
        }
        else
        {
            context.Events.Warning(CoreKinds.Job, job, reason, message, Component);
        }
    }

    private void Suspend(JsonObject job, JobProgress progress)
    {
        foreach (JsonObject pod in progress.Active)
        {
            context.Delete(CoreKinds.Pod, pod);
        }

        context.SetStatus(CoreKinds.Job, job.Key(), status =>
        {
            status.Remove("active");
            status.Remove("startTime");
            Conditions.Set(status, "Suspended", true, "JobSuspended", "Job suspended", context.Now);
        }, Managers.Controllers);
    }

    private TimeSpan? RemoveWhenOld(JsonObject job)
    {
        if (job.Number("spec", "ttlSecondsAfterFinished") is not { } seconds)
        {
            return null;
        }

        DateTimeOffset ended = Conditions.Since(job["status"], "Complete") ?? Conditions.Since(job["status"], "Failed") ?? context.Now;
        TimeSpan wait = ended + TimeSpan.FromSeconds(seconds) - context.Now;
        if (wait <= TimeSpan.Zero)
        {
            context.Cluster.Delete(CoreKinds.Job, job.Key(), PropagationPolicy.Background, job.Uid());
            return null;
        }

        return wait;
    }

    private static void SetCount(JsonObject status, string field, int count)
    {
        if (count > 0)
        {
            status[field] = count;
        }
    }
}
