using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BackupConsole.KubeStash.Storage;

/// <summary>
/// A size as KubeStash writes it: <c>71.001 KiB</c>, <c>12.222 MiB</c>, <c>809 B</c>, and in progress reports decimal units without a blank,
/// <c>393.9MB</c>.
/// </summary>
/// <param name="Bytes">The size; up to about 8 EiB.</param>
public readonly record struct BackupSize(long Bytes) : IComparable<BackupSize>
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly string[] BinaryUnits = ["B", "KiB", "MiB", "GiB", "TiB"];
    private static readonly string[] DecimalUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Reads a size.</summary>
    /// <param name="text">A number without a sign or exponent, and a unit, perhaps with a blank between.</param>
    /// <param name="size">The size, rounded to whole bytes.</param>
    /// <returns>False when the text is not a size, as while KubeStash does not know one yet.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out BackupSize size)
    {
        size = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int numberLength = rest.IndexOfAnyExcept(NumberCharacters);
        if (numberLength <= 0 || UnitOf(rest[numberLength..].TrimStart()) is not decimal unit)
        {
            return false;
        }

        if (!decimal.TryParse(rest[..numberLength], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            || number > long.MaxValue / unit)
        {
            return false;
        }

        size = new BackupSize((long)Math.Round(number * unit, MidpointRounding.AwayFromZero));
        return true;
    }

    /// <summary>The sum of those texts that are sizes; null when none is.</summary>
    /// <remarks>Sizes of successive Snapshots must not be added up: each is of all data in the repository at its time.</remarks>
    /// <exception cref="OverflowException">The sum is more than about 8 EiB.</exception>
    public static BackupSize? Sum(IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        BackupSize? sum = null;
        foreach (string? text in texts)
        {
            if (TryParse(text, out BackupSize size))
            {
                sum = new BackupSize(checked((sum?.Bytes ?? 0) + size.Bytes));
            }
        }

        return sum;
    }

    /// <inheritdoc />
    public int CompareTo(BackupSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>
    /// KubeStash's own form: the largest binary unit that the size exceeds (1,024 bytes are <c>1024 B</c>), three decimals, none for bytes.
    /// </summary>
    public override string ToString()
    {
        int index = 0;
        decimal unit = 1;
        while (index < BinaryUnits.Length - 1 && Bytes > unit * 1024)
        {
            unit *= 1024;
            index++;
        }

        return index == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Bytes} B")
            : string.Create(CultureInfo.InvariantCulture, $"{Bytes / unit:0.000} {BinaryUnits[index]}");
    }

    /// <summary>Whether <paramref name="left"/> is smaller.</summary>
    public static bool operator <(BackupSize left, BackupSize right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is larger.</summary>
    public static bool operator >(BackupSize left, BackupSize right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not larger.</summary>
    public static bool operator <=(BackupSize left, BackupSize right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not smaller.</summary>
    public static bool operator >=(BackupSize left, BackupSize right) => left.CompareTo(right) >= 0;

    private static decimal? UnitOf(ReadOnlySpan<char> name) =>
        Power(name, BinaryUnits, 1024) ?? Power(name, DecimalUnits, 1000) ?? (name is "KB" ? 1000 : null);

    private static decimal? Power(ReadOnlySpan<char> name, string[] units, decimal step)
    {
        decimal unit = 1;
        foreach (string candidate in units)
        {
            if (name.SequenceEqual(candidate))
            {
                return unit;
            }

            unit *= step;
        }

        return null;
    }
}
