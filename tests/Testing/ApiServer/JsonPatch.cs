using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>RFC 6902 and RFC 7386.</summary>
internal static class JsonPatch
{
    /// <summary>A JSON patch that cannot be done.</summary>
    public sealed class Failure(string message) : Exception(message);

    public static JsonNode? Apply(JsonNode target, JsonArray operations)
    {
        JsonObject root = new() { ["root"] = target.DeepClone() };
        foreach (JsonNode? entry in operations)
        {
            string op = Objects.Text(entry, "op") ?? throw new Failure("op is missing");
            string path = Objects.Text(entry, "path") ?? throw new Failure("path is missing");
            string from = Objects.Text(entry, "from") ?? "";
            switch (op)
            {
                case "add":
                    Add(root, path, entry!["value"]?.DeepClone());
                    break;
                case "remove":
                    Remove(root, path);
                    break;
                case "replace":
                    Remove(root, path);
                    Add(root, path, entry!["value"]?.DeepClone());
                    break;
                case "test":
                    if (!JsonNode.DeepEquals(Get(root, path), entry!["value"]))
                    {
                        throw new Failure($"testing path {path} failed");
                    }

                    break;
                case "move":
                    JsonNode? moved = Get(root, from)?.DeepClone();
                    Remove(root, from);
                    Add(root, path, moved);
                    break;
                case "copy":
                    Add(root, path, Get(root, from)?.DeepClone());
                    break;
                default:
                    throw new Failure($"unexpected op {op}");
            }
        }

        return root["root"];
    }

    /// <summary>Merges in place.</summary>
    public static JsonNode? Merge(JsonNode? target, JsonNode? changes)
    {
        if (changes is not JsonObject fields)
        {
            return changes?.DeepClone();
        }

        JsonObject result = target is JsonObject present ? Objects.Clone(present) : [];
        foreach ((string field, JsonNode? value) in fields)
        {
            if (value is null)
            {
                result.Remove(field);
            }
            else
            {
                result[field] = Merge(result[field], value);
            }
        }

        return result;
    }

    private static (JsonNode Parent, string Last) Locate(JsonObject root, string path)
    {
        string[] steps = [.. $"/root{path}".Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        JsonNode? at = root;
        foreach (string step in steps[..^1])
        {
            at = at switch
            {
                JsonObject fields => fields[step],
                JsonArray items when Index(step) is int index && index < items.Count => items[index],
                _ => null,
            };
        }

        return (at ?? throw new Failure($"doc is missing path: {path}: missing value"), steps[^1]);
    }

    private static JsonNode? Get(JsonObject root, string path)
    {
        (JsonNode parent, string last) = Locate(root, path);
        return parent switch
        {
            JsonObject fields when fields.ContainsKey(last) => fields[last],
            JsonArray items when Index(last) is int index && index < items.Count => items[index],
            _ => throw new Failure($"doc is missing path: {path}: missing value"),
        };
    }

    private static void Add(JsonObject root, string path, JsonNode? value)
    {
        (JsonNode parent, string last) = Locate(root, path);
        switch (parent)
        {
            case JsonObject fields:
                fields[last] = value;
                break;
            case JsonArray items when last == "-":
                items.Add(value);
                break;
            case JsonArray items when Index(last) is int index && index <= items.Count:
                items.Insert(index, value);
                break;
            default:
                throw new Failure($"doc is missing path: {path}: missing value");
        }
    }

    private static void Remove(JsonObject root, string path)
    {
        (JsonNode parent, string last) = Locate(root, path);
        _ = Get(root, path);
        if (parent is JsonArray items)
        {
            items.RemoveAt(Index(last) ?? 0);
        }
        else
        {
            parent.AsObject().Remove(last);
        }
    }

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
}
