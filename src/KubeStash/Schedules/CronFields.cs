namespace BackupConsole.KubeStash.Schedules;

/// <summary>The five fields of a schedule.</summary>
internal sealed record CronFields(CronField Minutes, CronField Hours, CronField DaysOfMonth, CronField Months, CronField DaysOfWeek)
{
    /// <summary>Whether some field allows no value at all, as "," does: then there is nothing to search for.</summary>
    public bool NeverFires =>
        Minutes.Bits == 0
        || Hours.Bits == 0
        || Months.Bits == 0
        || (EitherDayIsStar ? DaysOfMonth.Bits == 0 || DaysOfWeek.Bits == 0 : (DaysOfMonth.Bits | DaysOfWeek.Bits) == 0);

    // Both day fields restricted: either is enough. One of them a star: both have to fit.
    private bool EitherDayIsStar => DaysOfMonth.IsStar || DaysOfWeek.IsStar;

    /// <summary>Whether the two day fields allow a day.</summary>
    public bool AllowsDay(DateOnly day)
    {
        bool ofMonth = DaysOfMonth.Allows(day.Day);
        bool ofWeek = DaysOfWeek.Allows((int)day.DayOfWeek);
        return EitherDayIsStar ? ofMonth && ofWeek : ofMonth || ofWeek;
    }
}
