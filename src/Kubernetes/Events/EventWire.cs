using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Events;

internal sealed class EventWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public InvolvedObjectWire? InvolvedObject { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public EventSourceWire? Source { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? ReportingComponent { get; set; }

    public int? Count { get; set; }

    public EventSeriesWire? Series { get; set; }

    public DateTimeOffset? FirstTimestamp { get; set; }

    public DateTimeOffset? LastTimestamp { get; set; }

    public DateTimeOffset? EventTime { get; set; }
}

internal sealed class InvolvedObjectWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Kind { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Namespace { get; set; }

    public string? Name { get; set; }

    public string? Uid { get; set; }
}

internal sealed class EventSourceWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Component { get; set; }
}

internal sealed class EventSeriesWire
{
    public int? Count { get; set; }

    public DateTimeOffset? LastObservedTime { get; set; }
}

/// <summary>Generated readers of the wire types. Unknown fields may be nested deeper than the serializer's usual 64 levels.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 512)]
[JsonSerializable(typeof(EventWire))]
internal sealed partial class EventJson : JsonSerializerContext;
