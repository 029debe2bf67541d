using System.Collections.Frozen;
using BackupConsole.Clusters;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Pages.Sources;

/// <summary>How objects are kept of kinds that have no row record of their own.</summary>
internal static class KindSources
{
    private static readonly FrozenDictionary<ResourceKind, ResourceSource<KindRow>> All = KubeStashKinds.All.ToFrozenDictionary(kind => kind, Make);

    /// <summary>The rows of one of KubeStash's kinds.</summary>
    public static ResourceSource<KindRow> Of(ResourceKind kind) => All[kind];

    private static ResourceSource<KindRow> Make(ResourceKind kind) => new(
        KindRow.Reader(kind),
        new StoreSchema<KindRow>()
            .WithOrder("created", row => row.CreationTimestamp ?? DateTimeOffset.MinValue)
            .WithOrder("name", row => row.Name)
            .WithOrder("phase", row => row.Phase),
        (row, text) => row.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Namespace.Contains(text, StringComparison.OrdinalIgnoreCase))
    {
        PhaseOf = row => row.Phase,
    };
}
