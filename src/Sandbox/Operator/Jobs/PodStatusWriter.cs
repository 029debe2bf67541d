using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>Writes the stages of a pod's life into its status.</summary>
internal static class PodStatusWriter
{
    /// <summary>No node takes the pod.</summary>
    public static void Unschedulable(JsonObject status, string problem, DateTimeOffset now)
    {
        status["phase"] = "Pending";
        Conditions.Set(status, "PodScheduled", false, "Unschedulable", problem, now);
    }

    /// <summary>A node has taken the pod; its containers wait.</summary>
    public static void Waiting(JsonObject status, JsonObject pod, string reason, string message, DateTimeOffset now)
    {
        status["phase"] = "Pending";
        status["startTime"] ??= Meta.Stamp(now);
        status["hostIP"] ??= Address("10.0.0.", pod.TextOrEmpty("spec", "nodeName"));
        Conditions.Set(status, "PodScheduled", true, null, null, now);
        Conditions.Set(status, "Initialized", !pod.Objects("spec", "initContainers").Any(), null, null, now);
        NotReady(status, pod, now);
        JsonObject waiting = new() { ["reason"] = reason };
        if (message.Length > 0)
        {
            waiting["message"] = message;
        }

        foreach (JsonObject container in Containers(pod))
        {
            Set(status, pod, container, new JsonObject { ["waiting"] = waiting.DeepClone() }, ready: false);
        }
    }

    /// <summary>A container runs.</summary>
    public static void Running(JsonObject status, JsonObject pod, JsonObject container, DateTimeOffset since)
    {
        bool initial = IsInitial(pod, container);
        status["phase"] = initial ? "Pending" : "Running";
        status["podIP"] ??= Address("10.244.", pod.Uid());
        status["podIPs"] ??= new JsonArray(new JsonObject { ["ip"] = status.Text("podIP") });
        Set(status, pod, container, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Meta.Stamp(since) } }, ready: !initial);
        if (!initial)
        {
            Conditions.Set(status, "Initialized", true, null, null, since);
            if (pod.Objects("spec", "containers").All(entry => Status(status, pod, entry).IsTrue("ready")))
            {
                Conditions.Set(status, "ContainersReady", true, null, null, since);
                Conditions.Set(status, "Ready", true, null, null, since);
            }
        }
    }

    /// <summary>A container has ended; the pod with it when it was the last one, or failed.</summary>
    public static void Terminated(JsonObject status, JsonObject pod, JsonObject container, Script script, DateTimeOffset since, DateTimeOffset now)
    {
        JsonObject terminated = new()
        {
            ["exitCode"] = script.ExitCode,
            ["reason"] = script.Reason ?? (script.Succeeds ? "Completed" : "Error"),
            ["startedAt"] = Meta.Stamp(since),
            ["finishedAt"] = Meta.Stamp(now),
        };
        if (script.Message is { } message)
        {
            terminated["message"] = message;
        }

        bool initial = IsInitial(pod, container);
        Set(status, pod, container, new JsonObject { ["terminated"] = terminated }, ready: initial && script.Succeeds);
        JsonObject[] main = [.. pod.Objects("spec", "containers")];
        bool allEnded = main.All(entry => Status(status, pod, entry).At("state", "terminated") is not null);
        if (initial && !script.Succeeds)
        {
            status["phase"] = "Failed";
            NotReady(status, pod, now);
        }
        else if (!initial && allEnded)
        {
            status["phase"] = main.All(entry => Status(status, pod, entry).Number("state", "terminated", "exitCode") == 0) ? "Succeeded" : "Failed";
            NotReady(status, pod, now);
        }
    }

    /// <summary>The status of a container; null when it has none yet.</summary>
    public static JsonObject? Status(JsonNode? status, JsonObject pod, JsonObject container) =>
        status.Objects(ListOf(pod, container)).FirstOrDefault(entry => entry.Text("name") == container.Text("name"));

    /// <summary>All containers, initial ones first.</summary>
    public static IEnumerable<JsonObject> Containers(JsonObject pod) => pod.Objects("spec", "initContainers").Concat(pod.Objects("spec", "containers"));

    /// <summary>Whether a container is one of those that run before the others, one after the other.</summary>
    public static bool IsInitial(JsonObject pod, JsonObject container) =>
        pod.Objects("spec", "initContainers").Any(entry => entry.Text("name") == container.Text("name"));

    private static string ListOf(JsonObject pod, JsonObject container) => IsInitial(pod, container) ? "initContainerStatuses" : "containerStatuses";

    private static void NotReady(JsonObject status, JsonObject pod, DateTimeOffset now)
    {
        string phase = status.TextOrEmpty("phase");
        (string reason, string? message) = phase switch
        {
            "Succeeded" => ("PodCompleted", null),
            "Failed" => ("PodFailed", null),
            _ => ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', pod.Objects("spec", "containers").Select(entry => entry.Text("name")))}]"),
        };
        Conditions.Set(status, "ContainersReady", false, reason, message, now);
        Conditions.Set(status, "Ready", false, reason, message, now);
    }

    private static void Set(JsonObject status, JsonObject pod, JsonObject container, JsonObject state, bool ready)
    {
        string list = ListOf(pod, container);
        if (status[list] is not JsonArray entries)
        {
            status[list] = entries = [];
        }

        JsonObject? entry = Status(status, pod, container);
        if (entry is null)
        {
            entry = new JsonObject { ["name"] = container.Text("name") };
            entries.Add((JsonNode)entry);
        }

        bool waiting = state["waiting"] is not null;
        entry["image"] = container.TextOrEmpty("image");
        entry["imageID"] = waiting ? "" : $"{container.TextOrEmpty("image").Split(':')[0]}@sha256:{Chance.Hex("image", container.TextOrEmpty("image"))}";
        entry["containerID"] = waiting ? "" : $"containerd://{Chance.Hex("container", pod.Uid(), container.TextOrEmpty("name"))}";
        entry["lastState"] ??= new JsonObject();
        entry["ready"] = ready;
        entry["restartCount"] ??= 0;
        entry["started"] = state["running"] is not null;
        entry["state"] = state;
        if (waiting)
        {
            entry.Remove("containerID");
        }
    }

    private static string Address(string network, string seed)
    {
        int parts = network.Count(letter => letter == '.') == 2 ? 2 : 1;
        IEnumerable<int> numbers = Enumerable.Range(0, parts).Select(part => 1 + (int)(Chance.Of("address", seed, network, part == 0 ? "a" : "b") * 250));
        return network + string.Join('.', numbers);
    }
}
