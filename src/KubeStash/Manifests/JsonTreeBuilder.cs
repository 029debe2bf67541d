using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Builds the tree of a JSON text and the places of its values.</summary>
internal sealed class JsonTreeBuilder(string text, TextPositions positions, ManifestLimits limits, List<ManifestError> warnings)
{
    private readonly ReadingBudget budget = new(limits, text.Length);
    private readonly byte[] utf8 = Encoding.UTF8.GetBytes(text);
    private int knownByte;
    private int knownCharacter;

    public (JsonNode? Node, SourceNode Source) Read()
    {
        // One level more than allowed, so that the limit is told in this product's words.
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        try
        {
            reader.Read();
            (JsonNode?, SourceNode) tree = ReadValue(ref reader, 1);
            reader.Read();
            return tree;
        }
        catch (JsonException problem)
        {
            throw JsonErrorWords.For(problem, text, utf8, positions);
        }
    }

    private (JsonNode? Node, SourceNode Source) ReadValue(ref Utf8JsonReader reader, int depth)
    {
        SourceRange range = RangeOf(ref reader);
        budget.AddNode(range);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                budget.CheckDepth(depth, range);
                return ReadObject(ref reader, range, depth);
            case JsonTokenType.StartArray:
                budget.CheckDepth(depth, range);
                return ReadList(ref reader, range, depth);
            default:
                JsonNode? node = ReadPlain(ref reader, range);
                return (node, new SourceNode(node, range));
        }
    }

    private static JsonNode? ReadPlain(ref Utf8JsonReader reader, SourceRange range)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonValue.Create(TextOf(ref reader, range));
            case JsonTokenType.Number:
                string number = Encoding.UTF8.GetString(reader.ValueSpan);
                return JsonNumber.FitsDouble(number)
                    ? JsonNumber.Create(number)
                    : throw new ManifestException(ManifestError.At(range, "This number is too big for Kubernetes.", "Put it in quotes if it is a text."));
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private (JsonNode? Node, SourceNode Source) ReadObject(ref Utf8JsonReader reader, SourceRange start, int depth)
    {
        JsonObject fields = [];
        SourceNode source = new(fields, start);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            SourceRange keyRange = RangeOf(ref reader);
            string key = TextOf(ref reader, keyRange);
            if (source.Fields.TryGetValue(key, out SourceNode? earlier) && warnings.Count < ManifestDocument.MaxWarnings)
            {
                warnings.Add(ManifestError.At(
                    keyRange, $"The key {key} is given twice; this one counts, not the one in line {earlier.Key!.Value.Line}.", "Remove one of them."));
            }

            reader.Read();
            (JsonNode? value, SourceNode place) = ReadValue(ref reader, depth + 1);
            fields[key] = value;
            source.SetField(key, place.WithKey(keyRange));
        }

        source.Range = Until(start, RangeOf(ref reader));
        return (fields, source);
    }

    private (JsonNode? Node, SourceNode Source) ReadList(ref Utf8JsonReader reader, SourceRange start, int depth)
    {
        JsonArray items = [];
        SourceNode source = new(items, start);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            (JsonNode? item, SourceNode place) = ReadValue(ref reader, depth + 1);
            items.Add(item);
            source.AddItem(place);
        }

        source.Range = Until(start, RangeOf(ref reader));
        return (items, source);
    }

    private static SourceRange Until(SourceRange start, SourceRange end) => new(start.Line, start.Column, end.EndLine, end.EndColumn);

    private static string TextOf(ref Utf8JsonReader reader, SourceRange range)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException problem)
        {
            // The only way a well-formed JSON string is no text: \ud800 to \udfff without its other half.
            throw new ManifestException(
                ManifestError.At(range, "This text has a \\u escape for half of a character; the other half is missing.", "Remove the escape, or write both halves."),
                problem);
        }
    }

    private SourceRange RangeOf(ref Utf8JsonReader reader)
    {
        int start = CharacterAt((int)reader.TokenStartIndex);
        // What the reader has consumed of a key includes its colon.
        int end = reader.TokenType == JsonTokenType.PropertyName ? (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2 : (int)reader.BytesConsumed;
        return positions.Range(start, CharacterAt(end));
    }

    /// <summary>The character at a byte. Bytes are asked for in rising order, so the text is walked through once.</summary>
    private int CharacterAt(int byteOffset)
    {
        if (byteOffset < knownByte)
        {
            (knownByte, knownCharacter) = (0, 0);
        }

        knownCharacter += Encoding.UTF8.GetCharCount(utf8, knownByte, byteOffset - knownByte);
        knownByte = byteOffset;
        return knownCharacter;
    }
}
