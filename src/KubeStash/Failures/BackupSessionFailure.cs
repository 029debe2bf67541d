using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using static BackupConsole.KubeStash.Failures.StatusReading;

namespace BackupConsole.KubeStash.Failures;

/// <summary>
/// Why a BackupSession failed or was skipped, the first cause first, in the order KubeStash's own summary looks: conditions that are False,
/// conditions that mean trouble by being True, snapshots, retention. A condition that only repeats what a snapshot says better comes after it.
/// </summary>
public static class BackupSessionFailure
{
    /// <summary>Condition types that say that something else went wrong, not what.</summary>
    private static readonly string[] Consequences = ["MetricsPushed", "SessionHistoryCleaned"];

    /// <summary>The causes; empty for a run that neither failed nor was skipped.</summary>
    /// <param name="session">The BackupSession as the server has it.</param>
    public static ImmutableArray<FailureCause> Causes(JsonObject session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session["status"] is not JsonObject status || Text(status["phase"]) is not (Phase.Failed or Phase.Skipped))
        {
            return [];
        }

        FailureCause[] conditions = [.. Troubles(KubeStashKinds.BackupSession, status)];
        return
        [
            .. conditions.Where(cause => !Consequences.Contains(cause.Where)),
            .. Hooks(status, "The hook before the backup failed.", "The hook after the backup failed. The backup data are there."),
            .. Snapshots(status),
            .. Retention(status),
            .. conditions.Where(cause => Consequences.Contains(cause.Where)),
        ];
    }

    private static IEnumerable<FailureCause> Retention(JsonObject status) =>
        from policy in Objects(status["retentionPolicy"])
        where Text(policy["phase"]) == "FailedToApply"
        let name = Text(policy["repository"])
        select new FailureCause(name, Text(policy["error"]) is { Length: > 0 } error ? error : "The retention policy could not be applied.", FailureSource.Retention);

    private static IEnumerable<FailureCause> Snapshots(JsonObject status) =>
        from snapshot in Objects(status["snapshots"])
        where Text(snapshot["phase"]) == Phase.Failed
        select new FailureCause(Text(snapshot["name"]), "The snapshot failed.", FailureSource.Snapshot);
}
