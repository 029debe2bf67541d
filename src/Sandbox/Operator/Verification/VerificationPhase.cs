using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Verification;

/// <summary>KubeStash's rule for the phase of a BackupVerificationSession: the first that fits.</summary>
internal static class VerificationPhase
{
    /// <summary>The phase that a status amounts to.</summary>
    public static string Of(JsonNode? status) =>
        Conditions.IsFalse(status, "VerificationSessionHistoryCleaned") ? Phase.Failed
        : Conditions.IsTrue(status, "BackupVerificationSkipped") ? Phase.Skipped
        : !Conditions.IsTrue(status, "VerificationSessionHistoryCleaned") ? Phase.Running
        : Conditions.IsFalse(status, "RestoreSucceeded") || Conditions.IsFalse(status, "BackupVerified") ? Phase.Failed
        : Phase.Succeeded;
}
