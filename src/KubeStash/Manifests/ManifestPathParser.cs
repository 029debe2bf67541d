using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Field paths from and to text.</summary>
internal static class ManifestPathParser
{
    private static readonly char[] NameEnds = ['.', '['];

    public static string Digits(int position) => position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a path; gives the reason, as a clause, when the text is none.</summary>
    public static string? Parse(string text, out ManifestPath? path)
    {
        path = null;
        ImmutableArray<ManifestPathSegment>.Builder segments = ImmutableArray.CreateBuilder<ManifestPathSegment>();
        // Server-side apply starts its paths with a dot.
        int at = text.StartsWith('.') ? 1 : 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                int close = ClosingBracket(text, at);
                if (close < 0)
                {
                    return "a [ is not closed";
                }

                segments.Add(ReadBracket(text[(at + 1)..close]));
                at = close + 1;
                if (at < text.Length && text[at] is not ('.' or '['))
                {
                    return "a . is missing after ]";
                }
            }
            else
            {
                int end = text.IndexOfAny(NameEnds, at);
                end = end < 0 ? text.Length : end;
                if (end == at)
                {
                    return "a field name is empty";
                }

                segments.Add(new ManifestPathSegment.Field(text[at..end]));
                at = end;
            }

            if (at < text.Length && text[at] == '.')
            {
                at++;
                if (at == text.Length)
                {
                    return "it ends with a .";
                }
            }
        }

        path = new ManifestPath(segments.ToImmutable());
        return null;
    }

    /// <summary>The closing quote of a JSON text that opens at an offset; -1 when there is none.</summary>
    public static int ClosingQuote(string text, int open)
    {
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }

    public static void Write(StringBuilder text, ManifestPathSegment segment)
    {
        switch (segment)
        {
            case ManifestPathSegment.Index index:
                text.Append(CultureInfo.InvariantCulture, $"[{index.Position}]");
                break;
            case ManifestPathSegment.Selector selector:
                text.Append(CultureInfo.InvariantCulture, $"[{selector.Written}]");
                break;
            case ManifestPathSegment.Field field when IsPlainName(field.Name):
                text.Append(text.Length > 0 ? "." : "").Append(field.Name);
                break;
            case ManifestPathSegment.Field field when ReadsBackFromBracket(field):
                text.Append('[').Append(field.Name).Append(']');
                break;
            case ManifestPathSegment.Field field:
                text.Append('[');
                QuotedText.Append(text, field.Name);
                text.Append(']');
                break;
        }
    }

    private static bool IsPlainName(string name) => name.Length > 0 && !name.AsSpan().ContainsAny(". []\"") && name.All(TextCharacters.IsVisibleInLine);

    private static bool ReadsBackFromBracket(ManifestPathSegment.Field field) =>
        field.Name.Length > 0 && !field.Name.AsSpan().ContainsAny("[]\"") && field.Name.All(TextCharacters.IsVisibleInLine)
        && ReadBracket(field.Name).Equals(field);

    private static int ClosingBracket(string text, int open)
    {
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] == ']')
            {
                return i;
            }

            // A quoted text may hold brackets; a quote elsewhere is part of a name.
            if (text[i] == '"' && text[i - 1] is '[' or '=')
            {
                int quote = ClosingQuote(text, i);
                i = quote < 0 ? i : quote;
            }
        }

        return -1;
    }

    private static ManifestPathSegment ReadBracket(string content)
    {
        if (content.Length is > 0 and < 10 && content.All(char.IsAsciiDigit) && (content.Length == 1 || content[0] != '0'))
        {
            return new ManifestPathSegment.Index(int.Parse(content, CultureInfo.InvariantCulture));
        }

        if (content.StartsWith('"') && ClosingQuote(content, 0) == content.Length - 1)
        {
            try
            {
                return new ManifestPathSegment.Field(JsonSerializer.Deserialize<string>(content) ?? "");
            }
            catch (JsonException)
            {
                // A wrong escape: taken as it is written.
                return new ManifestPathSegment.Field(content);
            }
        }

        return SelectorTerm.ParseAll(content).IsEmpty ? new ManifestPathSegment.Field(content) : new ManifestPathSegment.Selector(content);
    }
}
