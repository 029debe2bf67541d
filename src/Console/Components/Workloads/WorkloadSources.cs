using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Events;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Components.Workloads;

/// <summary>How pods, Jobs and events are kept: always those of one selector.</summary>
public static class WorkloadSources
{
    /// <summary>Pods.</summary>
    public static ResourceSource<PodRow> Pods { get; } = new(PodRow.Reader, new StoreSchema<PodRow>(), (row, text) => Has(row.Name, text) || Has(row.Status, text) || Has(row.Node, text));

    /// <summary>Jobs.</summary>
    public static ResourceSource<JobRow> Jobs { get; } = new(JobRow.Reader, new StoreSchema<JobRow>(), (row, text) => Has(row.Name, text) || Has(row.Status, text));

    /// <summary>Events.</summary>
    public static ResourceSource<EventRow> Events { get; } =
        new(EventRow.Reader, new StoreSchema<EventRow>(), (row, text) => Has(row.Reason, text) || Has(row.Message, text) || Has(row.InvolvedName, text) || Has(row.InvolvedKind, text) || Has(row.Type, text));

    private static bool Has(string value, string text) => value.Contains(text, StringComparison.OrdinalIgnoreCase);
}
