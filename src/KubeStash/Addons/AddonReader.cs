using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

internal sealed class AddonReader() : RowReader<AddonWire, AddonRow>(KubeStashKinds.Addon, AddonsJson.Default.AddonWire)
{
    protected override AddonRow ToRow(AddonWire wire, ObjectMeta metadata)
    {
        AddonSpecWire spec = wire.Spec ?? new();
        return new AddonRow(metadata)
        {
            BackupTasks = ToTasks(spec.BackupTasks),
            RestoreTasks = ToTasks(spec.RestoreTasks),
        };
    }

    private static ImmutableArray<AddonTask> ToTasks(List<AddonTaskWire?>? tasks) => [.. tasks?.OfType<AddonTaskWire>().Select(ToTask) ?? []];

    private static AddonTask ToTask(AddonTaskWire task) => new(
        task.Name ?? string.Empty,
        task.Function ?? string.Empty,
        task.Driver ?? string.Empty,
        [.. task.Parameters?.OfType<AddonParameterWire>().Select(one => new AddonParameter(one.Name ?? string.Empty, one.Usage ?? string.Empty, one.Required ?? false, one.Default ?? string.Empty)) ?? []]);
}

internal sealed class AddonWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public AddonSpecWire? Spec { get; set; }
}

internal sealed class AddonSpecWire
{
    public List<AddonTaskWire?>? BackupTasks { get; set; }

    public List<AddonTaskWire?>? RestoreTasks { get; set; }
}

internal sealed class AddonTaskWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Function { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Driver { get; set; }

    public List<AddonParameterWire?>? Parameters { get; set; }
}

internal sealed class AddonParameterWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Name { get; set; }

    public string? Usage { get; set; }

    public bool? Required { get; set; }

    public string? Default { get; set; }
}
