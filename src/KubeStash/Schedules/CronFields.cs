namespace BackupConsole.KubeStash.Schedules;

/// <summary>The five fields of a schedule.</summary>
internal sealed record CronFields(CronField Minutes, CronField Hours, CronField DaysOfMonth, CronField Months, CronField DaysOfWeek)
{
    /// <summary>Whether the two day fields allow a day.</summary>
    public bool AllowsDay(DateOnly day)
    {
        bool ofMonth = DaysOfMonth.Allows(day.Day);
        bool ofWeek = DaysOfWeek.Allows((int)day.DayOfWeek);

        // Both day fields restricted: either is enough. One of them a star: both have to fit.
        return DaysOfMonth.IsStar || DaysOfWeek.IsStar ? ofMonth && ofWeek : ofMonth || ofWeek;
    }
}
