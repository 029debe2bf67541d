using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Retention;

/// <summary>Which Snapshots of a repository and session a policy keeps. Periods are counted in UTC, weeks from Monday.</summary>
/// <param name="Kept">Those that stay, newest first.</param>
/// <param name="Stale">Those that go, newest first. Unfinished and incremental ones are in neither.</param>
internal sealed record RetentionPlan(IReadOnlyList<JsonObject> Kept, IReadOnlyList<JsonObject> Stale)
{
    private static readonly (string Field, Func<DateTime, string> Period)[] Periods =
    [
        ("hourly", time => time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)),
        ("daily", time => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
        ("weekly", time => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time)}-{ISOWeek.GetWeekOfYear(time)}")),
        ("monthly", time => time.ToString("yyyyMM", CultureInfo.InvariantCulture)),
        ("yearly", time => time.ToString("yyyy", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Applies a policy.</summary>
    /// <param name="policySpec">Spec of the RetentionPolicy.</param>
    /// <param name="snapshots">The Snapshots of one repository and one session.</param>
    public static RetentionPlan Of(JsonNode? policySpec, IEnumerable<JsonObject> snapshots, DateTimeOffset now)
    {
        JsonObject[] finished = [.. snapshots.Where(snapshot => snapshot.Text("spec", "type") != "IncrementalBackup" && snapshot.Text("status", "phase") is Phase.Succeeded or Phase.Failed)
            .OrderByDescending(TimeOf).ThenByDescending(snapshot => snapshot.Name(), StringComparer.Ordinal)];
        JsonObject[] succeeded = [.. finished.Where(snapshot => snapshot.Text("status", "phase") == Phase.Succeeded)];
        HashSet<JsonObject> kept = [.. KeepSucceeded(policySpec.At("successfulSnapshots"), succeeded)];
        int failed = (int)(policySpec.Number("failedSnapshots", "last") ?? 1);
        kept.UnionWith(finished.Where(snapshot => snapshot.Text("status", "phase") == Phase.Failed).Take(failed));
        if (RetentionPeriod.TryParse(policySpec.Text("maxRetentionPeriod"), out RetentionPeriod period))
        {
            kept.RemoveWhere(snapshot => TimeOf(snapshot) < now - period.Length);
        }

        return new RetentionPlan([.. finished.Where(kept.Contains)], [.. finished.Where(snapshot => !kept.Contains(snapshot))]);
    }

    private static IEnumerable<JsonObject> KeepSucceeded(JsonNode? counters, JsonObject[] succeeded)
    {
        if (counters is null || (counters.Number("last") is null && Periods.All(period => counters.Number(period.Field) is null)))
        {
            return succeeded;
        }

        IEnumerable<JsonObject> kept = succeeded.Take((int)(counters.Number("last") ?? 0));
        foreach ((string field, Func<DateTime, string> period) in Periods)
        {
            // The newest of each period; periods without Snapshots do not count.
            kept = kept.Concat(succeeded.DistinctBy(snapshot => period(TimeOf(snapshot).UtcDateTime)).Take((int)(counters.Number(field) ?? 0)));
        }

        return kept;
    }

    private static DateTimeOffset TimeOf(JsonObject snapshot) => snapshot.Time("status", "snapshotTime") ?? snapshot.Created();
}
