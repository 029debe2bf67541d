using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>Something that is backed up.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version of the database; null for others.</param>
internal sealed record TargetPlan(string Namespace, string Group, string Kind, string Name, string? Version = null);

/// <summary>One component of a target's Snapshots, and how it grows.</summary>
/// <param name="Name">Key in the Snapshot.</param>
/// <param name="HostPath">What restic read.</param>
/// <param name="First">Size of the restic repository after the first backup, in bytes.</param>
/// <param name="Last">Size after the newest, in bytes.</param>
/// <param name="Seconds">Typical duration.</param>
internal sealed record ComponentPlan(string Name, string HostPath, long First, long Last, double Seconds)
{
    /// <summary>PersistentVolumeClaim, when its VolumeSnapshots are the backup.</summary>
    public string? Claim { get; init; }
}

/// <summary>One task of a session.</summary>
/// <param name="Function">What runs it.</param>
internal sealed record TaskPlan(string Name, string Function, params IReadOnlyList<ComponentPlan> Components)
{
    /// <summary>Values of the task's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether there is a pod for each component.</summary>
    public bool PodPerComponent { get; init; }
}

/// <summary>A repository a session writes to.</summary>
/// <param name="Backend">Name of the configuration's backend.</param>
internal sealed record RepositoryPlan(string Name, string Backend, string Directory)
{
    /// <summary>BackupVerifier in the same namespace.</summary>
    public string? Verifier { get; init; }

    /// <summary>What becomes of it when the configuration goes.</summary>
    public string? DeletionPolicy { get; init; }
}

/// <summary>A hook of a session.</summary>
internal sealed record HookPlan(string Name, ObjectKey Template)
{
    /// <summary>Values of the template's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>When a hook after the backup runs; null for always.</summary>
    public string? ExecutionPolicy { get; init; }
}

/// <summary>Failures of a session within a time.</summary>
/// <param name="Cause">Why it fails.</param>
/// <param name="FromDays">Begin, in days before the end of the history.</param>
/// <param name="ToDays">End, in days before the end of the history.</param>
internal sealed record FailureWindow(FailureCause Cause, double FromDays, double ToDays)
{
    /// <summary>One run of so many fails; 1 for all.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Whether retries fail too.</summary>
    public bool RetriesToo { get; init; } = true;

    /// <summary>The only repository that fails; null for all.</summary>
    public string? Repository { get; init; }
}

/// <summary>A session of a configuration.</summary>
/// <param name="Schedule">Cron expression.</param>
/// <param name="HistoryLimit">How many finished runs stay.</param>
internal sealed record SessionPlan(string Name, string Schedule, int HistoryLimit, IReadOnlyList<TaskPlan> Tasks, IReadOnlyList<RepositoryPlan> Repositories)
{
    public TimeSpan? Timeout { get; init; }

    /// <summary>Retries after a failure; null when failures are left alone.</summary>
    public int? MaxRetry { get; init; }

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMinutes(2);

    public HookPlan? PreHook { get; init; }

    public HookPlan? PostHook { get; init; }

    /// <summary>User the executor runs as; null for the usual one.</summary>
    public int? RunAsUser { get; init; }

    public IReadOnlyList<FailureWindow> Failures { get; init; } = [];

    /// <summary>The components of all tasks.</summary>
    public IEnumerable<ComponentPlan> Components => Tasks.SelectMany(task => task.Components);
}

/// <summary>A backend of a configuration.</summary>
internal sealed record BackendPlan(string Name, ObjectKey Storage, RetentionPlan Policy);

/// <summary>A BackupConfiguration with all that happens to it.</summary>
/// <param name="AgeDays">Age in days; the first backup is made right after.</param>
internal sealed record ConfigurationPlan(string Name, TargetPlan Target, string Addon, double AgeDays, ObjectKey Encryption, IReadOnlyList<BackendPlan> Backends, IReadOnlyList<SessionPlan> Sessions)
{
    /// <summary>When it was paused, in days ago; null when it is not.</summary>
    public double? PausedDays { get; init; }

    /// <summary>When its target was deleted, in days ago; null when it is there.</summary>
    public double? TargetGoneDays { get; init; }

    /// <summary>Why its validation failed; null when it did not.</summary>
    public string? Invalid { get; init; }

    /// <summary>How many hours ago somebody ran its first session by hand; null when nobody did.</summary>
    public double? ByHandHours { get; init; }

    /// <summary>The BackupBlueprint that made it.</summary>
    public ObjectKey? Blueprint { get; init; }

    public string Namespace => Target.Namespace;

    public ObjectKey Key => new(Namespace, Name);
}

/// <summary>A RetentionPolicy. Counters of 0 are not set.</summary>
internal sealed record RetentionPlan(ObjectKey Key)
{
    public string? MaxPeriod { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public int Last { get; init; }

    public int Hourly { get; init; }

    public int Daily { get; init; }

    public int Weekly { get; init; }

    public int Monthly { get; init; }

    public int Yearly { get; init; }

    public int FailedLast { get; init; } = 1;

    public bool Default { get; init; }

    /// <summary>Who may use it: Same, All.</summary>
    public string From { get; init; } = "All";
}
