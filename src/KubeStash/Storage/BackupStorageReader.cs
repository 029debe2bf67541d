using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

internal sealed class BackupStorageReader()
    : RowReader<BackupStorageWire, BackupStorageRow>(KubeStashKinds.BackupStorage, StorageJson.Default.BackupStorageWire)
{
    protected override BackupStorageRow ToRow(BackupStorageWire wire, ObjectMeta metadata)
    {
        BackupStorageSpecWire spec = wire.Spec ?? new();
        BackendSpecWire storage = spec.Storage ?? new();
        BackupStorageStatusWire status = wire.Status ?? new();
        return new BackupStorageRow(metadata)
        {
            Provider = storage.Provider ?? string.Empty,
            SecretName = storage.S3?.SecretName ?? storage.Gcs?.SecretName ?? storage.Azure?.SecretName ?? string.Empty,
            ClaimName = storage.Local?.PersistentVolumeClaim?.ClaimName ?? string.Empty,
            Place = PlaceOf(storage),
            IsDefault = spec.Default ?? false,
            UsagePolicy = spec.UsagePolicy.Read(),
            DeletionPolicy = spec.DeletionPolicy ?? string.Empty,
            Phase = status.Phase ?? string.Empty,
            TotalSize = status.TotalSize ?? string.Empty,
            RepositoryCount = status.Repositories?.Count ?? 0,
            FailureReason = status.Phase == Phase.Ready ? null : FailureReason.FromConditions(KubeStashKinds.BackupStorage, status.Conditions),
        };
    }

    private static StoragePlace? PlaceOf(BackendSpecWire storage)
    {
        string provider = storage.Provider ?? string.Empty;
        BucketWire? place = provider switch { "s3" => storage.S3, "gcs" => storage.Gcs, "azure" => storage.Azure, _ => null };
        return place is null ? null : StoragePlace.Of(provider, place.Bucket, place.StorageAccount, place.Container, place.Region, place.Prefix);
    }
}

internal sealed class BackupStorageWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupStorageSpecWire? Spec { get; set; }

    public BackupStorageStatusWire? Status { get; set; }
}

internal sealed class BackupStorageSpecWire
{
    public BackendSpecWire? Storage { get; set; }

    public bool? Default { get; set; }

    public UsagePolicyWire? UsagePolicy { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? DeletionPolicy { get; set; }
}

internal sealed class BackendSpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Provider { get; set; }

    public BucketWire? S3 { get; set; }

    public BucketWire? Gcs { get; set; }

    public BucketWire? Azure { get; set; }

    public LocalBackendWire? Local { get; set; }
}

/// <summary>The settings of all three: each has some of the fields.</summary>
internal sealed class BucketWire
{
    public string? Bucket { get; set; }

    public string? StorageAccount { get; set; }

    public string? Container { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Region { get; set; }

    public string? Prefix { get; set; }

    public string? SecretName { get; set; }
}

internal sealed class LocalBackendWire
{
    public ClaimWire? PersistentVolumeClaim { get; set; }
}

internal sealed class ClaimWire
{
    public string? ClaimName { get; set; }
}

internal sealed class BackupStorageStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public string? TotalSize { get; set; }

    public List<StorageRepositoryWire?>? Repositories { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}

/// <summary>Counted only, so nothing of an entry is read.</summary>
internal sealed class StorageRepositoryWire;
