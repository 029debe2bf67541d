using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

/// <summary>A RetentionPolicy as lists and links need it. Absent texts are empty; absent numbers are null.</summary>
public sealed record RetentionPolicyRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public RetentionPolicyRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<RetentionPolicyRow> Reader { get; } = new RetentionPolicyReader();

    /// <summary>Annotations, whole.</summary>
    public LabelSet Annotations { get; init; }

    /// <summary><c>spec.maxRetentionPeriod</c> as written; empty when only counts are set.</summary>
    public string MaxRetentionPeriod { get; init; } = string.Empty;

    /// <summary>What it keeps.</summary>
    public RetentionRules Rules { get; init; } = new();

    /// <summary><c>spec.default</c>: used where a configuration of the namespace names none; unset means false.</summary>
    public bool IsDefault { get; init; }

    /// <summary><c>spec.usagePolicy</c>.</summary>
    public UsagePolicy UsagePolicy { get; init; } = UsagePolicy.Default;
}
