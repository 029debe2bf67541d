using System.Text.Json.Serialization;
using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupVerificationSessionReader() : RowReader<BackupVerificationSessionWire, BackupVerificationSessionRow>(KubeStashKinds.BackupVerificationSession, CoreJson.Default.BackupVerificationSessionWire)
{
    protected override BackupVerificationSessionRow ToRow(BackupVerificationSessionWire wire, ObjectMeta metadata)
    {
        BackupVerificationSessionSpecWire spec = wire.Spec ?? new();
        BackupVerificationSessionStatusWire status = wire.Status ?? new();
        return new BackupVerificationSessionRow(metadata)
        {
            InvokerKind = spec.Invoker?.Kind ?? string.Empty,
            InvokerName = spec.Invoker?.Name ?? string.Empty,
            Session = spec.Session ?? string.Empty,
            Repository = spec.Repository ?? string.Empty,
            Snapshot = spec.Snapshot ?? string.Empty,
            RetryLeft = spec.RetryLeft,
            Phase = status.Phase ?? string.Empty,
            Duration = status.Duration ?? string.Empty,
            Retried = status.Retried ?? false,
            FailureReason = status.Phase == Phase.Succeeded ? null : FailureReason.FromConditions(KubeStashKinds.BackupVerificationSession, status.Conditions),
        };
    }
}

internal sealed class BackupVerificationSessionWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public BackupVerificationSessionSpecWire? Spec { get; set; }

    public BackupVerificationSessionStatusWire? Status { get; set; }
}

internal sealed class BackupVerificationSessionSpecWire
{
    public TypedReferenceWire? Invoker { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Session { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Repository { get; set; }

    public string? Snapshot { get; set; }

    public int? RetryLeft { get; set; }
}

internal sealed class BackupVerificationSessionStatusWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Phase { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Duration { get; set; }

    public bool? Retried { get; set; }

    public List<ConditionWire?>? Conditions { get; set; }
}
