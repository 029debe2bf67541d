using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>KubeStash's rule for the phase of a BackupSession: the first that fits.</summary>
internal static class BackupSessionPhase
{
    private static readonly string[] MustNotBeFalse =
        ["BackupExecutorEnsured", "SnapshotsEnsured", "PreBackupHooksExecutionSucceeded", "PostBackupHooksExecutionSucceeded", "SessionHistoryCleaned"];

    /// <summary>The phase that a status amounts to.</summary>
    public static string Of(JsonNode? status)
    {
        if (Conditions.IsFalse(status, "MetricsPushed"))
        {
            return Phase.Failed;
        }

        if (Conditions.IsTrue(status, "BackupSkipped"))
        {
            return Phase.Skipped;
        }

        if (Conditions.IsTrue(status, "MetricsPushed") && HasFailedStep(status))
        {
            return Phase.Failed;
        }

        string[] phases = [.. status.Objects("snapshots").Select(snapshot => snapshot.TextOrEmpty("phase"))];
        if (phases.All(phase => phase is "" or Phase.Pending))
        {
            return Phase.Pending;
        }

        if (!Conditions.Has(status, "MetricsPushed"))
        {
            return Phase.Running;
        }

        return phases.Any(phase => phase is not (Phase.Succeeded or Phase.Failed)) ? Phase.Running
            : phases.Contains(Phase.Failed) ? Phase.Failed
            : Phase.Succeeded;
    }

    /// <summary>Whether a step other than the backup itself went wrong.</summary>
    public static bool HasFailedStep(JsonNode? status) =>
        MustNotBeFalse.Any(type => Conditions.IsFalse(status, type))
        || status.Objects("retentionPolicy").Any(entry => entry.Text("phase") == "FailedToApply")
        || Conditions.IsTrue(status, "SnapshotCleanupIncomplete");

    /// <summary>Why a session failed, as notifications word it; empty when it did not.</summary>
    public static string ErrorOf(JsonNode? status) =>
        status.Objects("conditions").FirstOrDefault(condition => condition.Text("status") == "False") is { } failed ? failed.TextOrEmpty("message")
        : status.Objects("snapshots").Any(snapshot => snapshot.Text("phase") == Phase.Failed) ? "one or more snapshots are failed"
        : status.Objects("retentionPolicy").Any(entry => entry.Text("phase") == "FailedToApply") ? "one or more retention policies are failed to apply"
        : "";
}
