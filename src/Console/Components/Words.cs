using System.Globalization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components;

/// <summary>Small matters of wording.</summary>
internal static class Words
{
    /// <summary>A number with its thousands set apart.</summary>
    public static string Grouped(this int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The plural of a regular noun.</summary>
    public static string Plural(this string noun) => $"{noun}s";

    /// <summary>A number and its noun.</summary>
    public static string Count(this int number, string noun) => number == 1 ? $"1 {noun}" : $"{number.Grouped()} {noun.Plural()}";

    /// <summary>A number and its noun, whose plural is irregular.</summary>
    public static string Count(this int number, string noun, string plural) => number == 1 ? $"1 {noun}" : $"{number.Grouped()} {plural}";

    /// <summary>Which of how many rows are in view: "Showing 1 to 10 of 214 Items".</summary>
    public static string Showing(int first, int last, int all) => $"Showing {first.Grouped()} to {last.Grouped()} of {all.Grouped()} {(all == 1 ? "Item" : "Items")}";

    /// <summary>The noun and the names: "namespace demo", "namespaces a, b and c".</summary>
    public static string Names(this IReadOnlyCollection<string> names, string noun)
    {
        string[] all = [.. names];
        return all.Length switch
        {
            0 => $"no {noun}",
            1 => $"{noun} {all[0]}",
            _ => $"{noun.Plural()} {string.Join(", ", all[..^1])} and {all[^1]}",
        };
    }

    /// <summary>
    /// A duration as the server writes it, without digits that nobody reads: tenths of a second below a minute, whole seconds above. What is shorter
    /// than a second, or no duration, stays as it is.
    /// </summary>
    public static string Duration(this string written)
    {
        const long Second = 1_000_000_000;
        if (!GoDuration.TryParse(written, out GoDuration duration) || duration.Nanoseconds < Second)
        {
            return written;
        }

        long unit = duration.Nanoseconds < 60 * Second ? Second / 10 : Second;
        return new GoDuration(duration.Nanoseconds / unit * unit).ToString();
    }

    /// <summary>The text with a capital, to begin a sentence with.</summary>
    public static string Sentence(this string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
