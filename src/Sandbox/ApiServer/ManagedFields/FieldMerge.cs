using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>Merging an applied configuration into a live object, and taking paths out of one. Results are new trees.</summary>
internal static class FieldMerge
{
    /// <summary>The live value with everything the configuration says put in; nothing is removed.</summary>
    public static JsonNode? Merge(StructuralSchema? schema, JsonNode? live, JsonNode? config)
    {
        Ownership kind = FieldTypes.Of(schema, config);
        if (config is null && FieldTypes.Of(schema, live) != Ownership.Leaf)
        {
            // Null for an object or list says nothing about its parts.
            return live?.DeepClone();
        }

        if (kind != FieldTypes.Of(schema, live) || kind == Ownership.Leaf)
        {
            return config?.DeepClone();
        }

        if (kind == Ownership.Fields)
        {
            JsonObject result = [];
            JsonObject changes = config!.AsObject();
            foreach ((string name, JsonNode? value) in live!.AsObject())
            {
                result[name] = changes.TryGetPropertyValue(name, out JsonNode? change) ? Merge(FieldTypes.Field(schema, name), value, change) : value?.DeepClone();
            }

            foreach ((string name, JsonNode? value) in changes)
            {
                result.TryAdd(name, value?.DeepClone());
            }

            return result;
        }

        return MergeLists(schema!, live!.AsArray(), config!.AsArray());
    }

    /// <summary>
    /// A value without the paths of a set. Objects and lists that lose all their parts go too (null); atomic ones go when anything of
    /// them is to be removed.
    /// </summary>
    public static JsonNode? Remove(StructuralSchema? schema, JsonNode? value, FieldSet set)
    {
        Ownership kind = FieldTypes.Of(schema, value);
        if (set.IsEmpty || value is JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            return value?.DeepClone();
        }

        if (kind == Ownership.Fields)
        {
            JsonObject fields = [];
            foreach ((string name, JsonNode? child) in value!.AsObject())
            {
                PathElement step = PathElement.Field(name);
                if (set.Has(step))
                {
                    continue;
                }

                JsonNode? kept = Remove(FieldTypes.Field(schema, name), child, set.Below(step));
                if (kept is not null || child is null)
                {
                    fields[name] = kept;
                }
            }

            return fields.Count == 0 ? null : fields;
        }

        if (kind is Ownership.Set or Ownership.KeyedList)
        {
            JsonArray items = [];
            foreach (JsonNode? item in value!.AsArray())
            {
                if (FieldTypes.Item(schema!, item) is not { } step)
                {
                    items.Add(item?.DeepClone());
                }
                else if (!set.Has(step) && Remove(schema!.Items, item, set.Below(step)) is { } kept)
                {
                    items.Add(kept);
                }
            }

            return items.Count == 0 ? null : items;
        }

        return value is JsonValue ? value.DeepClone() : null;
    }

    /// <summary>
    /// Items of both, each once. Items the configuration names come in its order; the live list's others keep their place among them
    /// as far as that goes.
    /// </summary>
    private static JsonArray MergeLists(StructuralSchema schema, JsonArray live, JsonArray config)
    {
        List<(PathElement Step, JsonNode? Item)> left = FieldTypes.Items(schema, live);
        List<(PathElement Step, JsonNode? Item)> right = FieldTypes.Items(schema, config);
        Dictionary<PathElement, JsonNode?> old = left.ToDictionary(item => item.Step, item => item.Item);
        HashSet<PathElement> named = [.. right.Select(item => item.Step)];
        HashSet<PathElement> done = [];
        Queue<PathElement> shared = new(right.Select(item => item.Step).Where(old.ContainsKey));
        JsonArray result = [];
        int l = 0;
        int r = 0;
        while (l < left.Count || r < right.Count)
        {
            if (l < left.Count)
            {
                PathElement step = left[l].Step;
                bool waits = named.Contains(step) && !done.Contains(step) && r < right.Count && right[r].Step != step;
                if (!named.Contains(step))
                {
                    result.Add(left[l++].Item?.DeepClone());
                    continue;
                }

                if (done.Contains(step) || (waits && shared.TryPeek(out PathElement next) && next != step))
                {
                    // Already taken, or taken later, at its place in the configuration.
                    l++;
                    continue;
                }
            }

            if (r < right.Count)
            {
                (PathElement step, JsonNode? item) = right[r++];
                result.Add(old.TryGetValue(step, out JsonNode? before) ? Merge(schema.Items, before, item) : item?.DeepClone());
                done.Add(step);
                if (shared.TryPeek(out PathElement head) && head == step)
                {
                    shared.Dequeue();
                }
            }
        }

        return result;
    }
}
