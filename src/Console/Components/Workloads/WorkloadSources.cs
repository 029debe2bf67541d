using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Events;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Components.Workloads;

/// <summary>How pods, Jobs and events are kept: always those of one selector.</summary>
public static class WorkloadSources
{
    /// <summary>Pods.</summary>
    public static ResourceSource<PodRow> Pods { get; } = ResourceSource.Of(PodRow.Reader, null, null, row => row.Status, row => row.Node);

    /// <summary>Jobs.</summary>
    public static ResourceSource<JobRow> Jobs { get; } = ResourceSource.Of(JobRow.Reader, null, null, row => row.Status);

    /// <summary>Events.</summary>
    public static ResourceSource<EventRow> Events { get; } =
        ResourceSource.Of(EventRow.Reader, null, null, row => row.Reason, row => row.Message, row => row.InvolvedName, row => row.InvolvedKind, row => row.Type);
}
