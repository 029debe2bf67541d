using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Checks what <c>x-kubernetes-embedded-resource</c> asks for: <c>apiVersion</c>, <c>kind</c>, valid metadata.</summary>
internal static class EmbeddedResourceRules
{
    /// <summary>The faults of all embedded resources below a value.</summary>
    public static IReadOnlyList<FieldError> Validate(StructuralSchema schema, JsonNode? value)
    {
        List<FieldError> errors = [];
        Walk(schema, value, "", errors);
        return errors;
    }

    private static void Walk(StructuralSchema schema, JsonNode? value, string path, List<FieldError> errors)
    {
        if (value is JsonArray items && schema.Items is { } itemSchema)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Walk(itemSchema, items[i], FieldPath.Index(path, i), errors);
            }
        }
        else if (value is JsonObject fields)
        {
            if (schema.EmbeddedResource)
            {
                Check(fields, path, errors);
            }

            foreach ((string name, JsonNode? child) in fields)
            {
                if (schema.Field(name) is { } childSchema)
                {
                    Walk(childSchema, child, FieldPath.Child(path, name), errors);
                }
            }
        }
    }

    private static void Check(JsonObject resource, string path, List<FieldError> errors)
    {
        if (resource["metadata"] is JsonObject metadata)
        {
            errors.AddRange(ObjectMetaValidator.ValidateEmbedded(metadata, $"{path}.metadata"));
        }

        string apiVersion = JsonTypes.Text(resource["apiVersion"]) ?? "";
        if (apiVersion.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.apiVersion", "must not be empty"));
        }
        else if (apiVersion.Count(c => c == '/') > 1)
        {
            errors.Add(FieldError.Invalid($"{path}.apiVersion", apiVersion, $"unexpected GroupVersion string: {apiVersion}"));
        }

        string kind = JsonTypes.Text(resource["kind"]) ?? "";
        if (kind.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.kind", "must not be empty"));
        }
        else
        {
            errors.AddRange(NameRules.Dns1035Label(kind.ToLowerInvariant()).Select(words => FieldError.Invalid($"{path}.kind", kind, $"may have mixed case, but should otherwise match: {words}")));
        }
    }
}
