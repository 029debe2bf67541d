using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupBatchReader() : RowReader<BackupBatchWire, BackupBatchRow>(KubeStashKinds.BackupBatch, CoreJson.Default.BackupBatchWire)
{
    protected override BackupBatchRow ToRow(BackupBatchWire wire, ObjectMeta metadata)
    {
        BackupBatchSpecWire spec = wire.Spec ?? new();
        BackupBatchStatusWire status = wire.Status ?? new();
        return new BackupBatchRow(metadata)
        {
            Paused = spec.Paused ?? false,
            Targets = [.. spec.Targets.Present().Select(target => target.AppRef.Resolve(metadata)).OfType<TypedObjectReference>()],
            Backends = spec.Backends.ToBackends(metadata),
            Sessions = spec.Sessions.ToSessions(metadata),
            Addons = spec.Sessions.Present().SelectMany(session => session.Targets.Present()).Select(target => target.Addon?.Name).DistinctNames(),
            Phase = status.Phase ?? string.Empty,
            FailureReason = status.Phase == Phase.Ready ? null : FailureReason.FromConditions(KubeStashKinds.BackupBatch, status.Conditions),
        };
    }
}

internal sealed class BackupBatchWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupBatchSpecWire? Spec { get; set; }

    public BackupBatchStatusWire? Status { get; set; }
}

internal sealed class BackupBatchSpecWire
{
    public bool? Paused { get; set; }

    public List<BatchTargetWire?>? Targets { get; set; }

    public List<BackendWire?>? Backends { get; set; }

    public List<SessionWire?>? Sessions { get; set; }
}

internal sealed class BackupBatchStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}

internal sealed class BatchTargetWire
{
    public TypedReferenceWire? AppRef { get; set; }
}
