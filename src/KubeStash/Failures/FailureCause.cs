namespace BackupConsole.KubeStash.Failures;

/// <summary>One reason why a run failed or was skipped.</summary>
/// <param name="Where">What tells of it, such as a condition's type or a Snapshot's name.</param>
/// <param name="Message">The words found there, whole.</param>
/// <param name="Source">What sort of place it is.</param>
public sealed record FailureCause(string Where, string Message, FailureSource Source);

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
}
