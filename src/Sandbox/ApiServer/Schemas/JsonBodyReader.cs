using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Reads JSON bodies, and finds fields that occur twice (which a JSON tree can no longer tell).</summary>
internal static class JsonBodyReader
{
    /// <summary>How deep a body may be.</summary>
    public const int MaxDepth = 200;

    /// <summary>How many duplicates are named; a server stops there too.</summary>
    private const int MaxDuplicates = 100;

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">The text is no JSON, or nested too deeply.</exception>
    public static DecodedBody Read(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        List<string> duplicates = [];
        reader.Read();
        JsonNode? value = Node(ref reader, "", duplicates);
        if (reader.Read())
        {
            throw new JsonException("There is more text after the value");
        }

        return new(value, duplicates);
    }

    private static JsonNode? Node(ref Utf8JsonReader reader, string path, List<string> duplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                JsonObject fields = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    string at = FieldPath.Child(path, name);
                    reader.Read();
                    JsonNode? child = Node(ref reader, at, duplicates);
                    if (!fields.TryAdd(name, child))
                    {
                        fields[name] = child;
                        AddOnce(duplicates, $"duplicate field {GoText.Quote(at)}");
                    }
                }

                return fields;
            case JsonTokenType.StartArray:
                JsonArray items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Node(ref reader, FieldPath.Index(path, items.Count), duplicates));
                }

                return items;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long integer) ? JsonValue.Create(integer) : JsonValue.Create(reader.GetDouble());
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private static void AddOnce(List<string> duplicates, string words)
    {
        if (duplicates.Count < MaxDuplicates && !duplicates.Contains(words))
        {
            duplicates.Add(words);
        }
    }
}
