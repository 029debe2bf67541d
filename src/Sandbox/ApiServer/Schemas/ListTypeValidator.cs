using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Finds items that occur twice in lists declared as sets or as maps (<c>x-kubernetes-list-type</c>).</summary>
internal static class ListTypeValidator
{
    /// <summary>The duplicates below a value.</summary>
    public static IReadOnlyList<FieldError> Validate(StructuralSchema schema, JsonNode? value)
    {
        List<FieldError> errors = [];
        Walk(schema, value, "", errors);
        return errors;
    }

    private static void Walk(StructuralSchema schema, JsonNode? value, string path, List<FieldError> errors)
    {
        if (value is JsonObject fields)
        {
            foreach ((string name, JsonNode? child) in fields)
            {
                if (schema.Field(name) is { } childSchema)
                {
                    Walk(childSchema, child, FieldPath.Child(path, name), errors);
                }
            }
        }
        else if (value is JsonArray items && schema.Items is { } itemSchema)
        {
            FindDuplicates(schema, items, path, errors);
            for (int i = 0; i < items.Count; i++)
            {
                Walk(itemSchema, items[i], FieldPath.Index(path, i), errors);
            }
        }
    }

    private static void FindDuplicates(StructuralSchema schema, JsonArray items, string path, List<FieldError> errors)
    {
        if (schema.ListType == ListType.Atomic)
        {
            return;
        }

        if (schema.ListType == ListType.Map)
        {
            int stray = items.ToList().FindIndex(item => item is JsonValue or JsonArray);
            if (stray >= 0)
            {
                errors.Add(FieldError.Invalid(FieldPath.Index(path, stray), items[stray], "must be an object for an array of list-type map"));
                return;
            }
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> reported = new(StringComparer.Ordinal);
        for (int i = 0; i < items.Count; i++)
        {
            JsonNode? key = schema.ListType == ListType.Set ? items[i] : KeyOf(schema, items[i] as JsonObject);
            string text = CanonicalJson.Of(key);
            if (key is not null && !seen.Add(text) && reported.Add(text))
            {
                errors.Add(FieldError.Duplicate(FieldPath.Index(path, i), key));
            }
        }
    }

    private static JsonObject? KeyOf(StructuralSchema schema, JsonObject? item)
    {
        if (item is null)
        {
            return null;
        }

        JsonObject key = [];
        foreach (string name in schema.ListMapKeys.Where(item.ContainsKey))
        {
            key[name] = item[name]?.DeepClone();
        }

        return key;
    }
}
