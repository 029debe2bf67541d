using System.Globalization;

namespace BackupConsole.Components;

/// <summary>Ages as kubectl writes them (Kubernetes' human duration); <c>js/ages.js</c> follows the same rule.</summary>
public static class Ages
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Year = 365 * Day;

    /// <summary>The age in words; at most two units.</summary>
    public static string Format(TimeSpan age)
    {
        long seconds = (long)Math.Floor(age.TotalSeconds);
        return seconds switch
        {
            < -1 => "<invalid>", // More than the clocks may differ.
            < 0 => "0s",
            < 2 * Minute => One(seconds, 1, "s"),
            < 10 * Minute => Two(seconds, Minute, "m", 1, "s"),
            < 3 * Hour => One(seconds, Minute, "m"),
            < 8 * Hour => Two(seconds, Hour, "h", Minute, "m"),
            < 2 * Day => One(seconds, Hour, "h"),
            < 8 * Day => Two(seconds, Day, "d", Hour, "h"),
            < 2 * Year => One(seconds, Day, "d"),
            < 8 * Year => Two(seconds, Year, "y", Day, "d"),
            _ => One(seconds, Year, "y"),
        };
    }

    private static string One(long seconds, long unit, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / unit}{name}");

    private static string Two(long seconds, long unit, string name, long smaller, string smallerName)
    {
        long rest = seconds % unit / smaller;
        return rest == 0 ? One(seconds, unit, name) : One(seconds, unit, name) + One(rest, 1, smallerName);
    }
}
