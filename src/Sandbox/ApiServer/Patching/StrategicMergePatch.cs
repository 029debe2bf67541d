using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Patching;

/// <summary>
/// Strategic merge patches of built-in kinds: like merge patches, but lists marked with <c>x-kubernetes-patch-strategy: merge</c> merge, by
/// <c>x-kubernetes-patch-merge-key</c> where items are objects. Directives: <c>$patch</c> (replace, delete), <c>$retainKeys</c>,
/// <c>$setElementOrder/field</c>, <c>$deleteFromPrimitiveList/field</c>.
/// </summary>
internal static class StrategicMergePatch
{
    internal const string PatchDirective = "$patch";
    internal const string RetainKeys = "$retainKeys";
    internal const string DeletePrefix = "$deleteFromPrimitiveList/";
    internal const string OrderPrefix = "$setElementOrder/";

    /// <summary>The patched document; the given one stays as it is.</summary>
    /// <param name="schema">Schema of the document, complete with metadata.</param>
    /// <exception cref="WriteRefusedException">400: the patch is no object, or a directive is malformed; 500: there is no such directive.</exception>
    public static JsonObject Apply(JsonObject document, JsonNode? patch, StructuralSchema schema)
    {
        if (patch is not JsonObject changes)
        {
            throw WriteRefusedException.BadRequest("invalid JSON document");
        }

        return Merge(document.DeepClone().AsObject(), changes, schema);
    }

    /// <summary>Merges an object in place of the original and returns the result.</summary>
    internal static JsonObject Merge(JsonObject original, JsonObject patch, StructuralSchema? schema)
    {
        if (patch.TryGetPropertyValue(PatchDirective, out JsonNode? directive))
        {
            return JsonTypes.Text(directive) switch
            {
                "replace" => WithoutDirectives(patch),
                "delete" => [],
                _ => throw UnknownDirective(directive, patch),
            };
        }

        Retain(original, patch);
        foreach ((string name, JsonNode? change) in patch)
        {
            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal))
            {
                string list = name[DeletePrefix.Length..];
                if (original[list] is JsonArray values && !patch.ContainsKey(list))
                {
                    StrategicList.RemoveValues(values, change as JsonArray ?? []);
                }
            }
            else if (name.StartsWith(OrderPrefix, StringComparison.Ordinal))
            {
                string list = name[OrderPrefix.Length..];
                if (original[list] is JsonArray items && !patch.ContainsKey(list))
                {
                    original[list] = StrategicList.Order(items, change as JsonArray ?? [], items, schema?.Field(list)?.PatchMergeKey);
                }
            }
            else if (name is not (PatchDirective or RetainKeys))
            {
                MergeField(original, patch, name, change, schema?.Field(name));
            }
        }

        return original;
    }

    /// <summary>A patch's value as it is stored where there was none: without directives and removals.</summary>
    internal static JsonObject WithoutDirectives(JsonObject patch)
    {
        JsonObject result = [];
        foreach ((string name, JsonNode? value) in patch)
        {
            if (!name.StartsWith('$') && value is not null)
            {
                result[name] = Clean(value);
            }
        }

        return result;
    }

    // An error of the patch that a server takes for one of its own.
    private static WriteRefusedException UnknownDirective(JsonNode? directive, JsonObject patch) =>
        new(500, "", $"unknown patch type: {JsonTypes.Text(directive) ?? $"%!s({GoText.Plain(directive)})"} in map: {GoText.Plain(patch)}");

    internal static JsonNode? Clean(JsonNode? value) => value switch
    {
        JsonObject fields => WithoutDirectives(fields),
        JsonArray items => new JsonArray([.. items.Where(item => item is not JsonObject fields || JsonTypes.Text(fields[PatchDirective]) != "delete").Select(Clean)]),
        _ => value?.DeepClone(),
    };

    private static void MergeField(JsonObject original, JsonObject patch, string name, JsonNode? change, StructuralSchema? schema)
    {
        string[] strategies = (schema?.PatchStrategy ?? "").Split(',');
        JsonNode? current = original[name];
        switch (change)
        {
            case null:
                original.Remove(name);
                break;
            case JsonObject fields when current is JsonObject existing && !strategies.Contains("replace"):
                JsonObject merged = Merge(existing, fields, schema);
                if (!ReferenceEquals(merged, existing))
                {
                    original[name] = merged;
                }

                break;
            case JsonArray items when current is JsonArray existing && strategies.Contains("merge"):
                if (patch[DeletePrefix + name] is JsonArray removals)
                {
                    StrategicList.RemoveValues(existing, removals);
                }

                original[name] = StrategicList.Merge(existing, items, patch[OrderPrefix + name] as JsonArray, schema!);
                break;
            default:
                original[name] = Clean(change);
                break;
        }
    }

    private static void Retain(JsonObject original, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(RetainKeys, out JsonNode? node))
        {
            return;
        }

        if (node is not JsonArray list)
        {
            throw WriteRefusedException.BadRequest("failed to parse special keys of the patch: retainKeys must be a list");
        }

        HashSet<string> keep = new(list.Select(JsonTypes.Text).OfType<string>(), StringComparer.Ordinal);
        if (patch.FirstOrDefault(pair => pair.Value is not null && !pair.Key.StartsWith('$') && !keep.Contains(pair.Key)).Key is { } stray)
        {
            throw WriteRefusedException.BadRequest($"failed to parse special keys of the patch: {stray} is missing in {RetainKeys}");
        }

        foreach (string name in original.Select(pair => pair.Key).Where(name => !keep.Contains(name)).ToArray())
        {
            original.Remove(name);
        }
    }
}
