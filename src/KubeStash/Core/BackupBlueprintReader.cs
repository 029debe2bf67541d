using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupBlueprintReader() : RowReader<BackupBlueprintWire, BackupBlueprintRow>(KubeStashKinds.BackupBlueprint, CoreJson.Default.BackupBlueprintWire)
{
    protected override BackupBlueprintRow ToRow(BackupBlueprintWire wire, ObjectMeta metadata)
    {
        BackupBlueprintSpecWire spec = wire.Spec ?? new();
        return new BackupBlueprintRow(metadata)
        {
            UsagePolicy = spec.UsagePolicy.Read(),
            Subjects = spec.Subjects?.Select(subject => subject?.Kind).DistinctNames() ?? [],
            Backends = spec.BackupConfigurationTemplate?.Backends.ToBackends(metadata) ?? [],
            Sessions = spec.BackupConfigurationTemplate?.Sessions.ToSessions(metadata) ?? [],
        };
    }
}

internal sealed class BackupBlueprintWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupBlueprintSpecWire? Spec { get; set; }
}

internal sealed class BackupBlueprintSpecWire
{
    public UsagePolicyWire? UsagePolicy { get; set; }

    public List<SubjectWire?>? Subjects { get; set; }

    public BlueprintTemplateWire? BackupConfigurationTemplate { get; set; }
}

internal sealed class SubjectWire
{
    public string? Kind { get; set; }
}

internal sealed class BlueprintTemplateWire
{
    public List<BackendWire?>? Backends { get; set; }

    public List<SessionWire?>? Sessions { get; set; }
}
