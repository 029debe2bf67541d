using System.Globalization;
using System.Text;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// A text in double quotes, in the form that JSON and YAML 1.1 read alike: characters that can be seen stand as they are, others are escaped.
/// Half of a character, which no API server can hold, becomes U+FFFD.
/// </summary>
internal static class QuotedText
{
    public static void Append(StringBuilder output, string text)
    {
        output.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsSurrogate(c))
            {
                bool whole = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                output.Append(whole ? c : '\uFFFD');
                if (whole)
                {
                    i++;
                    output.Append(text[i]);
                }
            }
            else
            {
                AppendCharacter(output, c);
            }
        }

        output.Append('"');
    }

    private static void AppendCharacter(StringBuilder output, char c)
    {
        switch (c)
        {
            case '"':
                output.Append("\\\"");
                break;
            case '\\':
                output.Append("\\\\");
                break;
            case '\n':
                output.Append("\\n");
                break;
            case '\r':
                output.Append("\\r");
                break;
            case '\t':
                output.Append("\\t");
                break;
            case var other when TextCharacters.IsVisibleInLine(other):
                output.Append(c);
                break;
            default:
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
        }
    }
}
