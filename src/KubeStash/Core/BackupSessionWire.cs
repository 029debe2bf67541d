using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupSessionWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupSessionSpecWire? Spec { get; set; }

    public BackupSessionStatusWire? Status { get; set; }
}

internal sealed class BackupSessionSpecWire
{
    public TypedReferenceWire? Invoker { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Session { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? BackupTimeout { get; set; }

    public int? RetryLeft { get; set; }
}

internal sealed class BackupSessionStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Duration { get; set; }

    public DateTimeOffset? BackupDeadline { get; set; }

    public DateTimeOffset? SessionDeadline { get; set; }

    public int? TotalSnapshots { get; set; }

    public List<SessionSnapshotWire?>? Snapshots { get; set; }

    public List<SessionRetentionWire?>? RetentionPolicy { get; set; }

    public bool? Retried { get; set; }

    public DateTimeOffset? NextRetry { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}

internal sealed class SessionSnapshotWire
{
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Repository { get; set; }
}

internal sealed class SessionRetentionWire
{
    public ObjectReferenceWire? Ref { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Repository { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public string? Error { get; set; }
}
