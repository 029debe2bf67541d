using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// The notation of <c>metadata.managedFields[].fieldsV1</c> (meta/v1 FieldsV1): a tree of steps; <c>{}</c> is a path in the set, and
/// <c>"."</c> says so where there are paths below.
/// </summary>
internal static class FieldsV1
{
    private const int MaxDepth = 200;

    /// <summary>Writes a set.</summary>
    public static JsonObject Print(FieldSet set)
    {
        JsonObject result = [];
        foreach (PathElement element in set.Members.Union(set.Children.Keys).Order())
        {
            JsonObject below = Print(set.Below(element));
            if (below.Count > 0 && set.Has(element))
            {
                below.Insert(0, ".", new JsonObject());
            }

            result[element.Text] = below;
        }

        return result;
    }

    /// <summary>Reads a set; null when the value is not in the notation.</summary>
    public static FieldSet? Parse(JsonNode? value)
    {
        FieldSet set = new();
        return value is JsonObject root && Read(root, [], set) ? set : null;
    }

    private static bool Read(JsonObject node, List<PathElement> path, FieldSet set)
    {
        if (path.Count > MaxDepth)
        {
            return false;
        }

        foreach ((string text, JsonNode? value) in node)
        {
            if (value is not JsonObject below)
            {
                return false;
            }

            if (text == ".")
            {
                set.Insert(path.ToArray());
                continue;
            }

            if (!PathElement.TryParse(text, out PathElement element))
            {
                return false;
            }

            path.Add(element);
            if (below.Count == 0)
            {
                set.Insert(path.ToArray());
            }
            else if (!Read(below, path, set))
            {
                return false;
            }

            path.RemoveAt(path.Count - 1);
        }

        return true;
    }
}
