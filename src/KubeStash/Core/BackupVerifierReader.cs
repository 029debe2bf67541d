using System.Text.Json.Serialization;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupVerifierReader() : RowReader<BackupVerifierWire, BackupVerifierRow>(KubeStashKinds.BackupVerifier, CoreJson.Default.BackupVerifierWire)
{
    protected override BackupVerifierRow ToRow(BackupVerifierWire wire, ObjectMeta metadata)
    {
        BackupVerifierSpecWire spec = wire.Spec ?? new();
        return new BackupVerifierRow(metadata)
        {
            Type = spec.Type ?? string.Empty,
            Function = spec.Function ?? string.Empty,
            Schedule = spec.Scheduler?.Schedule ?? string.Empty,
            Addon = spec.RestoreOption?.AddonInfo?.Name ?? string.Empty,
            Tasks = spec.RestoreOption?.AddonInfo.TaskNames() ?? [],
            Target = spec.RestoreOption?.Target.Resolve(metadata),
        };
    }
}

internal sealed class BackupVerifierWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupVerifierSpecWire? Spec { get; set; }
}

internal sealed class BackupVerifierSpecWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Function { get; set; }

    public SchedulerWire? Scheduler { get; set; }

    public RestoreOptionWire? RestoreOption { get; set; }
}

internal sealed class RestoreOptionWire
{
    public TypedReferenceWire? Target { get; set; }

    public AddonWire? AddonInfo { get; set; }
}
