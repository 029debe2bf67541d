using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace BackupConsole.KubeStash.Storage;

/// <summary>
/// A <c>maxRetentionPeriod</c>: whole numbers with units, largest first, such as <c>2mo</c>, <c>1y6mo</c> or <c>30d12h30m</c>. A year counts
/// 365 days and a month 30.
/// </summary>
/// <param name="Length">The whole length, in whole minutes.</param>
public readonly record struct RetentionPeriod(TimeSpan Length)
{
    /// <summary>What a refused text should have looked like.</summary>
    public const string Remedy =
        "Write whole numbers with units, largest first, such as 2mo or 30d12h; the units are y, mo, w, d, h and m.";

    private static readonly (string Unit, int Minutes)[] Units =
        [("y", 365 * 24 * 60), ("mo", 30 * 24 * 60), ("w", 7 * 24 * 60), ("d", 24 * 60), ("h", 60), ("m", 1)];

    /// <summary>Reads a period.</summary>
    /// <param name="text">The text, without blanks.</param>
    /// <param name="period">The period.</param>
    /// <returns>False when the text is not a period.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RetentionPeriod period)
    {
        period = default;
        ReadOnlySpan<char> rest = text;
        long minutes = 0;
        int nextUnit = 0;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 9)
            {
                return false;
            }

            long count = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            int nameLength = rest.IndexOfAnyInRange('0', '9');
            ReadOnlySpan<char> name = nameLength < 0 ? rest : rest[..nameLength];
            int unit = nextUnit;
            while (unit < Units.Length && !name.SequenceEqual(Units[unit].Unit))
            {
                unit++;
            }

            if (unit == Units.Length)
            {
                return false;
            }

            minutes += count * Units[unit].Minutes;
            nextUnit = unit + 1;
            rest = rest[name.Length..];
        }

        if (nextUnit == 0 || minutes > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMinute)
        {
            return false;
        }

        period = new RetentionPeriod(TimeSpan.FromTicks(minutes * TimeSpan.TicksPerMinute));
        return true;
    }

    /// <summary>The same length with as large units as fit, weeks left out as KubeStash's examples do: <c>1y6mo</c>; <c>0m</c> for none.</summary>
    public override string ToString()
    {
        long minutes = Length.Ticks / TimeSpan.TicksPerMinute;
        StringBuilder text = new();
        foreach ((string unit, int length) in Units)
        {
            if (unit != "w" && minutes / length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{minutes / length}{unit}");
                minutes %= length;
            }
        }

        return text.Length == 0 ? "0m" : text.ToString();
    }
}
