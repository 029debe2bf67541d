using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Schedules;

namespace BackupConsole.KubeStash.Health;

/// <summary>A backup that a schedule will start.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Session">The session.</param>
/// <param name="Time">When, in UTC.</param>
public sealed record UpcomingRun(BackupPlan Plan, SessionTemplate Session, DateTimeOffset Time)
{
    /// <summary>The next run of each session that has one, the earliest first.</summary>
    /// <param name="plans">The plans; those that are paused start nothing, and neither do suspended schedules.</param>
    /// <param name="now">The time. Schedules are read in UTC, as KubeStash makes CronJobs without a zone.</param>
    public static IReadOnlyList<UpcomingRun> Find(IEnumerable<BackupPlan> plans, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return
        [
            .. plans.Where(plan => !plan.Paused).SelectMany(plan => plan.Sessions.Where(session => !session.Suspended).Select(session => Next(plan, session, now))).OfType<UpcomingRun>()
                .OrderBy(run => run.Time).ThenBy(run => run.Plan.Key).ThenBy(run => run.Session.Name, StringComparer.Ordinal),
        ];
    }

    private static UpcomingRun? Next(BackupPlan plan, SessionTemplate session, DateTimeOffset now) =>
        CronSchedule.TryParse(session.Schedule, out CronSchedule? schedule, out _) && schedule.Next(now, TimeZoneInfo.Utc) is { } time ? new UpcomingRun(plan, session, time) : null;
}
