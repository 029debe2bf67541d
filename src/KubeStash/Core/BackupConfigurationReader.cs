using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupConfigurationReader()
    : RowReader<BackupConfigurationWire, BackupConfigurationRow>(KubeStashKinds.BackupConfiguration, CoreJson.Default.BackupConfigurationWire)
{
    protected override BackupConfigurationRow ToRow(BackupConfigurationWire wire, ObjectMeta metadata)
    {
        BackupConfigurationSpecWire spec = wire.Spec ?? new();
        BackupConfigurationStatusWire status = wire.Status ?? new();
        return new BackupConfigurationRow(metadata)
        {
            Target = spec.Target.Resolve(metadata),
            Paused = spec.Paused ?? false,
            Backends = spec.Backends.ToBackends(metadata),
            Sessions = spec.Sessions.ToSessions(metadata),
            Phase = status.Phase ?? string.Empty,
            TargetFound = status.TargetFound,
            FailureReason = status.Phase == Phase.Ready ? null : Reason(status),
        };
    }

    // The order in which the operator decides the phase: validation, target, backends, sessions.
    private static string? Reason(BackupConfigurationStatusWire status) =>
        FailureReason.FromConditions(KubeStashKinds.BackupConfiguration, status.Conditions)
        ?? (status.TargetFound == false ? "The target was not found." : null)
        ?? status.Backends.Present().Where(backend => backend.Ready == false).Select(BackendReason).FirstOrDefault()
        ?? status.Sessions.Present()
            .Select(session => FailureReason.FromConditions(KubeStashKinds.BackupConfiguration, session.Conditions))
            .FirstOrDefault(reason => reason is not null);

    private static string? BackendReason(BackendStatusWire backend)
    {
        string? detail = new[] { backend.Storage?.Reason, backend.RetentionPolicy?.Reason }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        string text = $"Backend {backend.Name ?? "?"} is not ready";
        return FailureReason.Shorten(detail is null ? $"{text}." : $"{text}: {detail}");
    }
}
