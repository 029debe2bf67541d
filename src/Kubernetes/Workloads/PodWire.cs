using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

internal sealed class PodWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public PodSpecWire? Spec { get; set; }

    public PodStatusWire? Status { get; set; }
}

internal sealed class PodSpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? NodeName { get; set; }

    public List<ContainerWire?>? InitContainers { get; set; }

    public List<ContainerWire?>? Containers { get; set; }
}

internal sealed class ContainerWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Image { get; set; }
}

internal sealed class PodStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    public string? Message { get; set; }

    [JsonPropertyName("podIP")]
    public string? PodIp { get; set; }

    public List<WorkloadConditionWire?>? Conditions { get; set; }

    public List<ContainerStatusWire?>? InitContainerStatuses { get; set; }

    public List<ContainerStatusWire?>? ContainerStatuses { get; set; }
}

internal sealed class WorkloadConditionWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Status { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    public string? Message { get; set; }
}

internal sealed class ContainerStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public bool? Ready { get; set; }

    public bool? Started { get; set; }

    public int? RestartCount { get; set; }

    public ContainerStateWire? State { get; set; }
}

internal sealed class ContainerStateWire
{
    public ContainerWaitingWire? Waiting { get; set; }

    public ContainerRunningWire? Running { get; set; }

    public ContainerTerminatedWire? Terminated { get; set; }
}

internal sealed class ContainerWaitingWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    public string? Message { get; set; }
}

internal sealed class ContainerRunningWire
{
    public DateTimeOffset? StartedAt { get; set; }
}

internal sealed class ContainerTerminatedWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public int? ExitCode { get; set; }

    public int? Signal { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
