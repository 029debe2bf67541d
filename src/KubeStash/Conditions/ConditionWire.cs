using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Conditions;

/// <summary>What readers need of a condition to say why a phase is what it is.</summary>
internal sealed class ConditionWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Status { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    // Most messages are one of a few fixed sentences; the pool returns long ones unshared.
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Message { get; set; }
}
