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
            Backends = [.. Present(spec.Backends).Select(backend => ToBackend(backend, metadata))],
            Sessions = [.. Present(spec.Sessions).Select(session => ToSession(session, metadata))],
            Phase = status.Phase ?? string.Empty,
            TargetFound = status.TargetFound,
            FailureReason = status.Phase == Phase.Ready ? null : Reason(status),
        };
    }

    private static BackendReference ToBackend(BackendWire backend, ObjectMeta metadata) =>
        new(backend.Name ?? string.Empty, backend.StorageRef.Resolve(metadata), backend.RetentionPolicy.Resolve(metadata));

    private static SessionTemplate ToSession(SessionWire session, ObjectMeta metadata)
    {
        IEnumerable<HookWire?> hooks = [.. session.Hooks?.PreBackup ?? [], .. session.Hooks?.PostBackup ?? []];
        return new SessionTemplate
        {
            Name = session.Name ?? string.Empty,
            Schedule = session.Scheduler?.Schedule ?? string.Empty,
            Suspended = session.Scheduler?.Suspend ?? false,
            Addon = session.Addon?.Name ?? string.Empty,
            Tasks = session.Addon?.Tasks?.Select(task => task?.Name).DistinctNames() ?? [],
            BackupTimeout = session.BackupTimeout ?? string.Empty,
            MaxRetry = session.RetryConfig?.MaxRetry,
            Repositories = [.. Present(session.Repositories).Select(repository => ToRepository(repository, metadata))],
            HookTemplates = hooks.Select(hook => hook?.HookTemplate.Resolve(metadata)).DistinctKeys(),
        };
    }

    private static SessionRepository ToRepository(SessionRepositoryWire repository, ObjectMeta metadata) => new(
        repository.Name ?? string.Empty,
        repository.Backend ?? string.Empty,
        repository.Directory ?? string.Empty,
        repository.EncryptionSecret.Resolve(metadata),
        repository.BackupVerifier.Resolve(metadata));

    // The order in which the operator decides the phase: validation, target, backends, sessions.
    private static string? Reason(BackupConfigurationStatusWire status) =>
        FailureReason.FromConditions(KubeStashKinds.BackupConfiguration, status.Conditions)
        ?? (status.TargetFound == false ? "The target was not found." : null)
        ?? Present(status.Backends).Where(backend => backend.Ready == false).Select(BackendReason).FirstOrDefault()
        ?? Present(status.Sessions)
            .Select(session => FailureReason.FromConditions(KubeStashKinds.BackupConfiguration, session.Conditions))
            .FirstOrDefault(reason => reason is not null);

    private static string? BackendReason(BackendStatusWire backend)
    {
        string? detail = new[] { backend.Storage?.Reason, backend.RetentionPolicy?.Reason }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        string text = $"Backend {backend.Name ?? "?"} is not ready";
        return FailureReason.Shorten(detail is null ? $"{text}." : $"{text}: {detail}");
    }

    private static IEnumerable<T> Present<T>(List<T?>? list)
        where T : class => list?.OfType<T>() ?? [];
}
