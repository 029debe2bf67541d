using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// A duration as Kubernetes' API reads and writes it (<c>metav1.Duration</c>, Go's <c>time.Duration</c>): a signed number of nanoseconds,
/// up to about 292 years.
/// </summary>
/// <param name="Nanoseconds">The length.</param>
public readonly record struct GoDuration(long Nanoseconds) : IComparable<GoDuration>
{
    /// <summary>What a refused text should have looked like.</summary>
    public const string Remedy = "Write numbers with units, largest first, such as 1h30m, 90s or 300ms; the units are h, m, s, ms, us and ns.";

    internal const long Microsecond = 1_000;
    internal const long Millisecond = 1_000_000;
    internal const long Second = 1_000_000_000;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;

    /// <summary>No time at all.</summary>
    public static GoDuration Zero => default;

    /// <summary>Reads a duration such as <c>1h30m</c>, <c>2m26s</c>, <c>10.595356615s</c>, <c>-300ms</c> or <c>0</c>.</summary>
    /// <exception cref="FormatException">The text is not a duration.</exception>
    /// <exception cref="OverflowException">The duration is longer than about 292 years.</exception>
    public static GoDuration Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return GoDurationParser.TryParse(text, out long nanoseconds) switch
        {
            GoDurationParser.Outcome.Parsed => new GoDuration(nanoseconds),
            GoDurationParser.Outcome.TooLong => throw new OverflowException($"The duration \"{text}\" is longer than 292 years."),
            _ => throw new FormatException($"\"{text}\" is not a duration. {Remedy}"),
        };
    }

    /// <summary>Reads a duration; false when the text is not one, or too long.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GoDuration duration)
    {
        bool parsed = GoDurationParser.TryParse(text, out long nanoseconds) == GoDurationParser.Outcome.Parsed;
        duration = new GoDuration(nanoseconds);
        return parsed;
    }

    /// <summary>The same length, with tenths of microseconds as the server would keep them.</summary>
    /// <exception cref="OverflowException">The time span is longer than about 292 years.</exception>
    public static GoDuration FromTimeSpan(TimeSpan span) => new(checked(span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>The same length, cut to tenths of microseconds.</summary>
    public TimeSpan ToTimeSpan() => new(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc />
    public int CompareTo(GoDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The server's own form: <c>1h30m0s</c>, <c>1m0s</c>, <c>1.5s</c>, <c>300ms</c>, <c>0s</c>.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "0s";
        }

        // The magnitude of the smallest value does not fit into a long.
        ulong magnitude = Nanoseconds < 0 ? (ulong)(-(Nanoseconds + 1)) + 1 : (ulong)Nanoseconds;
        string text = magnitude switch
        {
            < (ulong)Microsecond => string.Create(CultureInfo.InvariantCulture, $"{magnitude}ns"),
            < (ulong)Millisecond => Decimal(magnitude, Microsecond) + "µs",
            < (ulong)Second => Decimal(magnitude, Millisecond) + "ms",
            _ => FormatClock(magnitude),
        };
        return Nanoseconds < 0 ? "-" + text : text;
    }

    /// <summary>The form for reading: without trailing zero units, so <c>2h</c> and not <c>2h0m0s</c>.</summary>
    public string ToShortString()
    {
        string text = ToString();
        if (text.EndsWith("m0s", StringComparison.Ordinal))
        {
            text = text[..^2];
        }

        return text.EndsWith("h0m", StringComparison.Ordinal) ? text[..^2] : text;
    }

    /// <summary>Whether <paramref name="left"/> is shorter.</summary>
    public static bool operator <(GoDuration left, GoDuration right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is longer.</summary>
    public static bool operator >(GoDuration left, GoDuration right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not longer.</summary>
    public static bool operator <=(GoDuration left, GoDuration right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not shorter.</summary>
    public static bool operator >=(GoDuration left, GoDuration right) => left.CompareTo(right) >= 0;

    private static string FormatClock(ulong magnitude)
    {
        ulong hours = magnitude / Hour;
        ulong minutes = magnitude % Hour / Minute;
        string seconds = Decimal(magnitude % Minute, Second) + "s";
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{seconds}")
            : minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}") : seconds;
    }

    // A decimal keeps all digits of a nanosecond count, and its format drops zeros at the end.
    private static string Decimal(ulong nanoseconds, long unit) =>
        ((decimal)nanoseconds / unit).ToString("0.#########", CultureInfo.InvariantCulture);
}
