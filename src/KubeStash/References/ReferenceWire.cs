using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.References;

/// <summary>A name with an optional namespace, as KubeStash refers to storages, policies, Secrets, templates and verifiers.</summary>
internal sealed class ObjectReferenceWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Namespace { get; set; }
}

/// <summary>Something of which no more is read than its name.</summary>
internal sealed class NameWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }
}

/// <summary>Asked only whether it is there, so nothing of it is read.</summary>
internal sealed class PresentWire;

/// <summary>A target or <c>appRef</c>.</summary>
internal sealed class TypedReferenceWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? ApiGroup { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Kind { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Namespace { get; set; }
}
