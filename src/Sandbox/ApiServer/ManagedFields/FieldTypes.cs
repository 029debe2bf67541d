using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>How a value is owned.</summary>
internal enum Ownership
{
    /// <summary>As a whole: scalars, atomic lists and maps.</summary>
    Leaf,

    /// <summary>Field by field.</summary>
    Fields,

    /// <summary>Item by item, found by value.</summary>
    Set,

    /// <summary>Item by item, found by keys; items are owned by their own type.</summary>
    KeyedList,
}

/// <summary>
/// Which parts of a value have owners of their own. Without a schema (below preserved unknown fields) objects are owned field by field and
/// lists as a whole.
/// </summary>
internal static class FieldTypes
{
    /// <summary>How a value of a schema is owned; null and values of the wrong type are leaves.</summary>
    public static Ownership Of(StructuralSchema? schema, JsonNode? value) => value switch
    {
        JsonObject => schema is { AtomicMap: true } ? Ownership.Leaf : Ownership.Fields,
        JsonArray => schema?.ListType switch { ListType.Set => Ownership.Set, ListType.Map => Ownership.KeyedList, _ => Ownership.Leaf },
        _ => Ownership.Leaf,
    };

    /// <summary>The schema of a field; null when it must be deduced.</summary>
    public static StructuralSchema? Field(StructuralSchema? schema, string name) => schema is null ? null : MetadataSchema.Embedded(schema, name) ?? schema.Field(name);

    /// <summary>Whether the schema names a field (rather than allowing it as a key of a map, or not knowing it).</summary>
    public static bool IsNamed(StructuralSchema? schema, string name) => schema is not null && (schema.Properties.ContainsKey(name) || MetadataSchema.Embedded(schema, name) is not null);

    /// <summary>The schema below a step.</summary>
    public static StructuralSchema? Below(StructuralSchema? schema, PathElement element) => element.FieldName is { } name ? Field(schema, name) : schema?.Items;

    /// <summary>The step to an item of a list; an absent key counts with its default. Null when the item has no key at all.</summary>
    public static PathElement? Item(StructuralSchema schema, JsonNode? item)
    {
        if (schema.ListType == ListType.Set)
        {
            return PathElement.Value(item);
        }

        JsonObject key = [];
        foreach (string name in schema.ListMapKeys)
        {
            JsonNode? value = (item as JsonObject)?[name] ?? (schema.Items is { } items && items.Properties.TryGetValue(name, out StructuralSchema? field) ? field.Default : null);
            if (value is not null)
            {
                key[name] = value.DeepClone();
            }
        }

        return key.Count == 0 ? null : PathElement.Key(key);
    }

    /// <summary>The items of a set or keyed list by their steps, the first of equal ones; items without a step are left out.</summary>
    public static List<(PathElement Step, JsonNode? Item)> Items(StructuralSchema schema, JsonArray list)
    {
        List<(PathElement, JsonNode?)> items = [];
        HashSet<PathElement> seen = [];
        foreach (JsonNode? item in list)
        {
            if (Item(schema, item) is { } step && seen.Add(step))
            {
                items.Add((step, item));
            }
        }

        return items;
    }
}
