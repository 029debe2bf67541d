using System.Globalization;
using System.Text;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>
/// Makes what a container wrote safe to look at: it may try to recolour, overwrite, reorder or flood whatever shows it. Colours and cursor movements of
/// terminals are taken out, other control characters and marks that turn the direction of writing are made visible, very long lines are cut.
/// </summary>
public static class LogText
{
    /// <summary>Most characters kept of a line.</summary>
    public const int MaximumLength = 8192;

    private const char Escape = '\u001b';
    private const char Sequence = '\u009b';

    /// <summary>The line as it may be shown.</summary>
    public static string Harmless(ReadOnlySpan<char> line)
    {
        int left = line.Length - MaximumLength;
        ReadOnlySpan<char> kept = left > 0 ? line[..Boundary(line, MaximumLength)] : line;
        bool clean = true;
        foreach (char character in kept)
        {
            clean &= !NeedsCare(character);
        }

        if (clean && left <= 0)
        {
            return kept.ToString();
        }

        StringBuilder text = new(kept.Length + 32);
        for (int at = 0; at < kept.Length; at++)
        {
            char character = kept[at];
            if (character is Escape or Sequence)
            {
                at += SequenceLength(kept[at..]) - 1;
            }
            else if (NeedsCare(character))
            {
                AppendVisible(text, character);
            }
            else
            {
                text.Append(character);
            }
        }

        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"… ({line.Length - kept.Length:N0} more characters)");
        }

        return text.ToString();
    }

    // Not between the two halves of one character.
    private static int Boundary(ReadOnlySpan<char> line, int at) => char.IsHighSurrogate(line[at - 1]) ? at - 1 : at;

    private static bool NeedsCare(char character) => character switch
    {
        '\t' => false,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' => true,
        _ => false,
    };

    // Control characters have pictures of their own; for the rest the number says what it is.
    private static void AppendVisible(StringBuilder text, char character)
    {
        if (character < ' ')
        {
            text.Append((char)('\u2400' + character));
        }
        else if (character == '\u007f')
        {
            text.Append('\u2421');
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"<U+{(int)character:X4}>");
        }
    }

    // How many characters a terminal would swallow (ECMA-48): CSI up to its final byte, strings up to their end, others two.
    private static int SequenceLength(ReadOnlySpan<char> rest)
    {
        int start = rest[0] == Sequence ? 1 : 2;
        char kind = rest[0] == Sequence ? '[' : rest.Length > 1 ? rest[1] : '\0';
        if (kind == '[')
        {
            int end = start;
            while (end < rest.Length && rest[end] is >= ' ' and <= '?')
            {
                end++;
            }

            return end < rest.Length && rest[end] is >= '@' and <= '~' ? end + 1 : end;
        }

        if (kind is ']' or 'P' or '_' or '^' or 'X')
        {
            int end = rest.IndexOfAny('\u0007', '\u009c');
            int stop = rest[1..].IndexOf("\u001b\\", StringComparison.Ordinal);

            // A string without an end would hide the rest of the line: then only its beginning goes.
            return (end, stop) switch
            {
                (< 0, < 0) => 2,
                (< 0, _) => stop + 3,
                (_, < 0) => end + 1,
                _ => Math.Min(end + 1, stop + 3),
            };
        }

        int final = 1;
        while (final < rest.Length && rest[final] is >= ' ' and <= '/')
        {
            final++;
        }

        return final < rest.Length && rest[final] is >= '0' and <= '~' ? final + 1 : 1;
    }
}
