using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Columns;

/// <summary>The word in the Status column of pods: the phase, or the more telling reason of a container.</summary>
internal static class PodState
{
    /// <summary>The word for a pod.</summary>
    public static string Of(JsonObject pod)
    {
        string phase = pod.TextOrEmpty("status", "phase");
        string state = pod.Text("status", "reason") is { Length: > 0 } reason ? reason : phase;
        if (IsGated(pod))
        {
            state = "SchedulingGated";
        }

        state = Initialization(pod) ?? FromContainers(pod, state);
        if (pod.At("metadata", "deletionTimestamp") is not null && phase is not ("Succeeded" or "Failed"))
        {
            state = pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
        }

        return state;
    }

    /// <summary>Whether an init container keeps the pod's containers from starting.</summary>
    public static bool IsInitializing(JsonObject pod) => Initialization(pod) is not null;

    /// <summary>Whether an init container keeps running beside the others.</summary>
    public static bool IsSidecar(JsonObject container) => container.Text("restartPolicy") == "Always";

    /// <summary>Whether a status belongs to a sidecar of the pod.</summary>
    public static bool IsSidecarStatus(JsonObject pod, JsonObject status) =>
        pod.Objects("spec", "initContainers").Any(container => container.Text("name") == status.Text("name") && IsSidecar(container));

    private static bool IsGated(JsonObject pod) => pod.Objects("status", "conditions")
        .Any(condition => condition.Text("type") == "PodScheduled" && condition.Text("reason") == "SchedulingGated");

    private static string? Initialization(JsonObject pod)
    {
        if (pod.Objects("status", "conditions").Any(condition => condition.Text("type") == "Initialized" && condition.Text("status") == "True"))
        {
            return null;
        }

        int position = 0;
        foreach (JsonObject status in pod.Objects("status", "initContainerStatuses"))
        {
            if (status.Number("state", "terminated", "exitCode") == 0 || (IsSidecarStatus(pod, status) && status.IsTrue("started")))
            {
                position++;
                continue;
            }

            if (status.At("state", "terminated") is JsonObject terminated)
            {
                return "Init:" + Ended(terminated);
            }

            return status.Text("state", "waiting", "reason") is { Length: > 0 } reason and not "PodInitializing"
                ? "Init:" + reason
                : string.Create(CultureInfo.InvariantCulture, $"Init:{position}/{pod.Count("spec", "initContainers")}");
        }

        return null;
    }

    // The first container in the list has the last word.
    private static string FromContainers(JsonObject pod, string state)
    {
        bool running = false;
        foreach (JsonObject status in pod.Objects("status", "containerStatuses").Reverse())
        {
            if (status.Text("state", "waiting", "reason") is { Length: > 0 } waiting)
            {
                state = waiting;
            }
            else if (status.At("state", "terminated") is JsonObject terminated)
            {
                state = Ended(terminated);
            }
            else if (status.IsTrue("ready") && status.At("state", "running") is not null)
            {
                running = true;
            }
        }

        if (state != "Completed" || !running)
        {
            return state;
        }

        return pod.Objects("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True") ? "Running" : "NotReady";
    }

    private static string Ended(JsonObject terminated)
    {
        if (terminated.Text("reason") is { Length: > 0 } reason)
        {
            return reason;
        }

        return terminated.Number("signal") is { } signal and not 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Number("exitCode") ?? 0}");
    }
}
