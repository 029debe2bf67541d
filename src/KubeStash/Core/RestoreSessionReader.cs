using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class RestoreSessionReader() : RowReader<RestoreSessionWire, RestoreSessionRow>(KubeStashKinds.RestoreSession, CoreJson.Default.RestoreSessionWire)
{
    protected override RestoreSessionRow ToRow(RestoreSessionWire wire, ObjectMeta metadata)
    {
        RestoreSessionSpecWire spec = wire.Spec ?? new();
        DataSourceWire data = spec.DataSource ?? new();
        RestoreSessionStatusWire status = wire.Status ?? new();
        return new RestoreSessionRow(metadata)
        {
            Target = spec.Target.Resolve(metadata),
            Addon = spec.Addon?.Name ?? string.Empty,
            Tasks = spec.Addon.TaskNames(),
            DataNamespace = string.IsNullOrEmpty(data.Namespace) ? metadata.Namespace ?? string.Empty : data.Namespace,
            Repository = data.Repository ?? string.Empty,
            Snapshot = data.Snapshot ?? string.Empty,
            TargetTime = data.Pitr?.TargetTime,
            EncryptionSecret = data.EncryptionSecret.Resolve(metadata),
            HookTemplates = SessionTemplates.Templates(metadata, spec.Hooks?.PreRestore, spec.Hooks?.PostRestore),
            PausedBackups = [.. status.PausedBackups.Present().Select(paused => paused.Resolve(metadata)).OfType<TypedObjectReference>()],
            ResolvedSnapshot = status.Dependencies.Present().FirstOrDefault(one => one.Kind == KubeStashKinds.Snapshot.Kind)?.Name ?? string.Empty,
            TotalComponents = status.TotalComponents,
            Phase = status.Phase ?? string.Empty,
            Duration = status.Duration ?? string.Empty,
            FailureReason = status.Phase == Phase.Succeeded ? null : FailureReason.FromConditions(KubeStashKinds.RestoreSession, status.Conditions) ?? FailedComponent(status),
        };
    }

    private static string? FailedComponent(RestoreSessionStatusWire status) =>
        status.Components?.Where(component => component.Value?.Phase == Phase.Failed)
            .Select(component => FailureReason.Shorten($"Component {component.Key} failed: {component.Value!.Error}"))
            .FirstOrDefault();
}

internal sealed class RestoreSessionWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public RestoreSessionSpecWire? Spec { get; set; }

    public RestoreSessionStatusWire? Status { get; set; }
}

internal sealed class RestoreSessionSpecWire
{
    public TypedReferenceWire? Target { get; set; }

    public AddonWire? Addon { get; set; }

    public DataSourceWire? DataSource { get; set; }

    public RestoreHooksWire? Hooks { get; set; }
}

internal sealed class RestoreSessionStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Duration { get; set; }

    public int? TotalComponents { get; set; }

    public List<TypedReferenceWire?>? PausedBackups { get; set; }

    public List<DependencyWire?>? Dependencies { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }

    public Dictionary<string, RestoreComponentWire?>? Components { get; set; }
}

internal sealed class DataSourceWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Namespace { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Repository { get; set; }

    public string? Snapshot { get; set; }

    public PointInTimeWire? Pitr { get; set; }

    public ObjectReferenceWire? EncryptionSecret { get; set; }
}

internal sealed class PointInTimeWire
{
    public DateTimeOffset? TargetTime { get; set; }
}

internal sealed class RestoreHooksWire
{
    public List<HookWire?>? PreRestore { get; set; }

    public List<HookWire?>? PostRestore { get; set; }
}

internal sealed class DependencyWire
{
    public string? Kind { get; set; }

    public string? Name { get; set; }
}

internal sealed class RestoreComponentWire
{
    public string? Phase { get; set; }

    public string? Error { get; set; }
}
