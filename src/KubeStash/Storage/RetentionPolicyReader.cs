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
            IsDefault = spec.Default ?? false,
            UsagePolicy = spec.UsagePolicy.Read(),
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

    public UsagePolicyWire? UsagePolicy { get; set; }
}
