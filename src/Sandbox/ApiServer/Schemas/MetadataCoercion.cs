using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Decoding of <c>metadata</c>: unlike the rest of a custom resource it is typed, so a wrong type is a decoding error (400, or 422 in a
/// patch), and empty values are as good as absent.
/// </summary>
internal static class MetadataCoercion
{
    /// <summary>What keeps the metadata from being decoded, in the server's words; null when nothing does.</summary>
    public static string? FindError(JsonNode? metadata) =>
        metadata is null or JsonObject ? FindError(MetadataSchema.ObjectMeta, metadata, "", "ObjectMeta") : $"json: cannot unmarshal {GoKind(metadata)} into Go value of type v1.ObjectMeta";

    /// <summary>The same for the embedded resources below a value: field path, words; null when all can be decoded.</summary>
    public static string? FindEmbeddedError(StructuralSchema schema, JsonNode? value, string path = "")
    {
        if (value is JsonArray items && schema.Items is { } itemSchema)
        {
            return items.Select((item, i) => FindEmbeddedError(itemSchema, item, FieldPath.Index(path, i))).FirstOrDefault(error => error is not null);
        }

        if (value is not JsonObject fields)
        {
            return null;
        }

        if (schema.EmbeddedResource)
        {
            foreach (string name in new[] { "apiVersion", "kind" })
            {
                if (fields.TryGetPropertyValue(name, out JsonNode? word) && JsonTypes.Text(word) is null)
                {
                    return FieldError.Invalid(FieldPath.Child(path, name), word, "must be a string").ToString();
                }
            }

            if (fields.TryGetPropertyValue("metadata", out JsonNode? metadata) && FindError(metadata) is { } wrong)
            {
                return FieldError.Invalid(FieldPath.Child(path, "metadata"), metadata, wrong).ToString();
            }
        }

        return fields.Select(pair => schema.Field(pair.Key) is { } child ? FindEmbeddedError(child, pair.Value, FieldPath.Child(path, pair.Key)) : null).FirstOrDefault(error => error is not null);
    }

    /// <summary>Drops what a typed ObjectMeta leaves out when written: nulls, empty strings, lists and maps, and a generation of 0.</summary>
    public static void Normalize(JsonObject metadata)
    {
        foreach ((string name, JsonNode? value) in metadata.ToArray())
        {
            bool empty = value switch
            {
                null => name != "creationTimestamp",
                JsonObject map => map.Count == 0,
                JsonArray list => list.Count == 0,
                _ => JsonTypes.Text(value) is { Length: 0 } || (name == "generation" && JsonTypes.TryInteger(value, out long number) && number == 0),
            };
            if (empty)
            {
                metadata.Remove(name);
            }
            else if (name is "labels" or "annotations" && value is JsonObject entries)
            {
                // A null value of a map of strings decodes as the empty string.
                foreach (string key in entries.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray())
                {
                    entries[key] = "";
                }
            }
        }
    }

    private static string? FindError(StructuralSchema schema, JsonNode? value, string path, string owner)
    {
        if (value is null || schema.PreserveUnknownFields)
        {
            return null;
        }

        bool fits = (JsonTypes.Of(value), schema.Type) switch
        {
            (JsonType.Object, "object") or (JsonType.Array, "array") or (JsonType.String, "string") or (JsonType.Integer, "integer") or (JsonType.Boolean, "boolean") => true,
            _ => false,
        };
        if (!fits)
        {
            return $"json: cannot unmarshal {GoKind(value)} into Go struct field {owner}.{path} of type {GoType(schema, path)}";
        }

        if (schema.Rules is { Format: "date-time" } && JsonTypes.Text(value) is { } time && !Time(time))
        {
            string form = "2006-01-02T15:04:05Z07:00";
            return $"parsing time {GoText.Quote(time)} as \"{form}\": cannot parse {GoText.Quote(time)} as \"2006\"";
        }

        return value switch
        {
            JsonObject fields => fields.Select(pair => schema.Field(pair.Key) is { } child ? FindError(child, pair.Value, MapPath(schema, path, pair.Key), owner) : null).FirstOrDefault(error => error is not null),
            JsonArray items => items.Select(item => FindError(schema.Items!, item, path, owner)).FirstOrDefault(error => error is not null),
            _ => null,
        };
    }

    private static string MapPath(StructuralSchema schema, string path, string key) => schema.AdditionalProperties is not null ? path : FieldPath.Child(path, key);

    private static bool Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && SchemaFormats.Matches("date-time", text);

    internal static string GoKind(JsonNode value) => JsonTypes.Of(value) switch
    {
        JsonType.Boolean => "bool",
        JsonType.Integer => "number",
        JsonType type => JsonTypes.Name(type),
    };

    private static string GoType(StructuralSchema schema, string path) => (schema.Type, path) switch
    {
        ("integer", _) => "int64",
        ("boolean", _) => "bool",
        ("object", "labels" or "annotations") => "map[string]string",
        ("object", "ownerReferences") => "v1.OwnerReference",
        ("object", _) => "v1.ManagedFieldsEntry",
        ("array", "finalizers") => "[]string",
        ("array", "ownerReferences") => "[]v1.OwnerReference",
        ("array", _) => "[]v1.ManagedFieldsEntry",
        _ => "string",
    };
}
