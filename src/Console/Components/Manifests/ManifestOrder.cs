using System.Text.Json.Nodes;

namespace BackupConsole.Components.Manifests;

/// <summary>Puts fields in the order people are used to, in whatever order they were filled in.</summary>
public static class ManifestOrder
{
    /// <summary>Puts some fields of an object first; the others follow as they stand. Nothing is done to what is no object.</summary>
    public static void Arrange(JsonNode? node, params IReadOnlyList<string> first)
    {
        if (node is not JsonObject fields)
        {
            return;
        }

        string[] order = [.. first.Where(fields.ContainsKey), .. fields.Select(field => field.Key).Where(key => !first.Contains(key))];
        if (order.SequenceEqual(fields.Select(field => field.Key)))
        {
            return;
        }

        foreach (string key in order)
        {
            JsonNode? value = fields[key];
            fields.Remove(key);
            fields[key] = value;
        }
    }
}
