using BackupConsole.Sandbox.SampleData.Company;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>What failures look like in objects and logs.</summary>
internal static class Failures
{
    /// <summary>Why the policy could not be applied.</summary>
    public const string RetentionError = "unable to create lock in backend: repository is already locked exclusively by PID 27 on nightly-check (UID 65535, GID 65535)";

    /// <summary>Message of the condition of a failed hook.</summary>
    public const string PreHookMessage = "command terminated with exit code 1: cms-admin: cache is locked by another process";

    /// <summary>Message of the condition of a failed notification.</summary>
    public const string PostHookMessage = "Post \"https://chat.example:443/hooks/backups\": dial tcp: lookup chat.example: no such host";

    /// <summary>Message of a Snapshot whose executor died.</summary>
    public const string IncompleteMessage = "Backup executor has been terminated before completion";

    /// <summary>Message of a Snapshot whose executor never started.</summary>
    public const string DeadlineMessage = IncompleteMessage + ": deadline exceeded";

    /// <summary>Message of the session whose pod could not start.</summary>
    public const string PendingMessage = "Pod of the backup executor has been pending for longer than expected: 3 Insufficient memory.";

    /// <summary>What failed components report; null when they could not report.</summary>
    public static string? ComponentError(FailureCause cause) => cause switch
    {
        FailureCause.PasswordKeyMissing => "missing RESTIC_PASSWORD key",
        FailureCause.SourceUnreadable => "Fatal: unable to save snapshot: failed to read all source data during backup: open /srv/media/private: permission denied",
        FailureCause.LoginRefused => "pg_dumpall: error: connection to server at \"warehouse.analytics.svc\", port 5432 failed: FATAL: password authentication failed for user \"postgres\"",
        FailureCause.BackendUnavailable => "Fatal: unable to open config file: Stat: 503 The server is currently unable to receive requests: ServerBusy",
        _ => null,
    };

    /// <summary>How the pod of a failed run ended.</summary>
    public static PodEnd PodEnd(FailureCause cause) => cause switch
    {
        FailureCause.None or FailureCause.RetentionLocked or FailureCause.PostHookFailed => History.PodEnd.Completed,
        FailureCause.OutOfMemory => History.PodEnd.OutOfMemory,
        FailureCause.Unschedulable => History.PodEnd.Unscheduled,
        _ => History.PodEnd.Error,
    };

    /// <summary>The exit code of the executor.</summary>
    public static int ExitCode(FailureCause cause) => cause switch
    {
        FailureCause.SourceUnreadable => 3,
        _ => 1,
    };

    /// <summary>The last lines of the executor's log.</summary>
    public static IEnumerable<string> LogTail(FailureCause cause) => cause switch
    {
        FailureCause.PasswordKeyMissing => ["missing RESTIC_PASSWORD key"],
        FailureCause.SourceUnreadable =>
        [
            "{\"message_type\":\"error\",\"error\":{\"message\":\"open /srv/media/private: permission denied\"},\"during\":\"archival\",\"item\":\"/srv/media/private\"}",
            "Fatal: failed to read all source data during backup",
        ],
        FailureCause.OutOfMemory => ["signal: killed"],
        FailureCause.LoginRefused => [ComponentError(cause)!],
        FailureCause.BackendUnavailable => ["Load(<config/0000000000>, 0, 0) returned error, retrying after 12.4s: 503 ServerBusy", "Fatal: unable to open config file: Stat: 503 The server is currently unable to receive requests: ServerBusy"],
        _ => [],
    };
}
