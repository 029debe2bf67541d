using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Workloads;
using BackupConsole.KubeStash.Workloads;

namespace BackupConsole.Components.Workloads;

/// <summary>Which log is shown: what the address asks for, else what somebody wants to see who comes to find out what goes on, or what went wrong.</summary>
public static class LogChoice
{
    /// <summary>The log to show; <c>null</c> when there is none to choose.</summary>
    /// <param name="pods">The pods there are.</param>
    /// <param name="askedPod">The pod of the address; empty for any.</param>
    /// <param name="askedContainer">The container of the address; empty for any.</param>
    /// <param name="previous">Whether the run before is asked for.</param>
    /// <param name="current">What is shown now: it stays while it can, also when its pod goes, as somebody may be reading.</param>
    public static LogTarget? Choose(ImmutableArray<PodRow> pods, string askedPod, string askedContainer, bool previous, LogTarget? current)
    {
        string wanted = askedPod.Length > 0 ? askedPod : current?.Pod.Name ?? "";
        PodRow? pod = pods.FirstOrDefault(row => row.Name == wanted);
        if (pod is null && current is not null && current.Pod.Name == wanted)
        {
            return current;
        }

        pod ??= pods.OrderByDescending(Interest).ThenBy(IsAside).ThenByDescending(row => row.CreationTimestamp).ThenBy(row => row.Name, StringComparer.Ordinal).FirstOrDefault();
        if (pod is null || pod.Containers.IsEmpty)
        {
            return null;
        }

        ContainerRow container = (askedContainer.Length > 0 ? pod.Find(askedContainer) : Stays(pod, current)) ?? Container(pod);
        return new LogTarget(pod.Key, container.Name, previous && container.Restarts > 0);
    }

    private static int Interest(PodRow pod) =>
        pod.Phase == "Failed" || pod.Containers.Any(container => container.HasFailed) ? 3 : pod.Phase == "Running" ? 2 : pod.HasEnded ? 0 : 1;

    // What runs after or beside the work itself; usually it goes well and tells little.
    private static bool IsAside(PodRow pod) => pod.Labels[InvokerLabels.Component] is "kubestash-retention-policy" or "kubestash-cleaner" or "kubestash-hook";

    // An initial container that has ended well gives way to the one after it.
    private static ContainerRow? Stays(PodRow pod, LogTarget? current)
    {
        ContainerRow? shown = current?.Pod == pod.Key ? pod.Find(current.Container) : null;
        return shown is { IsInit: true, Phase: ContainerPhase.Terminated, ExitCode: 0 } or { Phase: ContainerPhase.Waiting or ContainerPhase.Unknown } ? null : shown;
    }

    private static ContainerRow Container(PodRow pod) =>
        pod.Containers.FirstOrDefault(container => container.HasFailed)
        ?? pod.Containers.FirstOrDefault(container => container.Phase == ContainerPhase.Running)
        ?? pod.Containers.FirstOrDefault(container => container is { IsInit: true, Phase: not ContainerPhase.Terminated } && pod.Phase == "Pending")
        ?? pod.Containers.FirstOrDefault(container => !container.IsInit)
        ?? pod.Containers[0];
}
