using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>One <c>key=value</c> of a selector; the key is empty where the item itself is compared.</summary>
internal sealed record SelectorTerm(string Key, JsonNode? Value)
{
    public bool Fits(JsonNode? item)
    {
        if (Key.Length == 0)
        {
            return JsonTree.AreEqual(item, Value);
        }

        return item is JsonObject fields && fields.TryGetPropertyValue(Key, out JsonNode? value) && JsonTree.AreEqual(value, Value);
    }

    /// <summary>The terms of a selector; none when the text is no selector.</summary>
    public static ImmutableArray<SelectorTerm> ParseAll(string text)
    {
        ImmutableArray<SelectorTerm>.Builder terms = ImmutableArray.CreateBuilder<SelectorTerm>();
        int start = 0;
        while (start < text.Length)
        {
            int equals = text.IndexOf('=', start);
            if (equals < 0 || !text.AsSpan(start, equals - start).ContainsOnlyKeyCharacters())
            {
                return [];
            }

            int end = EndOfValue(text, equals + 1);
            terms.Add(new SelectorTerm(text[start..equals], ParseValue(text[(equals + 1)..end])));
            start = end + 1;
        }

        return terms.ToImmutable();
    }

    private static int EndOfValue(string text, int start)
    {
        if (start < text.Length && text[start] == '"')
        {
            int quote = ManifestPathParser.ClosingQuote(text, start);
            start = quote < 0 ? text.Length : quote + 1;
        }

        int comma = start >= text.Length ? -1 : text.IndexOf(',', start);
        return comma < 0 ? text.Length : comma;
    }

    private static JsonNode? ParseValue(string text)
    {
        if (text is "null")
        {
            return null;
        }

        try
        {
            return text is ['"', ..] or "true" or "false" || JsonNumber.IsValid(text) ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            // A quoted text with a wrong escape: taken as it is written.
            return JsonValue.Create(text);
        }
    }
}

internal static class SelectorCharacters
{
    public static bool ContainsOnlyKeyCharacters(this ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
