using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>How far a Job is, counted from its pods and from what its status remembers of pods that are gone.</summary>
/// <param name="Active">Pods that are under way.</param>
/// <param name="Succeeded">Pods that ended well.</param>
/// <param name="Failed">Pods that failed, or were taken away before their end.</param>
/// <param name="LastFailure">When a present pod failed last.</param>
internal sealed record JobProgress(IReadOnlyList<JsonObject> Active, int Succeeded, int Failed, DateTimeOffset? LastFailure)
{
    /// <summary>Counts the pods a Job controls.</summary>
    public static JobProgress Of(JsonObject job, IReadOnlyList<JsonObject> pods)
    {
        JsonObject[] active = [.. pods.Where(pod => Phase(pod) is not ("Succeeded" or "Failed"))];
        int known = Remembered(job, "succeeded");
        int failedBefore = Remembered(job, "failed");
        int succeeded = Math.Max(known, pods.Count(pod => Phase(pod) == "Succeeded"));
        JsonObject[] failedPods = [.. pods.Where(pod => Phase(pod) == "Failed")];
        int failed = Math.Max(failedBefore, failedPods.Length);
        int lost = Remembered(job, "active") + known + failedBefore - active.Length - succeeded - failed;
        return new JobProgress(active, succeeded, failed + Math.Max(lost, 0), failedPods.Select(EndOf).Max());
    }

    /// <summary>How many pods have to succeed.</summary>
    public static int Wanted(JsonObject job) => (int)(job.Number("spec", "completions") ?? job.Number("spec", "parallelism") ?? 1);

    /// <summary>Whether the Job has ended, one way or the other.</summary>
    public static bool IsFinished(JsonObject job) => Conditions.IsTrue(job["status"], "Complete") || Conditions.IsTrue(job["status"], "Failed");

    /// <summary>Whether the Job has ended badly.</summary>
    public static bool HasFailed(JsonObject job) => Conditions.IsTrue(job["status"], "Failed");

    private static int Remembered(JsonObject job, string field) => (int)(job.Number("status", field) ?? 0);

    private static string Phase(JsonObject pod) => pod.TextOrEmpty("status", "phase");

    private static DateTimeOffset? EndOf(JsonObject pod) =>
        pod.Objects("status", "containerStatuses").Concat(pod.Objects("status", "initContainerStatuses")).Select(status => status.Time("state", "terminated", "finishedAt")).Max();
}
