namespace BackupConsole.KubeStash.Schedules;

/// <summary>
/// Finds when a schedule fires next in a zone. In general it fires at every instant whose local time fits: local times that a change of the
/// clock skips do not occur, and those it repeats occur twice. Near two rare changes the controller does something else, and so does this,
/// because what counts is when the backup runs:
/// hours are passed by in elapsed time, so after a change by half an hour (Lord Howe) the search enters a fitting hour in its middle;
/// and a larger unit is looked at again only when the smaller one comes to its zero, so where midnight is skipped (São Paulo until 2018)
/// the day after is still taken for the day before.
/// </summary>
internal sealed class CronSearch
{
    // The controller gives up at the end of the fifth calendar year after the starting one.
    private const int SearchYears = 5;

    private readonly CronFields fields;
    private readonly TimeZoneInfo zone;
    private readonly int lastYear;

    private DateTime utc;
    private DateTime local;

    // The first move starts at the beginning of the unit that is left, later ones start where the one before ended.
    private bool moved;

    private CronSearch(CronFields fields, DateTimeOffset after, TimeZoneInfo zone)
    {
        this.fields = fields;
        this.zone = zone;
        DateTime start = after.UtcDateTime;
        MoveTo(start.AddTicks(TimeSpan.TicksPerMinute - start.Ticks % TimeSpan.TicksPerMinute));
        moved = false;
        lastYear = Math.Min(local.Year + SearchYears, DateTime.MaxValue.Year - 1);
    }

    /// <summary>The first firing after an instant; null when there is none within the years the controller looks ahead.</summary>
    public static DateTimeOffset? Next(CronFields fields, DateTimeOffset after, TimeZoneInfo zone)
    {
        if (fields.NeverFires || after.UtcDateTime.Year > DateTime.MaxValue.Year - 2)
        {
            return null;
        }

        CronSearch search = new(fields, after, zone);
        return search.Run() ? TimeZoneInfo.ConvertTime(new DateTimeOffset(search.utc, TimeSpan.Zero), zone) : null;
    }

    private bool Run()
    {
        do
        {
            SeekMonth();
            if (local.Year > lastYear)
            {
                return false;
            }
        }
        while (!SeekDay() || !SeekHour() || !SeekMinute());

        return true;
    }

    private void SeekMonth()
    {
        while (!fields.Months.Allows(local.Month) && local.Year <= lastYear)
        {
            MoveToLocal(Start(new DateTime(local.Year, local.Month, 1)).AddMonths(1));
        }
    }

    // Each of these ends on a fitting unit, or with false on the zero of the larger one, which then has to be looked at again.
    private bool SeekDay()
    {
        while (!fields.AllowsDay(DateOnly.FromDateTime(local)))
        {
            MoveToLocal(Start(local.Date).AddDays(1));
            if (local.Hour != 0)
            {
                // The clock changed on the way: back to midnight, or to the first hour where there is none.
                MoveTo(utc.AddHours(local.Hour > 12 ? 24 - local.Hour : -local.Hour));
            }

            if (local.Day == 1)
            {
                return false;
            }
        }

        return true;
    }

    private bool SeekHour()
    {
        while (!fields.Hours.Allows(local.Hour))
        {
            if (!moved)
            {
                MoveToLocal(local.Date.AddHours(local.Hour));
            }

            MoveTo(utc.AddHours(1));
            if (local.Hour == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool SeekMinute()
    {
        while (!fields.Minutes.Allows(local.Minute))
        {
            MoveTo(utc.AddMinutes(1));
            if (local.Minute == 0)
            {
                return false;
            }
        }

        return true;
    }

    private DateTime Start(DateTime startOfUnit) => moved ? local : startOfUnit;

    private void MoveTo(DateTime instant)
    {
        utc = instant;
        local = DateTime.SpecifyKind(instant + zone.GetUtcOffset(instant), DateTimeKind.Unspecified);
        moved = true;
    }

    // A local time may be skipped or occur twice. The offset is looked up at the local time taken for UTC, and where that offset does
    // not hold at the resulting instant, once more there.
    private void MoveToLocal(DateTime wanted)
    {
        DateTime asUtc = DateTime.SpecifyKind(wanted, DateTimeKind.Utc);
        TimeSpan guess = zone.GetUtcOffset(asUtc);
        MoveTo(asUtc - zone.GetUtcOffset(asUtc - guess));
    }
}
