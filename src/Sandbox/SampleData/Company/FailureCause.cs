namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>Why a run failed.</summary>
internal enum FailureCause
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The encryption Secret has no key RESTIC_PASSWORD.</summary>
    PasswordKeyMissing,

    /// <summary>The executor was killed for the memory it took.</summary>
    OutOfMemory,

    /// <summary>Files the executor may not read.</summary>
    SourceUnreadable,

    /// <summary>The policy could not be applied, as somebody else holds the repository's lock.</summary>
    RetentionLocked,

    /// <summary>A hook before the backup failed, so there was none.</summary>
    PreHookFailed,

    /// <summary>A hook after the backup failed; the data are there.</summary>
    PostHookFailed,

    /// <summary>The database refused the credentials.</summary>
    LoginRefused,

    /// <summary>No node had room for the pod until the time was up.</summary>
    Unschedulable,

    /// <summary>The backend did not answer.</summary>
    BackendUnavailable,
}
