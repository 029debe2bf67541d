using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>What the difference between two objects touches.</summary>
/// <param name="Added">Paths only the new object has, objects and items on the way included.</param>
/// <param name="Modified">Leaves with another value.</param>
/// <param name="Removed">Paths only the old object has.</param>
internal sealed record FieldComparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>Whether the objects are the same.</summary>
    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>The comparison without some paths and all below them.</summary>
    public FieldComparison Without(FieldSet ignored) => new(Added.WithoutSubtrees(ignored), Modified.WithoutSubtrees(ignored), Removed.WithoutSubtrees(ignored));
}

/// <summary>Sets of paths of objects, and of their differences.</summary>
internal static class FieldSets
{
    /// <summary>
    /// The paths an applied configuration claims: its leaves, keys of maps and items of lists; not the named objects on the way,
    /// unless they are empty.
    /// </summary>
    public static FieldSet Of(StructuralSchema? schema, JsonNode? value)
    {
        FieldSet set = new();
        Collect(schema, value, [], set);
        return set;
    }

    /// <summary>Compares two objects of one schema.</summary>
    public static FieldComparison Compare(StructuralSchema? schema, JsonObject before, JsonObject after)
    {
        FieldComparison result = new(new(), new(), new());
        Compare(schema, new(true, before), new(true, after), [], result);
        return result;
    }

    /// <summary>
    /// Mends sets written while an object or list was owned otherwise. Paths below what is now owned as a whole become the whole. A path
    /// that is in the set without anything below, though its value has parts with owners of their own, gets all of these: it was owned as
    /// a whole, or (real servers cannot tell) all its parts went to others.
    /// </summary>
    public static FieldSet Reconcile(StructuralSchema? schema, JsonNode? live, FieldSet set)
    {
        set = set.Collapse(schema);
        FieldSet result = set;
        foreach (PathElement[] path in set.Paths().ToArray())
        {
            (StructuralSchema? type, JsonNode? value) = Find(schema, live, path);
            FieldSet below = path.Aggregate(set, (at, step) => at.Below(step));
            if (type is null || !below.IsEmpty || FieldTypes.Of(type, value) == Ownership.Leaf)
            {
                continue;
            }

            FieldSet whole = new();
            Collect(type, value, [.. path], whole);
            result = result.Union(whole);
        }

        return result;
    }

    private static (StructuralSchema? Type, JsonNode? Value) Find(StructuralSchema? schema, JsonNode? value, PathElement[] path)
    {
        foreach (PathElement step in path)
        {
            if (schema is null)
            {
                return (null, null);
            }

            value = value switch
            {
                JsonObject fields when step.FieldName is { } name => fields[name],
                JsonArray list when FieldTypes.Of(schema, list) is Ownership.Set or Ownership.KeyedList => FieldTypes.Items(schema, list).FirstOrDefault(item => item.Step == step).Item,
                _ => null,
            };
            schema = FieldTypes.Below(schema, step);
        }

        return (schema, value);
    }

    private static void Collect(StructuralSchema? schema, JsonNode? value, PathElement[] path, FieldSet set)
    {
        switch (FieldTypes.Of(schema, value))
        {
            case Ownership.Leaf:
                set.Insert(path);
                break;
            case Ownership.Fields:
                foreach ((string name, JsonNode? child) in value!.AsObject())
                {
                    PathElement[] at = [.. path, PathElement.Field(name)];
                    Collect(FieldTypes.Field(schema, name), child, at, set);
                    if (child is JsonObject { Count: 0 } || !FieldTypes.IsNamed(schema, name))
                    {
                        set.Insert(at);
                    }
                }

                break;
            default:
                foreach ((PathElement step, JsonNode? item) in FieldTypes.Items(schema!, value!.AsArray()))
                {
                    PathElement[] at = [.. path, step];
                    Collect(schema!.Items, item, at, set);
                    set.Insert(at);
                }

                break;
        }
    }

    private static void Compare(StructuralSchema? schema, Slot before, Slot after, PathElement[] path, FieldComparison result)
    {
        Ownership old = FieldTypes.Of(schema, before.Value);
        Ownership now = FieldTypes.Of(schema, after.Value);
        // Where there is a schema, null is an object or list without parts.
        bool empties = schema is not null && (before.Value is null || after.Value is null);
        Ownership kind = after.Exists && !(empties && before.Exists && after.Value is null) ? now : old;
        if (before.Exists && after.Exists && old != now && !empties)
        {
            // The value changed its form: what was below is gone, what is below now is new.
            Compare(schema, before, default, path, new(new(), new(), result.Removed));
            Compare(schema, default, after, path, new(result.Added, new(), new()));
            result.Modified.Insert(path);
            return;
        }

        if (kind == Ownership.Leaf || (before.IsEmpty && after.IsEmpty))
        {
            FieldSet? target = !before.Exists ? result.Added : !after.Exists ? result.Removed : JsonTypes.Equal(before.Value, after.Value) ? null : result.Modified;
            target?.Insert(path);
            return;
        }

        foreach ((PathElement step, Slot left, Slot right) in Pairs(schema, kind, before, after))
        {
            Compare(FieldTypes.Below(schema, step), left, right, [.. path, step], result);
        }

        if (!before.Exists || !after.Exists)
        {
            (before.Exists ? result.Removed : result.Added).Insert(path);
        }
    }

    private static IEnumerable<(PathElement Step, Slot Before, Slot After)> Pairs(StructuralSchema? schema, Ownership kind, Slot before, Slot after)
    {
        Dictionary<PathElement, JsonNode?> old = Parts(schema, kind, before);
        Dictionary<PathElement, JsonNode?> now = Parts(schema, kind, after);
        foreach (PathElement step in old.Keys.Union(now.Keys))
        {
            yield return (step, old.TryGetValue(step, out JsonNode? left) ? new(true, left) : default, now.TryGetValue(step, out JsonNode? right) ? new(true, right) : default);
        }
    }

    private static Dictionary<PathElement, JsonNode?> Parts(StructuralSchema? schema, Ownership kind, Slot slot) => slot.Value switch
    {
        JsonObject fields when kind == Ownership.Fields => fields.ToDictionary(pair => PathElement.Field(pair.Key), pair => pair.Value),
        JsonArray list when kind is Ownership.Set or Ownership.KeyedList => FieldTypes.Items(schema!, list).ToDictionary(item => item.Step, item => item.Item),
        _ => [],
    };

    /// <summary>A value that may be absent, which differs from null.</summary>
    private readonly record struct Slot(bool Exists, JsonNode? Value)
    {
        public bool IsEmpty => Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
    }
}
