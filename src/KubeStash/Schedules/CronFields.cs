namespace BackupConsole.KubeStash.Schedules;

/// <summary>The five fields of a schedule.</summary>
internal sealed record CronFields(CronField Minutes, CronField Hours, CronField DaysOfMonth, CronField Months, CronField DaysOfWeek)
{
    /// <summary>Whether the schedule fires on a day at all.</summary>
    public bool AllowsDay(DateOnly day)
    {
        if (!Months.Allows(day.Month))
        {
            return false;
        }

        bool ofMonth = DaysOfMonth.Allows(day.Day);
        bool ofWeek = DaysOfWeek.Allows((int)day.DayOfWeek);

        // Both day fields restricted: either is enough. One of them a star: both have to fit.
        return DaysOfMonth.IsStar || DaysOfWeek.IsStar ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /// <summary>Whether the schedule fires at a time of a day on which it fires.</summary>
    public bool AllowsTime(TimeOnly time) => Hours.Allows(time.Hour) && Minutes.Allows(time.Minute);

    /// <summary>The first time of day, at or after the given one, at which the schedule fires; null when there is none.</summary>
    public TimeOnly? FirstTime(TimeOnly from)
    {
        int hour = Hours.AtLeast(from.Hour);
        int minute = Minutes.AtLeast(hour == from.Hour ? from.Minute : 0);
        if (hour >= 0 && minute < 0)
        {
            hour = Hours.AtLeast(hour + 1);
            minute = Minutes.AtLeast(0);
        }

        return hour < 0 || minute < 0 ? null : new TimeOnly(hour, minute);
    }
}
