using System.Collections.Immutable;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>Reads the blocks that configurations, batches and blueprints share.</summary>
internal static class SessionTemplates
{
    /// <summary>The entries that are there.</summary>
    public static IEnumerable<T> Present<T>(this List<T?>? list)
        where T : class => list?.OfType<T>() ?? [];

    /// <summary><c>backends[]</c>.</summary>
    public static ImmutableArray<BackendReference> ToBackends(this List<BackendWire?>? backends, ObjectMeta metadata) =>
        [.. backends.Present().Select(backend => ToBackend(backend, metadata))];

    /// <summary><c>sessions[]</c>.</summary>
    public static ImmutableArray<SessionTemplate> ToSessions(this List<SessionWire?>? sessions, ObjectMeta metadata) =>
        [.. sessions.Present().Select(session => ToSession(session, metadata))];

    /// <summary><c>repositories[]</c>.</summary>
    public static ImmutableArray<SessionRepository> ToRepositories(this List<SessionRepositoryWire?>? repositories, ObjectMeta metadata) =>
        [.. repositories.Present().Select(repository => ToRepository(repository, metadata))];

    /// <summary>Names of an addon's tasks, in the order they run.</summary>
    public static ImmutableArray<string> TaskNames(this AddonWire? addon) => addon?.Tasks?.Select(task => task?.Name).DistinctNames() ?? [];

    /// <summary>HookTemplates of two lists of hooks.</summary>
    public static ImmutableArray<ObjectKey> Templates(ObjectMeta metadata, params IEnumerable<List<HookWire?>?> hooks) =>
        hooks.SelectMany(list => list.Present()).Select(hook => hook.HookTemplate.Resolve(metadata)).DistinctKeys();

    private static BackendReference ToBackend(BackendWire backend, ObjectMeta metadata) =>
        new(backend.Name ?? string.Empty, backend.StorageRef.Resolve(metadata), backend.RetentionPolicy.Resolve(metadata));

    // A batch has addon and repositories per target; its session is what all of them are together.
    private static SessionTemplate ToSession(SessionWire session, ObjectMeta metadata) => new()
    {
        Name = session.Name ?? string.Empty,
        Schedule = session.Scheduler?.Schedule ?? string.Empty,
        Suspended = session.Scheduler?.Suspend ?? false,
        Addon = session.Addon?.Name ?? session.Targets.Present().Select(target => target.Addon?.Name).FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? string.Empty,
        Tasks = [.. session.Addon.TaskNames(), .. session.Targets.Present().SelectMany(target => target.Addon.TaskNames()).Distinct(StringComparer.Ordinal)],
        BackupTimeout = session.BackupTimeout ?? string.Empty,
        MaxRetry = session.RetryConfig?.MaxRetry,
        Repositories = [.. session.Repositories.ToRepositories(metadata), .. session.Targets.Present().SelectMany(target => target.Repositories.ToRepositories(metadata))],
        HookTemplates = Templates(metadata, session.Hooks?.PreBackup, session.Hooks?.PostBackup),
    };

    private static SessionRepository ToRepository(SessionRepositoryWire repository, ObjectMeta metadata) => new(
        repository.Name ?? string.Empty,
        repository.Backend ?? string.Empty,
        repository.Directory ?? string.Empty,
        repository.EncryptionSecret.Resolve(metadata),
        repository.BackupVerifier.Resolve(metadata));
}
