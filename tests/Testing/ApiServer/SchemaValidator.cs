using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Checks an object against the little of OpenAPI that CRDs use, and takes out what the schema does not know.</summary>
internal static class SchemaValidator
{
    public static void Validate(FakeKind kind, JsonObject value, string name)
    {
        List<(string Field, string Reason, string Message)> causes = [];
        if (kind.Schema is not null)
        {
            Check(kind.Schema, value, "", causes);
        }

        if (causes.Count > 0)
        {
            throw FakeStatusException.Invalid(kind, name, causes);
        }
    }

    /// <summary>Removes unknown fields; returns their paths in the order met.</summary>
    public static List<string> Prune(FakeKind kind, JsonObject value)
    {
        List<string> removed = [];
        if (kind.Schema is not null)
        {
            Prune(kind.Schema, value, "", removed);
        }

        return removed;
    }

    private static void Check(JsonObject schema, JsonNode? value, string path, List<(string, string, string)> causes)
    {
        string? expected = schema["type"]?.GetValue<string>();
        string actual = TypeOf(value);
        if (expected is not null && actual != expected)
        {
            causes.Add((path, "FieldValueInvalid", $"Invalid value: \"{actual}\": {path} in body must be of type {expected}: \"{actual}\""));
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(entry => JsonNode.DeepEquals(entry, value)))
        {
            string supported = string.Join(", ", allowed.Select(entry => entry!.ToJsonString()));
            causes.Add((path, "FieldValueNotSupported", $"Unsupported value: {value!.ToJsonString()}: supported values: {supported}"));
        }

        if (value is JsonObject fields)
        {
            foreach (JsonNode? required in schema["required"] as JsonArray ?? [])
            {
                string field = required!.GetValue<string>();
                if (fields[field] is null)
                {
                    causes.Add((Join(path, field), "FieldValueRequired", "Required value"));
                }
            }

            foreach ((string field, JsonNode? child) in fields)
            {
                if (child is not null && schema["properties"]?[field] is JsonObject childSchema)
                {
                    Check(childSchema, child, Join(path, field), causes);
                }
            }
        }
        else if (value is JsonArray items && schema["items"] is JsonObject itemSchema)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Check(itemSchema, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), causes);
            }
        }
    }

    private static void Prune(JsonObject schema, JsonNode? value, string path, List<string> removed)
    {
        if (value is JsonObject fields && schema["properties"] is JsonObject known)
        {
            foreach (string field in fields.Select(pair => pair.Key).ToArray())
            {
                if (known[field] is JsonObject childSchema)
                {
                    Prune(childSchema, fields[field], Join(path, field), removed);
                }
                else
                {
                    fields.Remove(field);
                    removed.Add(Join(path, field));
                }
            }
        }
        else if (value is JsonArray items && schema["items"] is JsonObject itemSchema)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Prune(itemSchema, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), removed);
            }
        }
    }

    private static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "number" : "integer",
        _ => "null",
    };
}
