using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Patching;

/// <summary>Merging of lists in strategic merge patches.</summary>
internal static class StrategicList
{
    /// <summary>The merged list.</summary>
    /// <param name="order">The order asked for; null when the patch does not say (then the patch's items come in its own order).</param>
    public static JsonArray Merge(JsonArray original, JsonArray patch, JsonArray? order, StructuralSchema schema)
    {
        JsonArray before = original.DeepClone().AsArray();
        if (patch.OfType<JsonObject>().Any(item => JsonTypes.Text(item[StrategicMergePatch.PatchDirective]) == "replace"))
        {
            return [.. patch.Where(item => item is not JsonObject fields || JsonTypes.Text(fields[StrategicMergePatch.PatchDirective]) != "replace").Select(StrategicMergePatch.Clean)];
        }

        string? key = schema.PatchMergeKey;
        bool objects = patch.Concat(original).Any(item => item is JsonObject);
        if (objects && key is null)
        {
            return StrategicMergePatch.Clean(patch)!.AsArray();
        }

        List<JsonNode?> merged = [.. before.Select(item => item?.DeepClone())];
        foreach (JsonNode? item in patch)
        {
            if (objects)
            {
                MergeItem(merged, item as JsonObject, key!, schema.Items);
            }
            else if (!merged.Exists(present => JsonTypes.Equal(present, item)))
            {
                merged.Add(item?.DeepClone());
            }
        }

        return Order([.. merged], order ?? patch, before, objects ? key : null);
    }

    /// <summary>
    /// Puts a list into the order asked for. Items that are only on the server go before the first ordered item that followed them there.
    /// </summary>
    public static JsonArray Order(JsonArray items, JsonArray order, JsonArray before, string? key)
    {
        string[] wanted = [.. order.Select(item => Identity(item, key))];
        string[] live = [.. before.Select(item => Identity(item, key))];
        List<JsonNode?> ordered = [];
        foreach (string identity in wanted.Distinct(StringComparer.Ordinal))
        {
            ordered.AddRange(items.Where(item => Identity(item, key) == identity));
        }

        int from = 0;
        foreach (JsonNode? item in items.Where(item => !wanted.Contains(Identity(item, key), StringComparer.Ordinal)))
        {
            int place = Array.IndexOf(live, Identity(item, key));
            while (from < ordered.Count && Array.IndexOf(live, Identity(ordered[from], key)) <= place)
            {
                from++;
            }

            ordered.Insert(from, item);
            from++;
        }

        return [.. ordered.Select(item => item?.DeepClone())];
    }

    /// <summary>Takes values out of a list of primitives.</summary>
    public static void RemoveValues(JsonArray list, JsonArray removals)
    {
        foreach (JsonNode? item in list.Where(item => removals.Any(removal => JsonTypes.Equal(removal, item))).ToArray())
        {
            list.Remove(item);
        }
    }

    private static void MergeItem(List<JsonNode?> merged, JsonObject? item, string key, StructuralSchema? schema)
    {
        if (item is null || item[key] is not { } value)
        {
            throw WriteRefusedException.BadRequest($"map: {item?.ToJsonString(CanonicalJson.Plain) ?? "null"} does not contain declared merge key: {key}");
        }

        int at = merged.FindIndex(present => present is JsonObject fields && JsonTypes.Equal(fields[key], value));
        if (JsonTypes.Text(item[StrategicMergePatch.PatchDirective]) == "delete")
        {
            merged.RemoveAll(present => present is JsonObject fields && JsonTypes.Equal(fields[key], value));
        }
        else if (at < 0)
        {
            merged.Add(StrategicMergePatch.WithoutDirectives(item));
        }
        else
        {
            merged[at] = StrategicMergePatch.Merge(merged[at]!.AsObject(), item, schema);
        }
    }

    private static string Identity(JsonNode? item, string? key) => CanonicalJson.Of(key is not null && item is JsonObject fields ? fields[key] : item);
}
