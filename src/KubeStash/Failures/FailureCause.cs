using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Failures;

/// <summary>One reason why something failed, was skipped or is not ready.</summary>
/// <param name="Where">What tells of it, such as a condition's type or a Snapshot's name.</param>
/// <param name="Message">The words found there, whole.</param>
/// <param name="Source">What sort of place it is.</param>
public sealed record FailureCause(string Where, string Message, FailureSource Source)
{
    /// <summary>The object at fault, when it is another one than that whose failure is told; <c>null</c> otherwise.</summary>
    public (ResourceKind Kind, ObjectKey Key)? About { get; init; }
}

/// <summary>Where a cause was found.</summary>
public enum FailureSource
{
    /// <summary>A condition of the object.</summary>
    Condition,

    /// <summary>A hook that ran before or after.</summary>
    Hook,

    /// <summary>A snapshot, or a component of one.</summary>
    Snapshot,

    /// <summary>A retention policy that could not be applied.</summary>
    Retention,

    /// <summary>The target, which was not found.</summary>
    Target,

    /// <summary>A storage that cannot be used.</summary>
    Storage,

    /// <summary>A retention policy that cannot be used.</summary>
    RetentionPolicy,

    /// <summary>A repository that cannot be used.</summary>
    Repository,

    /// <summary>A session of a configuration.</summary>
    Session,

    /// <summary>Something else that is needed, such as an Addon.</summary>
    Dependency,

    /// <summary>A part of a snapshot or restore.</summary>
    Component,

    /// <summary>The trial restore of a verification.</summary>
    RestoreSession,
}
