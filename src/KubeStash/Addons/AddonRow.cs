using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

/// <summary>An Addon as lists, links and forms need it.</summary>
public sealed record AddonRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public AddonRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<AddonRow> Reader { get; } = new AddonReader();

    /// <summary><c>spec.backupTasks[]</c>.</summary>
    public ImmutableArray<AddonTask> BackupTasks { get; init; } = [];

    /// <summary><c>spec.restoreTasks[]</c>.</summary>
    public ImmutableArray<AddonTask> RestoreTasks { get; init; } = [];
}
