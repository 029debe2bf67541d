using System.Buffers;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>The grammar of Go's <c>time.ParseDuration</c>: an optional sign, then numbers with units, or a bare zero.</summary>
internal static class GoDurationParser
{
    // 2^63 nanoseconds: one more than the longest positive duration, and exactly the longest negative one.
    private const ulong Limit = 1UL << 63;

    private static readonly SearchValues<char> NumberStart = SearchValues.Create(".0123456789");

    public enum Outcome
    {
        Parsed,
        Malformed,
        TooLong,
    }

    public static Outcome TryParse(string? text, out long nanoseconds)
    {
        nanoseconds = 0;
        ReadOnlySpan<char> rest = text;
        bool negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return Outcome.Parsed;
        }

        if (rest.IsEmpty)
        {
            return Outcome.Malformed;
        }

        ulong total = 0;
        while (!rest.IsEmpty)
        {
            Outcome outcome = ReadTerm(ref rest, out ulong term);
            if (outcome != Outcome.Parsed)
            {
                return outcome;
            }

            total += term;
            if (total > Limit)
            {
                return Outcome.TooLong;
            }
        }

        if (total == Limit && !negative)
        {
            return Outcome.TooLong;
        }

        nanoseconds = negative ? unchecked(-(long)total) : (long)total;
        return Outcome.Parsed;
    }

    private static Outcome ReadTerm(ref ReadOnlySpan<char> rest, out ulong nanoseconds)
    {
        nanoseconds = 0;
        int digits = CountDigits(rest);
        ReadOnlySpan<char> whole = rest[..digits];
        rest = rest[digits..];
        ReadOnlySpan<char> fraction = [];
        if (rest.StartsWith("."))
        {
            int decimals = CountDigits(rest[1..]);
            fraction = rest.Slice(1, decimals);
            rest = rest[(1 + decimals)..];
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return Outcome.Malformed;
        }

        int unitLength = rest.IndexOfAny(NumberStart);
        ulong unit = UnitOf(unitLength < 0 ? rest : rest[..unitLength]);
        if (unit == 0)
        {
            return Outcome.Malformed;
        }

        rest = unitLength < 0 ? [] : rest[unitLength..];
        if (!TryReadWhole(whole, out ulong count) || count > Limit / unit)
        {
            return Outcome.TooLong;
        }

        nanoseconds = count * unit + ReadFraction(fraction, unit);
        return nanoseconds > Limit ? Outcome.TooLong : Outcome.Parsed;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static bool TryReadWhole(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (value > Limit / 10)
            {
                return false;
            }

            value = value * 10 + (ulong)(digit - '0');
        }

        return value <= Limit;
    }

    // Go computes fractions in floating point; 0.3333333333333333333h is 20 minutes there, so it is here.
    private static ulong ReadFraction(ReadOnlySpan<char> digits, ulong unit)
    {
        ulong value = 0;
        double scale = 1;
        foreach (char digit in digits)
        {
            if (value > (Limit - 1) / 10 || value * 10 + (ulong)(digit - '0') > Limit)
            {
                break;
            }

            value = value * 10 + (ulong)(digit - '0');
            scale *= 10;
        }

        return (ulong)(value * (unit / scale));
    }

    private static ulong UnitOf(ReadOnlySpan<char> name) => name switch
    {
        "ns" => 1,
        // The micro sign and the Greek letter are both in use.
        "us" or "\u00b5s" or "\u03bcs" => (ulong)GoDuration.Microsecond,
        "ms" => (ulong)GoDuration.Millisecond,
        "s" => (ulong)GoDuration.Second,
        "m" => (ulong)GoDuration.Minute,
        "h" => (ulong)GoDuration.Hour,
        _ => 0,
    };
}
