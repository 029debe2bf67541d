using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupConfigurationWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupConfigurationSpecWire? Spec { get; set; }

    public BackupConfigurationStatusWire? Status { get; set; }
}

internal sealed class BackupConfigurationSpecWire
{
    public TypedReferenceWire? Target { get; set; }

    public bool? Paused { get; set; }

    public List<BackendWire?>? Backends { get; set; }

    public List<SessionWire?>? Sessions { get; set; }
}

internal sealed class BackendWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public ObjectReferenceWire? StorageRef { get; set; }

    public ObjectReferenceWire? RetentionPolicy { get; set; }
}

internal sealed class SessionWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public SchedulerWire? Scheduler { get; set; }

    public AddonWire? Addon { get; set; }

    public List<SessionRepositoryWire?>? Repositories { get; set; }

    /// <summary>Of a batch only: addon and repositories of each target.</summary>
    public List<SessionTargetWire?>? Targets { get; set; }

    public HooksWire? Hooks { get; set; }

    public RetryWire? RetryConfig { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? BackupTimeout { get; set; }
}

internal sealed class SessionTargetWire
{
    public AddonWire? Addon { get; set; }

    public List<SessionRepositoryWire?>? Repositories { get; set; }
}

internal sealed class SchedulerWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Schedule { get; set; }

    public bool? Suspend { get; set; }
}

internal sealed class AddonWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public List<NameWire?>? Tasks { get; set; }
}

internal sealed class SessionRepositoryWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Backend { get; set; }

    public string? Directory { get; set; }

    public ObjectReferenceWire? EncryptionSecret { get; set; }

    public ObjectReferenceWire? BackupVerifier { get; set; }
}

internal sealed class HooksWire
{
    public List<HookWire?>? PreBackup { get; set; }

    public List<HookWire?>? PostBackup { get; set; }
}

internal sealed class HookWire
{
    public ObjectReferenceWire? HookTemplate { get; set; }
}

internal sealed class RetryWire
{
    public int? MaxRetry { get; set; }
}

internal sealed class BackupConfigurationStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public bool? TargetFound { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }

    public List<BackendStatusWire?>? Backends { get; set; }

    public List<SessionStatusWire?>? Sessions { get; set; }
}

internal sealed class BackendStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public bool? Ready { get; set; }

    public BackendPartStatusWire? Storage { get; set; }

    public BackendPartStatusWire? RetentionPolicy { get; set; }
}

internal sealed class BackendPartStatusWire
{
    public string? Reason { get; set; }
}

internal sealed class SessionStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}
