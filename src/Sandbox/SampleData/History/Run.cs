using System.Globalization;
using BackupConsole.KubeStash.Names;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Company;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>One run of a session, over and done with.</summary>
internal sealed record Run
{
    public required ConfigurationPlan Configuration { get; init; }

    public required SessionPlan Session { get; init; }

    /// <summary>When the CronJob fired; null for first backups, retries and runs started by hand.</summary>
    public DateTimeOffset? Scheduled { get; init; }

    /// <summary>When the BackupSession was created.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Retries left after this run.</summary>
    public int RetryLeft { get; init; }

    /// <summary>Whether a person started it with the command line client, which sets no label.</summary>
    public bool ByHand { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureCause Failure { get; init; }

    /// <summary>The only repository that failed; null for all.</summary>
    public string? FailedRepository { get; init; }

    /// <summary>Why it was skipped; null when it was not.</summary>
    public string? Skipped { get; init; }

    /// <summary>When the retry began; null when there was none.</summary>
    public DateTimeOffset? NextRetry { get; init; }

    /// <summary>When its containers started.</summary>
    public DateTimeOffset ContainerStart => Start.AddSeconds(Session.PreHook is null ? 3 : 5);

    /// <summary>When the last container ended.</summary>
    public DateTimeOffset ContainerEnd { get; init; }

    /// <summary>When the session was final.</summary>
    public DateTimeOffset End { get; init; }

    public string Name => GeneratedNames.BackupSession(Configuration.Name, Session.Name, Start);

    public ObjectKey Key => new(Configuration.Namespace, Name);

    /// <summary>Whether Snapshots were made, good ones or bad ones.</summary>
    public bool HasSnapshots => Skipped is null && Failure != FailureCause.PreHookFailed;

    /// <summary>Whether the Snapshot in a repository is good.</summary>
    public bool IsGood(RepositoryPlan repository) =>
        HasSnapshots && (Failure is FailureCause.None or FailureCause.RetentionLocked or FailureCause.PostHookFailed || (FailedRepository is not null && FailedRepository != repository.Name));

    /// <summary>Whether all its Snapshots are good.</summary>
    public bool IsGood() => Session.Repositories.All(IsGood);

    /// <summary>The phase of the session.</summary>
    public string Phase => Skipped is not null ? "Skipped" : Failure == FailureCause.None ? "Succeeded" : "Failed";

    /// <summary>Name of the Snapshot in a repository.</summary>
    public string SnapshotName(RepositoryPlan repository) => GeneratedNames.Snapshot(repository.Name, Name);

    /// <summary>Key of what looks like chance in this run.</summary>
    public string ChanceKey => string.Create(CultureInfo.InvariantCulture, $"{Configuration.Key}/{Session.Name}/{Start.ToUnixTimeSeconds()}");
}
