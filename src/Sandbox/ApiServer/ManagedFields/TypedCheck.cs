using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// Whether an applied configuration fits the schema's types: an apply patch with a field that the schema does not have is refused, in any
/// field validation mode, as ownership of it could not be kept.
/// </summary>
internal static class TypedCheck
{
    private const int MaxErrors = 50;

    /// <summary>The complaints, such as <c>.spec.foo: field not declared in schema</c>.</summary>
    public static IReadOnlyList<string> Find(StructuralSchema schema, JsonObject config)
    {
        List<string> errors = [];
        Walk(schema, config, "", errors);
        return errors;
    }

    private static void Walk(StructuralSchema? schema, JsonNode? value, string path, List<string> errors)
    {
        if (schema is null || value is null || errors.Count >= MaxErrors)
        {
            return;
        }

        string wanted = schema.IntOrString ? "" : schema.Type;
        JsonType type = JsonTypes.Of(value);
        string? expected = (wanted, type) switch
        {
            ("object", not JsonType.Object) => "map",
            ("array", not JsonType.Array) => "list",
            ("string", not JsonType.String) => "string",
            ("boolean", not JsonType.Boolean) => "boolean",
            ("integer" or "number", not (JsonType.Integer or JsonType.Number)) => "numeric (int or float)",
            _ => null,
        };
        if (expected is not null)
        {
            errors.Add($"{path}: expected {expected}, got &{{{value.ToJsonString(CanonicalJson.Plain)}}}");
        }
        else if (value is JsonObject fields)
        {
            foreach ((string name, JsonNode? child) in fields)
            {
                string at = $"{path}.{name}";
                if (FieldTypes.Field(schema, name) is { } childSchema)
                {
                    Walk(childSchema, child, at, errors);
                }
                else if (!schema.PreserveUnknownFields && !schema.AllowsAnyProperty)
                {
                    errors.Add($"{at}: field not declared in schema");
                }
            }
        }
        else if (value is JsonArray items)
        {
            WalkItems(schema, items, path, errors);
        }
    }

    private static void WalkItems(StructuralSchema schema, JsonArray items, string path, List<string> errors)
    {
        HashSet<PathElement> seen = [];
        for (int i = 0; i < items.Count; i++)
        {
            string at = FieldPath.Index(path, i);
            if (schema.ListType != ListType.Atomic)
            {
                if (FieldTypes.Item(schema, items[i]) is not { } step)
                {
                    errors.Add($"{path}: element {i}: associative list with keys has an element that omits key field {GoText.Quote(schema.ListMapKeys.FirstOrDefault() ?? "")} (and doesn't have default value)");
                    continue;
                }

                at = $"{path}{step}";
                if (!seen.Add(step))
                {
                    errors.Add($"{path}: duplicate entries for key {step}");
                }
            }

            Walk(schema.Items, items[i], at, errors);
        }
    }
}
