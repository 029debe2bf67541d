namespace BackupConsole.KubeStash.Manifests;

/// <summary>Which characters a manifest text may hold as they are.</summary>
internal static class TextCharacters
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The text without the mark that some editors put at its start.</summary>
    public static string WithoutByteOrderMark(string text) => text.StartsWith(ByteOrderMark) ? text[1..] : text;

    /// <summary>The offset of the first half of a character whose other half is missing; -1 when all are whole.</summary>
    public static int FirstHalfCharacter(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    /// <summary>
    /// Whether a reader of YAML 1.1 takes the character as it is (section 5.1 of its specification, without the byte order mark). Halves of
    /// characters beyond U+FFFF count as printable.
    /// </summary>
    public static bool IsPrintable(char c) =>
        c is '\t' or '\n' or '\r' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00A0' and <= '\uFFFD' and not ByteOrderMark);

    /// <summary>Whether the character ends a line in YAML 1.1.</summary>
    public static bool IsLineBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Whether the character can stand inside one line of text and be seen there.</summary>
    public static bool IsVisibleInLine(char c) => c != '\t' && IsPrintable(c) && !IsLineBreak(c);
}
