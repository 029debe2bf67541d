using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes the pods of Jobs that are over.</summary>
internal sealed class PodWriter(ClusterBuilder cluster, EventWriter events)
{
    // A generated name has room for a suffix of five within 63 characters.
    private const int MaxPrefix = 58;

    private const string CompletionIndex = "batch.kubernetes.io/job-completion-index";

    private const string NoRoom = "0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 Insufficient memory.";

    /// <summary>Adds a pod.</summary>
    /// <param name="podSpec">Spec of the Job's template.</param>
    public SampleObject Add(SampleObject job, JobRun run, JsonObject podSpec, int index)
    {
        string number = index.ToString(CultureInfo.InvariantCulture);
        string prefix = run.Pods > 1 ? $"{job.Key.Name}-{number}-" : $"{job.Key.Name}-";
        string suffix = cluster.Ids.Suffix($"{job.Key}/{number}");
        ObjectKey key = new(job.Key.Namespace, (prefix.Length > MaxPrefix ? prefix[..MaxPrefix] : prefix) + suffix);
        JsonObject spec = podSpec.DeepClone().AsObject();
        bool placed = run.PodEnd != PodEnd.Unscheduled;
        if (placed)
        {
            spec["nodeName"] = Nodes.Of(cluster.Ids, key.Name);
        }

        JsonObject labels = run.Labels.DeepClone().AsObject();
        foreach (string prefixed in new[] { "batch.kubernetes.io/", "" })
        {
            labels[$"{prefixed}controller-uid"] = job.Uid;
            labels[$"{prefixed}job-name"] = job.Key.Name;
        }

        JsonObject? annotations = null;
        if (run.Pods > 1)
        {
            labels[CompletionIndex] = number;
            annotations = new JsonObject { [CompletionIndex] = number };
        }

        JsonObject status = placed ? EndedStatus(run, key, spec) : PendingStatus(run);
        SampleObject pod = cluster.Add(SampleKinds.Pod, key, run.Created, Managers.Controllers, new() { ["spec"] = spec }, status, new() { Labels = labels, Annotations = annotations, Owner = job }, Managers.Kubelet);
        if (placed)
        {
            AddLogs(run, key, index);
            AddEvents(pod, run, spec);
        }
        else
        {
            events.Add(pod, run.Created.AddMinutes(6), EventWriter.Scheduler, "FailedScheduling", NoRoom, warning: true, count: 4);
        }

        return pod;
    }

    private void AddLogs(JobRun run, ObjectKey pod, int index)
    {
        foreach (JobContainer container in run.Containers)
        {
            cluster.AddLog(pod, container.Name, container.Log(index), run.Started);
        }
    }

    private void AddEvents(SampleObject pod, JobRun run, JsonObject spec)
    {
        events.Add(pod, run.Created, EventWriter.Scheduler, "Scheduled", $"Successfully assigned {pod.Key} to {spec["nodeName"]}");
        JobContainer last = run.Containers[^1];
        string path = $"spec.containers{{{last.Name}}}";
        events.Add(pod, run.Started, EventWriter.Kubelet, "Pulled", $"Container image \"{last.Image}\" already present on machine", fieldPath: path);
        events.Add(pod, run.Started, EventWriter.Kubelet, "Created", $"Created container: {last.Name}", fieldPath: path);
        events.Add(pod, run.Started, EventWriter.Kubelet, "Started", $"Started container {last.Name}", fieldPath: path);
    }

    private JsonObject EndedStatus(JobRun run, ObjectKey key, JsonObject spec)
    {
        bool good = run.PodEnd == PodEnd.Completed;
        string reason = good ? "PodCompleted" : "PodFailed";
        string node = spec["nodeName"]!.GetValue<string>();
        JsonObject status = new()
        {
            ["conditions"] = new JsonArray(
                Condition("PodReadyToStartContainers", false, null, run.Ended.AddSeconds(1)),
                Condition("Initialized", true, good ? "PodCompleted" : null, run.Started),
                Condition("Ready", false, reason, run.Ended),
                Condition("ContainersReady", false, reason, run.Ended),
                Condition("PodScheduled", true, null, run.Created)),
            ["containerStatuses"] = new JsonArray(ContainerStatus(run, key, run.Containers[^1], run.PodEnd)),
            ["hostIP"] = $"10.20.0.1{node[^1]}",
            ["phase"] = good ? "Succeeded" : "Failed",
            ["podIP"] = string.Create(CultureInfo.InvariantCulture, $"10.244.1{node[^1]}.{(cluster.Ids.Number(key.Name) % 240) + 10}"),
            ["qosClass"] = "BestEffort",
            ["startTime"] = SampleJson.Stamp(run.Created),
        };
        if (run.Containers.Count > 1)
        {
            status["initContainerStatuses"] = SampleJson.List(run.Containers.SkipLast(1).Select(container => ContainerStatus(run, key, container, PodEnd.Completed)));
        }

        return status;
    }

    private JsonObject ContainerStatus(JobRun run, ObjectKey key, JobContainer container, PodEnd end)
    {
        (int code, string reason) = end switch { PodEnd.Completed => (0, "Completed"), PodEnd.OutOfMemory => (137, "OOMKilled"), _ => (run.ExitCode, "Error") };
        string id = $"containerd://{cluster.Ids.Hex($"{key}/{container.Name}", 64)}";
        JsonObject terminated = new()
        {
            ["containerID"] = id,
            ["exitCode"] = code,
            ["finishedAt"] = SampleJson.Stamp(run.Ended),
            ["reason"] = reason,
            ["startedAt"] = SampleJson.Stamp(run.Started),
        };
        return new JsonObject
        {
            ["containerID"] = id,
            ["image"] = container.Image,
            ["imageID"] = $"sha256:{cluster.Ids.Hex(container.Image, 64)}",
            ["name"] = container.Name,
            ["ready"] = false,
            ["restartCount"] = 0,
            ["started"] = false,
            ["state"] = new JsonObject { ["terminated"] = terminated },
        };
    }

    private static JsonObject PendingStatus(JobRun run)
    {
        JsonObject scheduled = Condition("PodScheduled", false, "Unschedulable", run.Created);
        scheduled["message"] = NoRoom;
        return new JsonObject { ["conditions"] = new JsonArray(scheduled), ["phase"] = "Failed", ["qosClass"] = "BestEffort", ["reason"] = "DeadlineExceeded", ["message"] = "The Job's deadline passed before a node had room for the pod." };
    }

    private static JsonObject Condition(string type, bool status, string? reason, DateTimeOffset time)
    {
        JsonObject condition = new() { ["lastTransitionTime"] = SampleJson.Stamp(time) };
        if (reason is not null)
        {
            condition["reason"] = reason;
        }

        condition["status"] = status ? "True" : "False";
        condition["type"] = type;
        return condition;
    }
}
