using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using static BackupConsole.KubeStash.Failures.StatusReading;

namespace BackupConsole.KubeStash.Failures;

/// <summary>
/// Why a BackupVerificationSession failed or was skipped, the first cause first. When the trial restore failed, only its RestoreSession says
/// why, and a check that was never made is no cause besides it.
/// </summary>
public static class BackupVerificationSessionFailure
{
    /// <summary>The condition that tells of the trial restore.</summary>
    public const string Restore = "RestoreSucceeded";

    private static readonly string[] Order = [Restore, "VerificationExecutorEnsured", "BackupVerified"];

    /// <summary>The causes; empty for a verification that runs or succeeded.</summary>
    /// <param name="session">The BackupVerificationSession as the server has it.</param>
    public static ImmutableArray<FailureCause> Causes(JsonObject session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session["status"] is JsonObject status && Text(status["phase"]) is Phase.Failed or Phase.Skipped
            ? [.. Troubles(KubeStashKinds.BackupVerificationSession, status).OrderBy(cause => Array.IndexOf(Order, cause.Where) is int at and >= 0 ? at : Order.Length)]
            : [];
    }
}
