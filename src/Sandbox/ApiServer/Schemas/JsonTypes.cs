using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>The types OpenAPI tells apart; an integer is a number written without fraction and exponent that fits 64 bits.</summary>
internal enum JsonType
{
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// <summary>Type questions about JSON nodes, whatever they were made from (text or .NET values).</summary>
internal static class JsonTypes
{
    /// <summary>The OpenAPI type of a node; a null reference is JSON's null.</summary>
    public static JsonType Of(JsonNode? node) => node switch
    {
        null => JsonType.Null,
        JsonObject => JsonType.Object,
        JsonArray => JsonType.Array,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => JsonType.String,
            JsonValueKind.True or JsonValueKind.False => JsonType.Boolean,
            JsonValueKind.Number => TryInteger(node, out _) ? JsonType.Integer : JsonType.Number,
            _ => JsonType.Null,
        },
    };

    /// <summary>The type as messages name it.</summary>
    public static string Name(JsonType type) => type switch
    {
        JsonType.Boolean => "boolean",
        JsonType.Integer => "integer",
        JsonType.Number => "number",
        JsonType.String => "string",
        JsonType.Array => "array",
        JsonType.Object => "object",
        _ => "null",
    };

    /// <summary>The text of a string node; null for everything else.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The value of an integer node.</summary>
    public static long Integer(JsonNode node) => TryInteger(node, out long value) ? value : (long)Number(node);

    /// <summary>The value of any number node.</summary>
    public static double Number(JsonNode node) => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Whether a node is true; everything else, absent included, is not.</summary>
    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>Reads a node as an integer; false for other types, and for numbers with a fraction or beyond 64 bits.</summary>
    public static bool TryInteger(JsonNode? node, out long value)
    {
        value = 0;
        if (node is not JsonValue number || number.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        return number.TryGetValue(out value)
            ? !number.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E')
            : long.TryParse(number.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// Whether two values are equal to an API server: objects without regard to order, numbers by value, an integer never equal to
    /// a number with a fraction.
    /// </summary>
    public static bool Equal(JsonNode? left, JsonNode? right)
    {
        JsonType type = Of(left);
        JsonType other = Of(right);
        if (type is JsonType.Integer or JsonType.Number && other is JsonType.Integer or JsonType.Number)
        {
            return type == other && type == JsonType.Integer ? Integer(left!) == Integer(right!) : Number(left!).Equals(Number(right!));
        }

        if (type != other)
        {
            return false;
        }

        switch (type)
        {
            case JsonType.Null:
                return true;
            case JsonType.Object:
                JsonObject a = left!.AsObject();
                JsonObject b = right!.AsObject();
                return a.Count == b.Count && a.All(pair => b.TryGetPropertyValue(pair.Key, out JsonNode? value) && Equal(pair.Value, value));
            case JsonType.Array:
                JsonArray x = left!.AsArray();
                JsonArray y = right!.AsArray();
                return x.Count == y.Count && x.Zip(y).All(pair => Equal(pair.First, pair.Second));
            case JsonType.String:
                return string.Equals(Text(left), Text(right), StringComparison.Ordinal);
            default:
                return left!.GetValue<bool>() == right!.GetValue<bool>();
        }
    }
}
