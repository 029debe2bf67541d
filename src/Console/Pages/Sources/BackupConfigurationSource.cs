using BackupConsole.Clusters;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Pages.Sources;

/// <summary>How BackupConfigurations are kept: one way for every page, as the rows are shared.</summary>
internal static class BackupConfigurationSource
{
    /// <summary>Lookup by the object itself.</summary>
    public const string Self = "self";

    /// <summary>The rows.</summary>
    public static ResourceSource<BackupConfigurationRow> Rows { get; } = new(
        BackupConfigurationRow.Reader,
        new StoreSchema<BackupConfigurationRow>()
            .WithOrder("created", row => row.CreationTimestamp ?? DateTimeOffset.MinValue)
            .WithOrder("name", row => row.Name)
            .WithLookup(Self, row => row.Key),
        (row, text) => row.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Namespace.Contains(text, StringComparison.OrdinalIgnoreCase));
}
