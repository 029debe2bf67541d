using System.Globalization;
using System.Numerics;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>
/// Says in words when a schedule fires, such as "Every 30 minutes" or "At 02:00 on Sundays". The words follow from what the fields allow, not from how
/// they are written: <c>*/30</c> and <c>0,30</c> read the same.
/// </summary>
public static class CronWords
{
    // As many times of day as one reads at a glance; more are told as a series where they are one.
    private const int FewTimes = 3;
    private const int SomeTimes = 6;

    /// <summary>When a schedule fires, as a sentence without its full stop.</summary>
    public static string Describe(CronSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        string zone = schedule.Zone is { } named ? $", in the zone {named.Id}" : "";
        return schedule.Fields switch
        {
            null => $"Every {Interval(schedule.Interval)}",
            { NeverFires: true } => "Never",
            { } fields => $"{Time(fields)}{zone}",
        };
    }

    private static string Interval(TimeSpan interval)
    {
        long seconds = (long)interval.TotalSeconds;
        return seconds % 3600 == 0 ? Count(seconds / 3600, "hour") : seconds % 60 == 0 ? Count(seconds / 60, "minute") : Count(seconds, "second");
    }

    private static string Time(CronFields fields)
    {
        (string words, bool isTimeOfDay) = TimeOfDay(Values(fields.Minutes, 0, 59), Values(fields.Hours, 0, 23));
        string days = CronDayWords.Describe(fields);
        return days.Length == 0 ? isTimeOfDay ? $"{words} every day" : words : $"{words}{(words.Contains(" from ", StringComparison.Ordinal) ? "," : "")} {days}";
    }

    // The words, and whether they name times of a day: then the day has to be told, even if it is every day.
    private static (string Words, bool IsTimeOfDay) TimeOfDay(int[] minutes, int[] hours)
    {
        if (minutes.Length == 60)
        {
            return (hours.Length == 24 ? "Every minute" : $"Every minute {During(hours)}", false);
        }

        if (minutes.Length == 1)
        {
            return OncePerHour(minutes[0], hours);
        }

        int step = Step(minutes);
        bool isEven = step > 0 && 60 % step == 0 && minutes[0] < step && minutes.Length == 60 / step;
        if (minutes.Length * hours.Length <= FewTimes + 1)
        {
            return ($"At {List(hours.SelectMany(hour => minutes.Select(minute => Clock(hour, minute))))}", true);
        }

        string when = hours.Length == 24 ? "" : $" {During(hours)}";
        return isEven
            ? ($"Every {step} minutes{(minutes[0] == 0 ? "" : $", beginning {Count(minutes[0], "minute")} past the hour")}{when}", false)
            : ($"At minutes {List(minutes.Select(Number))} of {(hours.Length == 24 ? "every hour" : "each hour")}{when}", false);
    }

    private static (string Words, bool IsTimeOfDay) OncePerHour(int minute, int[] hours)
    {
        int step = Step(hours);
        bool isEven = step > 0 && hours[0] == 0 && 24 % step == 0 && hours.Length == 24 / step;
        return hours.Length switch
        {
            24 => (minute == 0 ? "Every hour" : $"Every hour, {Count(minute, "minute")} past", false),
            > FewTimes when isEven && minute == 0 => ($"Every {Count(step, "hour")}", false),
            > SomeTimes when step > 0 => ($"Every {(step == 1 ? "hour" : Count(step, "hour"))} from {Clock(hours[0], minute)} to {Clock(hours[^1], minute)}", false),
            _ => ($"At {List(hours.Select(hour => Clock(hour, minute)))}", true),
        };
    }

    private static string During(int[] hours) => Step(hours) == 1 || hours.Length == 1
        ? $"from {Clock(hours[0], 0)} to {Clock(hours[^1], 59)}"
        : $"in the hours beginning at {List(hours.Select(hour => Clock(hour, 0)))}";

    /// <summary>The values a field allows, in their order.</summary>
    internal static int[] Values(CronField field, int minimum, int maximum)
    {
        int[] values = new int[BitOperations.PopCount(field.Bits)];
        int at = 0;
        for (int value = minimum; value <= maximum && at < values.Length; value++)
        {
            if (field.Allows(value))
            {
                values[at++] = value;
            }
        }

        return values[..at];
    }

    /// <summary>The distance between neighbours where it is the same for all; 0 where it is not, or there are fewer than two.</summary>
    internal static int Step(int[] values)
    {
        int step = values.Length < 2 ? 0 : values[1] - values[0];
        return values.Zip(values.Skip(1)).All(pair => pair.Second - pair.First == step) ? step : 0;
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    internal static string List(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Clock(int hour, int minute) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Count(long number, string noun) => number == 1 ? $"{(noun == "hour" ? "hour" : $"1 {noun}")}" : string.Create(CultureInfo.InvariantCulture, $"{number} {noun}s");
}
