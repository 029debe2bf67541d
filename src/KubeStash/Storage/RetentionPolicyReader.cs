using System.Text.Json.Serialization;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

internal sealed class RetentionPolicyReader() : RowReader<RetentionPolicyWire, RetentionPolicyRow>(KubeStashKinds.RetentionPolicy, StorageJson.Default.RetentionPolicyWire)
{
    protected override RetentionPolicyRow ToRow(RetentionPolicyWire wire, ObjectMeta metadata)
    {
        RetentionPolicySpecWire spec = wire.Spec ?? new();
        return new RetentionPolicyRow(metadata)
        {
            Annotations = wire.Metadata?.Annotations ?? LabelSet.Empty,
            MaxRetentionPeriod = spec.MaxRetentionPeriod ?? string.Empty,
            Rules = RulesOf(spec),
            IsDefault = spec.Default ?? false,
            UsagePolicy = spec.UsagePolicy.Read(),
        };
    }

    private static RetentionRules RulesOf(RetentionPolicySpecWire spec)
    {
        SuccessfulSnapshotsWire counts = spec.SuccessfulSnapshots ?? new();
        return new RetentionRules
        {
            MaxRetentionPeriod = spec.MaxRetentionPeriod ?? string.Empty,
            HasCounts = spec.SuccessfulSnapshots is not null,
            Last = counts.Last,
            Counts = [counts.Hourly, counts.Daily, counts.Weekly, counts.Monthly, counts.Yearly],
            Failed = spec.FailedSnapshots?.Last,
        };
    }
}

internal sealed class RetentionPolicyWire : IWireObject
{
    public AnnotatedMeta? Metadata { get; set; }

    ObjectMeta? IWireObject.Metadata => Metadata;

    public RetentionPolicySpecWire? Spec { get; set; }
}

internal sealed class RetentionPolicySpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? MaxRetentionPeriod { get; set; }

    public bool? Default { get; set; }

    public SuccessfulSnapshotsWire? SuccessfulSnapshots { get; set; }

    public FailedSnapshotsWire? FailedSnapshots { get; set; }

    public UsagePolicyWire? UsagePolicy { get; set; }
}

internal sealed class SuccessfulSnapshotsWire
{
    public int? Last { get; set; }

    public int? Hourly { get; set; }

    public int? Daily { get; set; }

    public int? Weekly { get; set; }

    public int? Monthly { get; set; }

    public int? Yearly { get; set; }
}

internal sealed class FailedSnapshotsWire
{
    public int? Last { get; set; }
}
