using System.Text.Json.Nodes;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes Jobs that are over, with accounts, pods, logs and events.</summary>
internal sealed class JobWriter(ClusterBuilder cluster, EventWriter events)
{
    private readonly PodWriter pods = new(cluster, events);

    /// <summary>Adds a Job and all that belongs to it.</summary>
    public SampleObject Add(JobRun run)
    {
        string account = run.Account ?? run.Key.Name;
        if (run.Role is { } role)
        {
            Roles.AddAccount(cluster, run.Key, role, run.Created, run.Labels.DeepClone().AsObject(), run.AccountOwner!);
        }

        JsonObject podSpec = PodSpec(run, account);
        JsonObject template = new() { ["spec"] = podSpec };
        if (run.Labels.Count > 0)
        {
            template.Insert(0, "metadata", new JsonObject { ["labels"] = run.Labels.DeepClone() });
        }

        JsonObject spec = new()
        {
            ["backoffLimit"] = run.BackoffLimit,
            ["completions"] = run.Pods,
            ["parallelism"] = run.Pods,
            ["template"] = template,
        };
        if (run.Pods > 1)
        {
            spec["completionMode"] = "Indexed";
        }

        if (run.ActiveDeadlineSeconds is { } seconds)
        {
            spec["activeDeadlineSeconds"] = seconds;
        }

        Extras extras = new() { Labels = run.Labels.DeepClone().AsObject(), Owner = run.Owner };
        SampleObject job = cluster.Add(SampleKinds.Job, run.Key, run.Created, run.Manager, new() { ["spec"] = spec }, Status(run), extras, Managers.Controllers);
        foreach (int index in Enumerable.Range(0, run.Pods))
        {
            SampleObject pod = pods.Add(job, run, podSpec, index);
            events.Add(job, run.Created, EventWriter.JobController, "SuccessfulCreate", $"Created pod: {pod.Key.Name}");
        }

        AddEnd(job, run);
        return job;
    }

    private void AddEnd(SampleObject job, JobRun run)
    {
        switch (run.PodEnd)
        {
            case PodEnd.Completed:
                events.Add(job, run.Ended.AddSeconds(1), EventWriter.JobController, "Completed", "Job completed");
                break;
            case PodEnd.Unscheduled:
                events.Add(job, run.Ended.AddSeconds(1), EventWriter.JobController, "DeadlineExceeded", "Job was active longer than specified deadline", warning: true);
                break;
            default:
                events.Add(job, run.Ended.AddSeconds(1), EventWriter.JobController, "BackoffLimitExceeded", "Job has reached the specified backoff limit", warning: true);
                break;
        }
    }

    private static JsonObject PodSpec(JobRun run, string account)
    {
        JsonObject spec = new() { ["containers"] = new JsonArray(Container(run.Containers[^1])), ["restartPolicy"] = "Never", ["serviceAccountName"] = account };
        if (run.Containers.Count > 1)
        {
            spec["initContainers"] = SampleJson.List(run.Containers.SkipLast(1).Select(Container));
        }

        if (run.RunAsUser is { } user)
        {
            spec["securityContext"] = new JsonObject { ["runAsUser"] = user };
        }

        return spec;
    }

    private static JsonObject Container(JobContainer container) =>
        new() { ["args"] = SampleJson.Texts(container.Arguments), ["image"] = container.Image, ["name"] = container.Name };

    private static JsonObject Status(JobRun run)
    {
        DateTimeOffset end = run.Ended.AddSeconds(1);
        JsonObject status = new() { ["ready"] = 0, ["startTime"] = SampleJson.Stamp(run.Created), ["terminating"] = 0, ["uncountedTerminatedPods"] = new JsonObject() };
        if (run.PodEnd == PodEnd.Completed)
        {
            status["completionTime"] = SampleJson.Stamp(end);
            status["succeeded"] = run.Pods;
            status["conditions"] = new JsonArray(Condition("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods", end), Condition("Complete", "CompletionsReached", "Reached expected number of succeeded pods", end));
        }
        else
        {
            (string reason, string message) = run.PodEnd == PodEnd.Unscheduled
                ? ("DeadlineExceeded", "Job was active longer than specified deadline")
                : ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
            status["failed"] = run.Pods;
            status["conditions"] = new JsonArray(Condition("FailureTarget", reason, message, end), Condition("Failed", reason, message, end));
        }

        return status;
    }

    private static JsonObject Condition(string type, string reason, string message, DateTimeOffset time)
    {
        JsonObject condition = SampleJson.Condition(type, true, reason, message, time);
        condition["lastProbeTime"] = SampleJson.Stamp(time);
        return condition;
    }
}
