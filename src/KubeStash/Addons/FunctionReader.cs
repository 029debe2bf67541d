using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

internal sealed class FunctionReader() : RowReader<FunctionWire, FunctionRow>(KubeStashKinds.Function, AddonsJson.Default.FunctionWire)
{
    protected override FunctionRow ToRow(FunctionWire wire, ObjectMeta metadata)
    {
        FunctionSpecWire spec = wire.Spec ?? new();
        return new FunctionRow(metadata)
        {
            Image = spec.Image ?? string.Empty,
        };
    }
}

internal sealed class FunctionWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public FunctionSpecWire? Spec { get; set; }
}

internal sealed class FunctionSpecWire
{
    public string? Image { get; set; }
}
