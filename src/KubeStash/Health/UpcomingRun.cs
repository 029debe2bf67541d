using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Schedules;

namespace BackupConsole.KubeStash.Health;

/// <summary>A backup that a schedule will start.</summary>
/// <param name="Invoker">The invoker.</param>
/// <param name="Session">The session.</param>
/// <param name="Time">When, in UTC.</param>
public sealed record UpcomingRun(BackupInvoker Invoker, SessionTemplate Session, DateTimeOffset Time)
{
    /// <summary>The next run of each session that has one, the earliest first.</summary>
    /// <param name="invokers">The invokers; those that are paused start nothing, and neither do suspended schedules.</param>
    /// <param name="now">The time. Schedules are read in UTC, as KubeStash makes CronJobs without a zone.</param>
    public static IReadOnlyList<UpcomingRun> Find(IEnumerable<BackupInvoker> invokers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(invokers);
        return
        [
            .. invokers.Where(invoker => !invoker.Paused).SelectMany(invoker => invoker.Sessions.Where(session => !session.Suspended).Select(session => Next(invoker, session, now))).OfType<UpcomingRun>()
                .OrderBy(run => run.Time).ThenBy(run => run.Invoker.Key).ThenBy(run => run.Session.Name, StringComparer.Ordinal),
        ];
    }

    private static UpcomingRun? Next(BackupInvoker invoker, SessionTemplate session, DateTimeOffset now) =>
        CronSchedule.TryParse(session.Schedule, out CronSchedule? schedule, out _) && schedule.Next(now, TimeZoneInfo.Utc) is { } time ? new UpcomingRun(invoker, session, time) : null;
}
