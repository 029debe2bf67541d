using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Lenient reading of small answers: what is missing or of another type is empty.</summary>
internal static class JsonText
{
    public static string Text(this JsonObject node, string name) => Text(node[name]);

    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    public static bool Flag(this JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static JsonObject? Child(this JsonObject node, string name) => node[name] as JsonObject;

    public static IEnumerable<JsonObject> Children(this JsonObject node, string name) => (node[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static ImmutableArray<string> Texts(this JsonObject node, string name) => node[name] is JsonArray array ? [.. array.Select(Text)] : [];

    public static void AddText(this JsonObject node, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            node[name] = value;
        }
    }
}

/// <summary>Writes trees deeper than the serializer's default: CRDs nest further.</summary>
[JsonSourceGenerationOptions(MaxDepth = 512)]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class DeepNodes : JsonSerializerContext;
