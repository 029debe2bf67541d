using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

internal sealed class RepositoryReader() : RowReader<RepositoryWire, RepositoryRow>(KubeStashKinds.Repository, StorageJson.Default.RepositoryWire)
{
    protected override RepositoryRow ToRow(RepositoryWire wire, ObjectMeta metadata)
    {
        RepositorySpecWire spec = wire.Spec ?? new();
        RepositoryStatusWire status = wire.Status ?? new();
        return new RepositoryRow(metadata)
        {
            Storage = spec.StorageRef.Resolve(metadata),
            Target = spec.AppRef.Resolve(metadata),
            EncryptionSecret = spec.EncryptionSecret.Resolve(metadata),
            Path = spec.Path ?? string.Empty,
            DeletionPolicy = spec.DeletionPolicy ?? string.Empty,
            Phase = status.Phase ?? string.Empty,
            Size = status.Size ?? string.Empty,
            SnapshotCount = status.SnapshotCount,
            LastBackupTime = status.LastBackupTime,
            Integrity = status.Integrity,
            FailureReason = status.Phase == Phase.Ready ? null : FailureReason.FromConditions(KubeStashKinds.Repository, status.Conditions),
        };
    }
}

internal sealed class RepositoryWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public RepositorySpecWire? Spec { get; set; }

    public RepositoryStatusWire? Status { get; set; }
}

internal sealed class RepositorySpecWire
{
    public ObjectReferenceWire? StorageRef { get; set; }

    public TypedReferenceWire? AppRef { get; set; }

    public ObjectReferenceWire? EncryptionSecret { get; set; }

    public string? Path { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? DeletionPolicy { get; set; }
}

internal sealed class RepositoryStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public string? Size { get; set; }

    public int? SnapshotCount { get; set; }

    public DateTimeOffset? LastBackupTime { get; set; }

    public bool? Integrity { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}
