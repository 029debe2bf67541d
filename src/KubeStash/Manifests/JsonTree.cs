using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What manifests need of JSON trees beyond what the base library offers.</summary>
internal static class JsonTree
{
    /// <summary>The kind of a node; <see cref="JsonValueKind.Null"/> for none.</summary>
    public static JsonValueKind KindOf(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The text of a string node.</summary>
    public static string TextOf(JsonNode node) =>
        node.AsValue().TryGetValue(out string? text)
            ? text
            : JsonSerializer.Deserialize<string>(node.ToJsonString()) ?? "";

    /// <summary>The text of a node, or <c>null</c> when it is no string.</summary>
    public static string? TextOrNull(JsonNode? node) => KindOf(node) == JsonValueKind.String ? TextOf(node!) : null;

    /// <summary>The digits of a number node as JSON writes them.</summary>
    /// <exception cref="ArgumentException">The number is infinite or not a number.</exception>
    public static string NumberOf(JsonNode node) => node.ToJsonString();

    /// <summary>Whether two trees hold the same values: numbers by value, objects without regard to the order of keys.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        JsonValueKind kind = KindOf(left);
        if (kind != KindOf(right))
        {
            return false;
        }

        return kind switch
        {
            JsonValueKind.Object => ObjectsEqual(left!.AsObject(), right!.AsObject()),
            JsonValueKind.Array => ListsEqual(left!.AsArray(), right!.AsArray()),
            JsonValueKind.String => string.Equals(TextOf(left!), TextOf(right!), StringComparison.Ordinal),
            JsonValueKind.Number => JsonNumber.AreEqual(NumberOf(left!), NumberOf(right!)),
            _ => true,
        };
    }

    private static bool ObjectsEqual(JsonObject left, JsonObject right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (KeyValuePair<string, JsonNode?> field in left)
        {
            if (!right.TryGetPropertyValue(field.Key, out JsonNode? other) || !AreEqual(field.Value, other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ListsEqual(JsonArray left, JsonArray right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (int i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }
}
