using System.Globalization;
using BackupConsole.Sandbox.SampleData.Company;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Which Snapshots of a session a policy keeps.</summary>
internal static class Retention
{
    /// <summary>What stays of runs in the order of their time, oldest first.</summary>
    public static HashSet<Run> Kept(IReadOnlyList<Run> runs, RepositoryPlan repository, RetentionPlan policy, DateTimeOffset now)
    {
        Run[] newestFirst = [.. runs.Where(run => run.HasSnapshots).Reverse()];
        Run[] good = [.. newestFirst.Where(run => run.IsGood(repository))];
        HashSet<Run> kept = new(ReferenceEqualityComparer.Instance);
        kept.UnionWith(newestFirst.Where(run => !run.IsGood(repository)).Take(policy.FailedLast));
        kept.UnionWith(good.Take(policy.Last));
        (int Count, Func<DateTime, string> Period)[] counters =
        [
            (policy.Hourly, time => time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)),
            (policy.Daily, time => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
            (policy.Weekly, time => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time)}-{ISOWeek.GetWeekOfYear(time)}")),
            (policy.Monthly, time => time.ToString("yyyyMM", CultureInfo.InvariantCulture)),
            (policy.Yearly, time => time.ToString("yyyy", CultureInfo.InvariantCulture)),
        ];
        foreach ((int count, Func<DateTime, string> period) in counters)
        {
            kept.UnionWith(good.DistinctBy(run => period(run.Start.UtcDateTime)).Take(count));
        }

        if (policy.MaxAge is { } oldest)
        {
            kept.RemoveWhere(run => now - run.Start > oldest);
        }

        return kept;
    }
}
