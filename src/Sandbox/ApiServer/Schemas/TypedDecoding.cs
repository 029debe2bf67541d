using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Decoding of built-in kinds: they are typed, so a value of a wrong type cannot be decoded (400, or 422 in a patch) instead of being
/// refused by validation.
/// </summary>
internal static class TypedDecoding
{
    /// <summary>What keeps an object from being decoded, in a server's words; null when nothing does.</summary>
    /// <param name="kind">Name of the type.</param>
    public static string? FindError(StructuralSchema schema, JsonObject value, string kind) => Find(schema, value, "", kind);

    /// <summary>
    /// Leaves out what decoding and writing a typed object loses: nulls, and lists and maps without entries. A null in a map of texts is an
    /// empty text.
    /// </summary>
    public static void Normalize(StructuralSchema schema, JsonObject value)
    {
        foreach ((string name, JsonNode? child) in value.ToArray())
        {
            StructuralSchema? childSchema = schema.Field(name);
            if (child is null && schema.AdditionalProperties is { Type: "string" } && !schema.Properties.ContainsKey(name))
            {
                value[name] = "";
            }
            else if (child is null or JsonArray { Count: 0 } || (child is JsonObject { Count: 0 } && childSchema is { AdditionalProperties: not null, Properties.Count: 0 }))
            {
                value.Remove(name);
            }
            else if (child is JsonObject fields && childSchema is not null)
            {
                Normalize(childSchema, fields);
            }
            else if (child is JsonArray items && childSchema?.Items is { } itemSchema)
            {
                foreach (JsonObject item in items.OfType<JsonObject>())
                {
                    Normalize(itemSchema, item);
                }
            }
        }
    }

    private static string? Find(StructuralSchema schema, JsonNode? value, string path, string kind)
    {
        if (value is null)
        {
            return null;
        }

        JsonType type = JsonTypes.Of(value);
        string wanted = schema.IntOrString ? "" : schema.Type;
        bool fits = schema.IntOrString ? type is JsonType.Integer or JsonType.String : wanted.Length == 0 || JsonTypes.Name(type) == wanted || (type == JsonType.Integer && wanted == "number");
        if (!fits && !(type == JsonType.Array && schema.Rules is { Format: "byte" }))
        {
            return $"json: cannot unmarshal {MetadataCoercion.GoKind(value)} into Go struct field {kind}.{path} of type {GoType(schema)}";
        }

        if (schema.Rules is { Format: "byte" } && JsonTypes.Text(value) is { } text && !Convert.TryFromBase64String(text, new byte[text.Length], out _))
        {
            return "illegal base64 data at input byte 0";
        }

        return value switch
        {
            JsonObject fields => fields.Select(pair => schema.Field(pair.Key) is { } child ? Find(child, pair.Value, FieldPath.Child(path, pair.Key), kind) : null).FirstOrDefault(error => error is not null),
            JsonArray items when schema.Items is { } item => items.Select(one => Find(item, one, path, kind)).FirstOrDefault(error => error is not null),
            _ => null,
        };
    }

    private static string GoType(StructuralSchema schema) => schema switch
    {
        { IntOrString: true } => "intstr.IntOrString",
        { Type: "integer" } => "int32",
        { Type: "boolean" } => "bool",
        { Type: "array" } => "[]" + (schema.Items is { } item ? GoType(item) : "string"),
        { Type: "object", AdditionalProperties: { } values } => "map[string]" + GoType(values),
        { Type: "object" } => "struct",
        _ => "string",
    };
}
