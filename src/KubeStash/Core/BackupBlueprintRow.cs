using System.Collections.Immutable;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupBlueprint as lists and links need it. Its texts may hold variables, such as <c>${namespace}</c>.</summary>
public sealed record BackupBlueprintRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupBlueprintRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupBlueprintRow> Reader { get; } = new BackupBlueprintReader();

    /// <summary><c>spec.usagePolicy</c>.</summary>
    public UsagePolicy UsagePolicy { get; init; } = UsagePolicy.Default;

    /// <summary><c>spec.subjects[].kind</c>: kinds whose annotated objects it serves.</summary>
    public ImmutableArray<string> Subjects { get; init; } = [];

    /// <summary>Backends of the configurations it makes.</summary>
    public ImmutableArray<BackendReference> Backends { get; init; } = [];

    /// <summary>Sessions of the configurations it makes.</summary>
    public ImmutableArray<SessionTemplate> Sessions { get; init; } = [];
}
