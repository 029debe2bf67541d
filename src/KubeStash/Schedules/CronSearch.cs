namespace BackupConsole.KubeStash.Schedules;

/// <summary>
/// Finds when a schedule fires next in a zone. A schedule fires at every instant whose local time fits it: local times that a change of
/// the clock skips do not occur, and those it repeats occur twice.
/// </summary>
internal static class CronSearch
{
    // The controller gives up at the end of the fifth calendar year after the starting one.
    private const int SearchYears = 5;

    /// <summary>The first firing after an instant; null when there is none within the years the controller looks ahead.</summary>
    public static DateTimeOffset? Next(CronFields fields, DateTimeOffset after, TimeZoneInfo zone)
    {
        // Firings are on whole minutes of UTC, as every zone's offset is in whole minutes.
        DateTime from = after.UtcDateTime;
        from = from.AddTicks(TimeSpan.TicksPerMinute - from.Ticks % TimeSpan.TicksPerMinute);
        DateOnly day = DateOnly.FromDateTime(ToLocal(from, zone));
        int lastYear = Math.Min(DateOnly.MaxValue.Year - 1, day.Year + SearchYears);
        while (day.Year <= lastYear)
        {
            if (!fields.Months.Allows(day.Month))
            {
                day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
                continue;
            }

            if (fields.AllowsDay(day) && FirstOfDay(fields, day, from, zone) is DateTime found)
            {
                return TimeZoneInfo.ConvertTime(new DateTimeOffset(found, TimeSpan.Zero), zone);
            }

            day = day.AddDays(1);
        }

        return null;
    }

    private static DateTime? FirstOfDay(CronFields fields, DateOnly day, DateTime from, TimeZoneInfo zone)
    {
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        DateTime nextMidnight = midnight.AddDays(1);

        // No zone is further than 14 hours from UTC, and no change of the clock is longer than a day.
        TimeSpan offset = zone.GetUtcOffset(DateTime.SpecifyKind(midnight.AddHours(-14), DateTimeKind.Utc));
        bool changes = offset != zone.GetUtcOffset(DateTime.SpecifyKind(nextMidnight.AddHours(14), DateTimeKind.Utc));
        if (changes)
        {
            return FirstByMinute(fields, day, from, zone);
        }

        DateTime localFrom = from + offset;
        TimeOnly start = localFrom <= midnight ? TimeOnly.MinValue : TimeOnly.FromDateTime(localFrom);
        if (localFrom >= nextMidnight || fields.FirstTime(start) is not TimeOnly time)
        {
            return null;
        }

        return DateTime.SpecifyKind(day.ToDateTime(time) - offset, DateTimeKind.Utc);
    }

    // Near a change of the clock, at most a few days a year, every minute is looked at.
    private static DateTime? FirstByMinute(CronFields fields, DateOnly day, DateTime from, TimeZoneInfo zone)
    {
        DateTime midnight = DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        DateTime end = midnight.AddHours(24 + 14);
        DateTime instant = midnight.AddHours(-14);
        for (instant = instant < from ? from : instant; instant < end; instant = instant.AddMinutes(1))
        {
            DateTime local = ToLocal(instant, zone);
            if (DateOnly.FromDateTime(local) == day && fields.AllowsTime(TimeOnly.FromDateTime(local)))
            {
                return instant;
            }
        }

        return null;
    }

    private static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) => utc + zone.GetUtcOffset(utc);
}
