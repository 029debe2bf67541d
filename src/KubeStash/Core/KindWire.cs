using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class KindWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public KindStatusWire? Status { get; set; }
}

internal sealed class KindStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }
}
