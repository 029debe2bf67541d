using System.Text.RegularExpressions;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>How a text is written in YAML so that it is read back as the same text.</summary>
internal static partial class YamlStyle
{
    private const string IndicatorsAtStart = ",[]{}#&*!|>'\"%@`?:";

    /// <summary>
    /// Whether a text can stand without quotes: kubectl, and readers that know more of YAML 1.1 or only 1.2, take it for nothing but a text.
    /// </summary>
    public static bool IsPlain(string text)
    {
        if (text.Length == 0 || text[0] == ' ' || text[^1] is ' ' or ':' || IndicatorsAtStart.Contains(text[0], StringComparison.Ordinal))
        {
            return false;
        }

        if ((text[0] == '-' && (text.Length == 1 || text[1] == ' ')) || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
        {
            return false;
        }

        return !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && IsVisibleInLine(text) && !MeansMore(text);
    }

    /// <summary>Whether a text can stand in single quotes.</summary>
    public static bool IsVisibleInLine(string text) => text.All(TextCharacters.IsVisibleInLine) && TextCharacters.FirstHalfCharacter(text) < 0;

    /// <summary>
    /// Whether a text with several lines can stand as a block after <c>|</c>. It must not start with blanks, since the block's indentation is
    /// taken from its first line, and a line of nothing but blanks would be lost on the way.
    /// </summary>
    public static bool IsBlock(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text[0] is '\n' or ' ' or '\t' || TextCharacters.FirstHalfCharacter(text) >= 0)
        {
            return false;
        }

        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty && line.IsWhiteSpace())
            {
                return false;
            }
        }

        return text.All(c => c is '\n' or '\t' || TextCharacters.IsVisibleInLine(c));
    }

    /// <summary>Whether an unquoted text would be, or look like, something else than a text.</summary>
    private static bool MeansMore(string text) =>
        YamlScalar.Resolve(text).Kind != YamlScalarKind.Text
        || text is "<<" or "="
        || (text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && (YamlTimestamp.IsMatch(text) || LooksLikeNumber().IsMatch(text)));

    // Base 60 (1:30) is for readers of the whole of YAML 1.1; the rest are numbers too big or too badly formed for kubectl alone.
    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|0[xob][0-9a-f_]+|[0-9_]*\.?[0-9_]*(e[-+]?[0-9_]+)?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeNumber();
}
