using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Rules of <c>x-kubernetes-list-type</c>, <c>x-kubernetes-list-map-keys</c> and <c>x-kubernetes-map-type</c> in a schema.</summary>
internal static class ListRules
{
    private static readonly string[] ListTypes = ["atomic", "set", "map"];
    private static readonly string[] MapTypes = ["atomic", "granular"];

    /// <summary>Adds the faults of one schema node.</summary>
    public static void Check(JsonObject schema, string path, List<FieldError> errors)
    {
        string listType = Text(schema, "x-kubernetes-list-type");
        string mapType = Text(schema, "x-kubernetes-map-type");
        string type = Text(schema, "type");
        if (mapType.Length > 0 && !MapTypes.Contains(mapType, StringComparer.Ordinal))
        {
            errors.Add(FieldError.NotSupported($"{path}.x-kubernetes-map-type", mapType, MapTypes));
        }
        else if (mapType.Length > 0 && type != "object")
        {
            errors.Add(FieldError.Invalid($"{path}.type", type, "must be object if x-kubernetes-map-type is specified"));
        }

        if (listType.Length == 0)
        {
            return;
        }

        if (!ListTypes.Contains(listType, StringComparer.Ordinal))
        {
            errors.Add(FieldError.NotSupported($"{path}.x-kubernetes-list-type", listType, ListTypes));
        }
        else if (type != "array")
        {
            errors.Add(FieldError.Invalid($"{path}.type", type, "must be array if x-kubernetes-list-type is specified"));
        }
        else if (listType == "map")
        {
            CheckMap(schema, path, errors);
        }
        else if (listType == "set" && schema["items"] is JsonObject items && Text(items, "type") == "object" && Text(items, "x-kubernetes-map-type") != "atomic")
        {
            errors.Add(FieldError.Invalid($"{path}.items.x-kubernetes-map-type", Text(items, "x-kubernetes-map-type") is { Length: > 0 } given ? given : "null", "must be atomic as item of a list with x-kubernetes-list-type=set"));
        }
    }

    private static void CheckMap(JsonObject schema, string path, List<FieldError> errors)
    {
        string[] keys = [.. (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(JsonTypes.Text).OfType<string>()];
        JsonObject items = schema["items"] as JsonObject ?? [];
        if (keys.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
            return;
        }

        JsonObject properties = items["properties"] as JsonObject ?? [];
        if (keys.Any(key => !properties.ContainsKey(key)))
        {
            errors.Add(FieldError.InvalidText($"{path}.x-kubernetes-list-map-keys", $"[]string{{{string.Join(", ", keys.Select(GoText.Quote))}}}", "entries must all be names of item properties"));
        }

        string[] required = [.. (items["required"] as JsonArray ?? []).Select(JsonTypes.Text).OfType<string>()];
        foreach (string key in keys.Where(properties.ContainsKey))
        {
            if (!required.Contains(key, StringComparer.Ordinal) && properties[key]?["default"] is null)
            {
                errors.Add(FieldError.Required(FieldPath.Key($"{path}.items.properties", key) + ".default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }
        }
    }

    private static string Text(JsonObject value, string field) => JsonTypes.Text(value[field]) ?? "";
}
