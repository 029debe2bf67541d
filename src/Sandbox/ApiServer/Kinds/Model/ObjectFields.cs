using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>Reads fields of objects of any shape: what is absent or of another type reads as null.</summary>
internal static class ObjectFields
{
    /// <summary>The value at a path of property names; null when any part is missing.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        JsonNode? current = node;
        foreach (string name in path)
        {
            if (current is not JsonObject map || !map.TryGetPropertyValue(name, out current))
            {
                return null;
            }
        }

        return current;
    }

    /// <summary>The text at a path.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) => At(node, path).AsText();

    /// <summary>The text at a path, or an empty one.</summary>
    public static string TextOrEmpty(this JsonNode? node, params ReadOnlySpan<string> path) => At(node, path).AsText() ?? "";

    /// <summary>The whole number at a path.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) => At(node, path).AsNumber();

    /// <summary>Whether the value at a path is true.</summary>
    public static bool IsTrue(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The moment at a path.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) => At(node, path).AsTime();

    /// <summary>The objects of the list at a path; other entries are passed over.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The texts of the list at a path; other entries are passed over.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonArray list ? list.Select(AsText).OfType<string>() : [];

    /// <summary>The names and texts of the map at a path; other values are passed over.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode? node, params ReadOnlySpan<string> path) =>
        At(node, path) is JsonObject map
            ? map.Where(entry => entry.Value.AsText() is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsText()!))
            : [];

    /// <summary>How many entries the list or map at a path has.</summary>
    public static int Count(this JsonNode? node, params ReadOnlySpan<string> path) => At(node, path) switch
    {
        JsonArray list => list.Count,
        JsonObject map => map.Count,
        _ => 0,
    };

    /// <summary>The value as text, when it is one.</summary>
    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The value as a whole number, when it is one.</summary>
    public static long? AsNumber(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), Invariant, out double number)
            ? (long)number
            : null;

    /// <summary>The value as a moment, when it is one.</summary>
    public static DateTimeOffset? AsTime(this JsonNode? node) =>
        node.AsText() is { } text && DateTimeOffset.TryParse(text, Invariant, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
