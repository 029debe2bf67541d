using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Takes out the fields a schema does not specify. Fields below <c>x-kubernetes-preserve-unknown-fields</c> stay; embedded resources keep
/// <c>apiVersion</c>, <c>kind</c> and a typed <c>metadata</c>.
/// </summary>
internal static class Pruner
{
    /// <summary>Prunes a value in place.</summary>
    /// <param name="schema">Schema of the value; of a whole object, one made by <see cref="MetadataSchema.Complete"/>.</param>
    /// <returns>The paths of what was removed, in the order of the document.</returns>
    public static IReadOnlyList<string> Prune(StructuralSchema schema, JsonNode? value)
    {
        List<string> removed = [];
        Walk(schema, value, "", false, removed, remove: true);
        return removed;
    }

    /// <summary>The paths of the fields that pruning would remove; the value stays as it is.</summary>
    public static IReadOnlyList<string> FindUnknown(StructuralSchema schema, JsonNode? value)
    {
        List<string> unknown = [];
        Walk(schema, value, "", false, unknown, remove: false);
        return unknown;
    }

    private static void Walk(StructuralSchema? schema, JsonNode? value, string path, bool preserve, List<string> unknown, bool remove)
    {
        // Once preserving, everything unspecified below stays; specified fields below are pruned by their own schema again.
        bool keeps = schema is null ? preserve : schema.PreserveUnknownFields;
        if (value is JsonArray items)
        {
            if (schema?.Items is not { } itemSchema)
            {
                return;
            }

            for (int i = 0; i < items.Count; i++)
            {
                Walk(itemSchema, items[i], FieldPath.Index(path, i), keeps, unknown, remove);
            }
        }
        else if (value is JsonObject fields && schema is not null && !schema.AllowsAnyProperty)
        {
            foreach (string name in fields.Select(pair => pair.Key).ToArray())
            {
                string at = FieldPath.Child(path, name);
                StructuralSchema? child = MetadataSchema.Embedded(schema, name) ?? schema.Field(name);
                if (child is not null)
                {
                    Walk(child, fields[name], at, keeps, unknown, remove);
                }
                else if (!keeps)
                {
                    unknown.Add(at);
                    if (remove)
                    {
                        fields.Remove(name);
                    }
                }
            }
        }
    }
}
