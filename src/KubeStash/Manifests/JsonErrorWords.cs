using System.Text;
using System.Text.Json;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What makes a text no JSON, in words for people who edit manifests.</summary>
internal static class JsonErrorWords
{
    public static ManifestException For(JsonException problem, string text, byte[] utf8, TextPositions positions)
    {
        int at = CharacterOf(problem, utf8);
        if (at < text.Length && text[at] == ',' && string.IsNullOrWhiteSpace(text[(at + 1)..]))
        {
            at = text.Length;
        }

        string before = text[..at].TrimEnd(' ', '\t', '\r', '\n');
        char last = before.Length > 0 ? before[^1] : '\0';
        (string message, string? remedy) = at >= text.Length ? AtEnd(last) : AtCharacter(text, at, last, problem.Message);
        return new ManifestException(ManifestError.At(positions.Character(at), message, remedy), problem);
    }

    private static (string Message, string? Remedy) AtEnd(char last) => last == ','
        ? ("The text ends after a comma.", "Write what is missing, and close every { and [.")
        : ("The text ends before it is complete.", "Close every { with }, every [ with ] and every text with \".");

    private static (string Message, string? Remedy) AtCharacter(string text, int at, char last, string problem)
    {
        char c = text[at];
        if (IsInsideText(problem))
        {
            return c < ' '
                ? ("A text in quotes holds a line break, a tab or another control character.", "Close the text, or write the character as \\n, \\t or \\u and four digits.")
                : ("A text in quotes holds an escape that JSON does not know.", "Write a backslash as \\\\; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.");
        }

        switch (c)
        {
            case '}' or ']' when last == ',':
                return ($"A comma stands before {c}, with nothing after it.", "Remove the comma.");
            case '/' or '#':
                return ("JSON has no comments.", "Remove the comment, or edit the manifest as YAML.");
            case '\'':
                return ("JSON knows double quotes only.", "Write the text as \"...\".");
            case '}' or ']':
                return ($"{c} closes nothing here, or something is missing before it.", "Check that every { is closed with } and every [ with ].");
            case '"' when last is '"' or '}' or ']' || char.IsLetterOrDigit(last):
                return ("A comma or colon is missing before this text.", "Separate fields and items with commas, and write fields as \"name\": value.");
            case ',' or ':':
                return ($"{c} stands where a value or name is wanted.", "Write what is missing before it, or remove it.");
        }

        if (char.IsAsciiDigit(c) || c is '-' or '+' or '.' || char.IsAsciiDigit(last))
        {
            return ("This number is not written as JSON wants it.", "Write it without leading zeros or +, with digits on both sides of the point.");
        }

        return char.IsLetter(c) || c == '_'
            ? ("A text without quotes stands here.", "Put it in double quotes; only true, false and null stand without.")
            : ("The JSON cannot be read here.", "Check the commas, quotes and brackets of this line and the one above.");
    }

    private static bool IsInsideText(string problem) =>
        problem.Contains("within a JSON string", StringComparison.Ordinal) || problem.Contains("escap", StringComparison.Ordinal) || problem.Contains("hex digit", StringComparison.Ordinal);

    /// <summary>The reader counts lines by LF and columns by bytes.</summary>
    private static int CharacterOf(JsonException problem, byte[] utf8)
    {
        int start = 0;
        for (long line = problem.LineNumber ?? 0; line > 0 && start < utf8.Length; line--)
        {
            int feed = utf8.AsSpan(start).IndexOf((byte)'\n');
            start = feed < 0 ? utf8.Length : start + feed + 1;
        }

        int at = (int)Math.Min(utf8.Length, start + (problem.BytePositionInLine ?? 0));
        return Encoding.UTF8.GetCharCount(utf8, 0, at);
    }
}
