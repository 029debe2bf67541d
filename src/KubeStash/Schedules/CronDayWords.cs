using System.Globalization;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>Says in words on which days a schedule fires.</summary>
internal static class CronDayWords
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    /// <summary>The days, such as "on Sundays in March"; empty for every day.</summary>
    public static string Describe(CronFields fields)
    {
        int[] ofMonth = CronWords.Values(fields.DaysOfMonth, 1, 31);
        int[] ofWeek = CronWords.Values(fields.DaysOfWeek, 0, 6);
        int[] months = CronWords.Values(fields.Months, 1, 12);
        string inMonths = months.Length == 12 ? "" : Months(months);

        // Where both are restricted either is enough, so one that allows every day allows them all.
        bool everyDayOfMonth = ofMonth.Length == 31;
        bool everyDayOfWeek = ofWeek.Length == 7;
        bool everyDay = (everyDayOfMonth && everyDayOfWeek)
            || (!fields.DaysOfMonth.IsStar && !fields.DaysOfWeek.IsStar && (everyDayOfMonth || everyDayOfWeek));
        if (everyDay)
        {
            return inMonths.Length == 0 ? "" : $"every day in {inMonths}";
        }

        string month = inMonths.Length == 0 ? "the month" : inMonths;
        string inside = inMonths.Length == 0 ? "" : $" in {inMonths}";
        return everyDayOfMonth || ofMonth.Length == 0 ? $"{Weekdays(ofWeek)}{inside}"
            : everyDayOfWeek || ofWeek.Length == 0 ? $"on {DaysOf(ofMonth)} of {month}"
            : $"on {DaysOf(ofMonth)} of {month}, and also {Weekdays(ofWeek)}{inside}";
    }

    private static string Weekdays(int[] days) => days.Length switch
    {
        > 2 when CronWords.Step(days) == 1 => $"from {Names.DayNames[days[0]]} to {Names.DayNames[days[^1]]}",
        _ => $"on {CronWords.List(days.Select(day => $"{Names.DayNames[day]}s"))}",
    };

    private static string DaysOf(int[] days) => days.Length switch
    {
        > 2 when CronWords.Step(days) == 1 => $"the {Ordinal(days[0])} to {Ordinal(days[^1])}",
        > 3 when CronWords.Step(days) == 2 && days[0] <= 2 && days[^1] >= 30 => days[0] == 1 ? "the odd days" : "the even days",
        _ => $"the {CronWords.List(days.Select(Ordinal))}",
    };

    private static string Months(int[] months) => months.Length > 2 && CronWords.Step(months) == 1
        ? $"{Names.MonthNames[months[0] - 1]} to {Names.MonthNames[months[^1] - 1]}"
        : CronWords.List(months.Select(month => Names.MonthNames[month - 1]));

    private static string Ordinal(int day)
    {
        string ending = (day % 10, day / 10) switch
        {
            (1, not 1) => "st",
            (2, not 1) => "nd",
            (3, not 1) => "rd",
            _ => "th",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{day}{ending}");
    }
}
