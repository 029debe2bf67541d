using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

internal sealed class SnapshotWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public SnapshotSpecWire? Spec { get; set; }

    public SnapshotStatusWire? Status { get; set; }
}

internal sealed class SnapshotSpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Repository { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Session { get; set; }

    public string? BackupSession { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    public TypedReferenceWire? AppRef { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? DeletionPolicy { get; set; }
}

internal sealed class SnapshotStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public DateTimeOffset? SnapshotTime { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Size { get; set; }

    public bool? Integrity { get; set; }

    public int? TotalComponents { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? VerificationStatus { get; set; }

    public string? VerificationSession { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }

    public Dictionary<string, SnapshotComponentWire?>? Components { get; set; }
}

internal sealed class SnapshotComponentWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Driver { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public string? Error { get; set; }

    public List<VolumeSnapshotterStatsWire?>? VolumeSnapshotterStats { get; set; }
}

internal sealed class VolumeSnapshotterStatsWire
{
    public string? VolumeSnapshotName { get; set; }
}
