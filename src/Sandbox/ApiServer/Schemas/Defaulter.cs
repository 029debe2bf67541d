using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Puts a schema's defaults in: from the outside in, so that a default object gets its own fields' defaults. Before that, an explicit
/// null where null is no value is dropped from objects (in lists it stays, and fails validation).
/// </summary>
internal static class Defaulter
{
    /// <summary>Completes a value in place.</summary>
    public static void Apply(StructuralSchema schema, JsonNode? value)
    {
        DropNulls(schema, value);
        AddDefaults(schema, value);
    }

    /// <summary>Drops nulls.</summary>
    /// <param name="defaulted">Whether only those a default takes the place of.</param>
    public static void DropNulls(StructuralSchema schema, JsonNode? value, bool defaulted = false)
    {
        if (value is JsonObject fields)
        {
            foreach (string name in fields.Select(pair => pair.Key).ToArray())
            {
                if (schema.Field(name) is not { } child)
                {
                    continue;
                }

                if (fields[name] is not { } node)
                {
                    if (!child.Nullable && (!defaulted || child.Default is not null))
                    {
                        fields.Remove(name);
                    }
                }
                else
                {
                    DropNulls(child, node, defaulted);
                }
            }
        }
        else if (value is JsonArray items && schema.Items is { } itemSchema)
        {
            foreach (JsonNode? item in items)
            {
                DropNulls(itemSchema, item, defaulted);
            }
        }
    }

    private static void AddDefaults(StructuralSchema schema, JsonNode? value)
    {
        if (!schema.HasDefaults)
        {
            return;
        }

        if (value is JsonObject fields)
        {
            foreach ((string name, StructuralSchema child) in schema.Properties)
            {
                if (child.Default is not null && !fields.ContainsKey(name))
                {
                    fields[name] = child.Default.DeepClone();
                }
            }

            foreach ((string name, JsonNode? child) in fields)
            {
                if (schema.Field(name) is { } childSchema)
                {
                    AddDefaults(childSchema, child);
                }
            }
        }
        else if (value is JsonArray items && schema.Items is { } itemSchema)
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i] is null && itemSchema is { Nullable: false, Default: not null })
                {
                    items[i] = itemSchema.Default.DeepClone();
                }

                AddDefaults(itemSchema, items[i]);
            }
        }
    }
}
