using System.Globalization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Ages as <c>kubectl get</c> prints them: two or three significant figures, coarser the older. The browser ticks ages with the same rule;
/// both are tested against one file of vectors.
/// </summary>
public static class HumanDuration
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Year = 365 * Day;

    /// <summary>Shown for an age that lies in the future by two seconds or more: some clock is wrong.</summary>
    public const string Invalid = "<invalid>";

    /// <summary>The age of something created at <paramref name="start"/>.</summary>
    public static string Since(DateTimeOffset start, DateTimeOffset now) => Format(now - start);

    /// <summary>Formats a length of time; fractions of a second are cut off, and a year has 365 days.</summary>
    public static string Format(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            < -1 => Invalid,
            < 0 => "0s",
            < 2 * Minute => One(seconds, 's'),
            < 10 * Minute => Two(seconds / Minute, 'm', seconds % Minute, 's'),
            < 3 * Hour => One(seconds / Minute, 'm'),
            < 8 * Hour => Two(seconds / Hour, 'h', seconds % Hour / Minute, 'm'),
            < 2 * Day => One(seconds / Hour, 'h'),
            < 8 * Day => Two(seconds / Day, 'd', seconds % Day / Hour, 'h'),
            < 2 * Year => One(seconds / Day, 'd'),
            < 8 * Year => Two(seconds / Year, 'y', seconds % Year / Day, 'd'),
            _ => One(seconds / Year, 'y'),
        };
    }

    private static string One(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");

    private static string Two(long value, char unit, long rest, char restUnit) =>
        rest == 0 ? One(value, unit) : string.Create(CultureInfo.InvariantCulture, $"{value}{unit}{rest}{restUnit}");
}
