using System.Text.Json.Serialization;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

internal sealed class AppBindingReader() : RowReader<AppBindingWire, AppBindingRow>(KubeStashKinds.AppBinding, AddonsJson.Default.AppBindingWire)
{
    protected override AppBindingRow ToRow(AppBindingWire wire, ObjectMeta metadata)
    {
        AppBindingSpecWire spec = wire.Spec ?? new();
        return new AppBindingRow(metadata)
        {
            Type = spec.Type ?? string.Empty,
            Version = spec.Version ?? string.Empty,
            Service = spec.ClientConfig?.Service?.Name ?? string.Empty,
            Secret = spec.Secret.Resolve(metadata),
            App = spec.AppRef.Resolve(metadata),
        };
    }
}

internal sealed class AppBindingWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public AppBindingSpecWire? Spec { get; set; }
}

internal sealed class AppBindingSpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Version { get; set; }

    public ClientConfigWire? ClientConfig { get; set; }

    public ObjectReferenceWire? Secret { get; set; }

    public TypedReferenceWire? AppRef { get; set; }
}

internal sealed class ClientConfigWire
{
    public NameWire? Service { get; set; }
}
