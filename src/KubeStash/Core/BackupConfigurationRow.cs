using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A BackupConfiguration as lists and links need it. Absent texts are empty.</summary>
public sealed record BackupConfigurationRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public BackupConfigurationRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<BackupConfigurationRow> Reader { get; } = new BackupConfigurationReader();

    /// <summary><c>spec.target</c>; null for a backup of the whole cluster.</summary>
    public TypedObjectReference? Target { get; init; }

    /// <summary><c>spec.paused</c>; unset means false.</summary>
    public bool Paused { get; init; }

    /// <summary><c>spec.backends[]</c>.</summary>
    public ImmutableArray<BackendReference> Backends { get; init; } = [];

    /// <summary><c>spec.sessions[]</c>.</summary>
    public ImmutableArray<SessionTemplate> Sessions { get; init; } = [];

    /// <summary><c>status.phase</c>; empty until the operator has seen the object.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary><c>status.targetFound</c>; null until the operator has looked.</summary>
    public bool? TargetFound { get; init; }

    /// <summary>Why the phase is not Ready, shortened; null when nothing is known to be wrong.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The BackupBlueprint that made this object (labels <c>kubestash.com/invoker-name</c> and <c>-namespace</c>); null when none did.</summary>
    public ObjectKey? BackupBlueprint =>
        Labels.TryGetValue("kubestash.com/invoker-name", out string? name)
            ? new ObjectKey(Labels["kubestash.com/invoker-namespace"] ?? Namespace, name)
            : null;

    /// <summary>The session of that name; null when there is none.</summary>
    public SessionTemplate? FindSession(string name) => Sessions.FirstOrDefault(session => session.Name == name);

    /// <summary>What is kept in one of its repositories: the policy of the backend it is written to, or of the first where that one is not there.</summary>
    public IEnumerable<ObjectKey?> RetentionPoliciesOf(string repository) =>
        Sessions.SelectMany(session => session.Repositories).Where(entry => entry.Name == repository).Select(entry => (FindBackend(entry) ?? Backends.FirstOrDefault())?.RetentionPolicy);

    /// <summary>Whether backups in one of its repositories are to be verified.</summary>
    public bool Verifies(string repository) => Sessions.SelectMany(session => session.Repositories).Any(entry => entry.Name == repository && entry.BackupVerifier is not null);

    /// <summary>Its sessions that write to a storage.</summary>
    public IEnumerable<SessionTemplate> SessionsOn(ObjectKey storage) =>
        Sessions.Where(session => session.Repositories.Any(repository => FindBackend(repository)?.Storage == storage));

    /// <summary>
    /// The backend a repository of a session is written to. An entry that names none means the first, which is the only or default one.
    /// Null when the name is unknown.
    /// </summary>
    public BackendReference? FindBackend(SessionRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Backends.FirstOrDefault(backend => repository.Backend.Length == 0 || backend.Name == repository.Backend);
    }
}

/// <summary>Where a configuration stores, and what it keeps.</summary>
/// <param name="Name">Name within the configuration.</param>
/// <param name="Storage">The BackupStorage; null when not written.</param>
/// <param name="RetentionPolicy">The RetentionPolicy; null when not written.</param>
public sealed record BackendReference(string Name, ObjectKey? Storage, ObjectKey? RetentionPolicy);

/// <summary>One of a configuration's sessions: when and how to back up, and into which repositories.</summary>
public sealed record SessionTemplate
{
    /// <summary>Name, unique within the configuration.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Cron expression; empty when the session runs only if triggered.</summary>
    public string Schedule { get; init; } = string.Empty;

    /// <summary><c>scheduler.suspend</c>.</summary>
    public bool Suspended { get; init; }

    /// <summary>The Addon (cluster-scoped).</summary>
    public string Addon { get; init; } = string.Empty;

    /// <summary>The Addon's tasks, in the order they run.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary><c>backupTimeout</c> as written, a Go duration; empty when none.</summary>
    public string BackupTimeout { get; init; } = string.Empty;

    /// <summary><c>retryConfig.maxRetry</c>: retries after a failed run; null when retries are not configured.</summary>
    public int? MaxRetry { get; init; }

    /// <summary>Repositories, all in the configuration's namespace.</summary>
    public ImmutableArray<SessionRepository> Repositories { get; init; } = [];

    /// <summary>HookTemplates of the hooks before and after.</summary>
    public ImmutableArray<ObjectKey> HookTemplates { get; init; } = [];
}

/// <summary>A repository of a session.</summary>
/// <param name="Name">Repository, in the configuration's namespace.</param>
/// <param name="Backend">Name of one of the configuration's backends; empty means the default.</param>
/// <param name="Directory">Folder below the backend's prefix.</param>
/// <param name="EncryptionSecret">Secret with the password; null when not written.</param>
/// <param name="BackupVerifier">Verifier; null when the repository is not verified.</param>
public sealed record SessionRepository(string Name, string Backend, string Directory, ObjectKey? EncryptionSecret, ObjectKey? BackupVerifier);
