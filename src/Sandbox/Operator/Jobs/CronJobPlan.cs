using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Jobs;

/// <summary>What a CronJob's schedule asks for at a moment.</summary>
/// <param name="Problem">Reason and message of the event when the schedule cannot be read; null when it can.</param>
/// <param name="Due">The latest scheduled time that has passed and was not acted upon; null when there is none.</param>
/// <param name="TooLate">Whether the starting deadline of that time has passed.</param>
/// <param name="Missed">How many scheduled times have passed since the last one acted upon, counted up to one more than the limit.</param>
/// <param name="Next">The next scheduled time; null when there is none.</param>
internal sealed record CronJobPlan((string Reason, string Message)? Problem, DateTimeOffset? Due, bool TooLate, int Missed, DateTimeOffset? Next)
{
    /// <summary>How many missed times are thought harmless.</summary>
    public const int MissedLimit = 100;

    /// <summary>Reads the schedule and compares it with the clock.</summary>
    public static CronJobPlan Of(JsonObject cronJob, DateTimeOffset now)
    {
        string text = cronJob.TextOrEmpty("spec", "schedule");
        if (!CronSchedule.TryParse(text, out CronSchedule? schedule, out CronError? error))
        {
            return Unreadable("UnparseableSchedule", $"unparseable schedule: \"{text}\" : {error}");
        }

        TimeZoneInfo? zone = TimeZoneInfo.Utc;
        if (cronJob.Text("spec", "timeZone") is { Length: > 0 } zoneName && !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out zone))
        {
            return Unreadable("UnknownTimeZone", $"invalid timeZone: \"{zoneName}\": unknown time zone {zoneName}");
        }

        DateTimeOffset from = cronJob.Time("status", "lastScheduleTime") ?? cronJob.Created();
        (DateTimeOffset? due, int missed) = LatestBetween(schedule, zone, from, now);
        bool tooLate = due is { } time && cronJob.Number("spec", "startingDeadlineSeconds") is { } seconds && time + TimeSpan.FromSeconds(seconds) < now;
        return new CronJobPlan(null, due, tooLate, missed, schedule.Next(now, zone));
    }

    private static CronJobPlan Unreadable(string reason, string message) => new((reason, message), null, false, 0, null);

    // Counting every minute of a year would take long, so after the limit the search starts close to now, going back further until it finds one.
    private static (DateTimeOffset? Due, int Missed) LatestBetween(CronSchedule schedule, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset now)
    {
        DateTimeOffset? latest = null;
        int missed = 0;
        foreach (DateTimeOffset time in schedule.Upcoming(from, zone).TakeWhile(time => time <= now).Take(MissedLimit + 1))
        {
            latest = time;
            missed++;
        }

        for (TimeSpan back = TimeSpan.FromMinutes(2); missed > MissedLimit && back < now - from; back *= 4)
        {
            DateTimeOffset? closer = null;
            foreach (DateTimeOffset time in schedule.Upcoming(now - back, zone).TakeWhile(time => time <= now))
            {
                closer = time;
            }

            if (closer is not null)
            {
                return (closer, missed);
            }
        }

        return (latest, missed);
    }
}
