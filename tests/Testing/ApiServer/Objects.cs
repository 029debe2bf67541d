using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Looks into JSON objects of Kubernetes' shape.</summary>
internal static class Objects
{
    public static string Name(JsonObject value) => Text(value, "metadata", "name") ?? "";

    public static string Namespace(JsonObject value) => Text(value, "metadata", "namespace") ?? "";

    public static string Key(JsonObject value) => Key(Namespace(value), Name(value));

    public static string Key(string? ns, string name) => string.IsNullOrEmpty(ns) ? name : $"{ns}/{name}";

    public static bool HasFinalizers(JsonObject value) => value["metadata"]?["finalizers"] is JsonArray { Count: > 0 };

    public static JsonObject Metadata(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            value["metadata"] = metadata = [];
        }

        return metadata;
    }

    public static string? Text(JsonNode? value, params ReadOnlySpan<string> path)
    {
        foreach (string step in path)
        {
            value = (value as JsonObject)?[step];
        }

        return value is JsonValue leaf && leaf.TryGetValue(out string? text) ? text : null;
    }

    public static JsonObject Clone(JsonObject value) => value.DeepClone().AsObject();
}
