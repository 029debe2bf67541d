using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Owners = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableHashSet<string>>;

namespace BackupConsole.Testing.ApiServer;

/// <summary>
/// Server-side apply kept simple: every leaf (a list is a leaf) is owned by the managers that last set it. Paths are JSON pointers;
/// managers are <c>name|operation</c>.
/// </summary>
internal static class FieldOwnership
{
    private static readonly HashSet<string> Unowned = new(StringComparer.Ordinal)
    {
        "/apiVersion", "/kind", "/metadata/name", "/metadata/namespace", "/metadata/uid", "/metadata/resourceVersion", "/metadata/generation", "/metadata/generateName",
        "/metadata/creationTimestamp", "/metadata/deletionTimestamp", "/metadata/deletionGracePeriodSeconds", "/metadata/managedFields", "/metadata/selfLink",
    };

    /// <summary>Ownership after a create or an update: what changed belongs to who changed it.</summary>
    public static Owners AfterUpdate(Owners owners, JsonObject? before, JsonObject after, string manager)
    {
        Dictionary<string, JsonNode?> old = before is null ? [] : Leaves(before);
        Dictionary<string, JsonNode?> now = Leaves(after);
        foreach ((string path, JsonNode? value) in now)
        {
            if (!old.TryGetValue(path, out JsonNode? previous) || !JsonNode.DeepEquals(previous, value))
            {
                owners = owners.SetItem(path, [manager]);
            }
        }

        return owners.RemoveRange(owners.Keys.Where(path => !now.ContainsKey(path)).ToArray());
    }

    /// <summary>Merges what a manager wants into an object.</summary>
    public static (JsonObject Value, Owners Owners) Apply(JsonObject? current, Owners owners, JsonObject intent, string manager, bool force)
    {
        Dictionary<string, JsonNode?> wanted = Leaves(intent);
        Dictionary<string, JsonNode?> present = current is null ? [] : Leaves(current);
        List<(string Path, string Owner)> conflicts = [];
        foreach ((string path, JsonNode? value) in wanted)
        {
            bool same = present.TryGetValue(path, out JsonNode? now) && JsonNode.DeepEquals(now, value);
            ImmutableHashSet<string> others = owners.GetValueOrDefault(path, []).Remove(manager);
            if (!same && !others.IsEmpty && present.ContainsKey(path))
            {
                conflicts.AddRange(others.Select(other => (path, other)));
            }

            owners = owners.SetItem(path, same ? owners.GetValueOrDefault(path, []).Add(manager) : [manager]);
        }

        if (conflicts.Count > 0 && !force)
        {
            throw Conflict(conflicts, intent);
        }

        JsonObject value2 = JsonPatch.Merge(current, intent)!.AsObject();
        foreach ((string path, ImmutableHashSet<string> managers) in owners.Where(entry => entry.Value.Contains(manager) && !wanted.ContainsKey(entry.Key)).ToArray())
        {
            ImmutableHashSet<string> rest = managers.Remove(manager);
            owners = rest.IsEmpty ? owners.Remove(path) : owners.SetItem(path, rest);
            if (rest.IsEmpty)
            {
                RemoveLeaf(value2, path);
            }
        }

        return (value2, owners);
    }

    /// <summary><c>metadata.managedFields</c> as servers write it.</summary>
    public static JsonArray Render(Owners owners, string apiVersion, string time)
    {
        JsonArray entries = [];
        foreach (IGrouping<string, string> group in owners.SelectMany(entry => entry.Value.Select(manager => (manager, entry.Key))).GroupBy(pair => pair.manager, pair => pair.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            JsonObject fields = [];
            foreach (string path in group.Order(StringComparer.Ordinal))
            {
                JsonObject at = fields;
                foreach (string step in Steps(path))
                {
                    at[$"f:{step}"] ??= new JsonObject();
                    at = at[$"f:{step}"]!.AsObject();
                }
            }

            string[] manager = group.Key.Split('|');
            entries.Add(new JsonObject { ["manager"] = manager[0], ["operation"] = manager[1], ["apiVersion"] = apiVersion, ["time"] = time, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = fields });
        }

        return entries;
    }

    private static FakeStatusException Conflict(List<(string Path, string Owner)> conflicts, JsonObject intent)
    {
        string version = Objects.Text(intent, "apiVersion") ?? "";
        (string Field, string Reason, string Message)[] causes =
            [.. conflicts.Select(c => (string.Concat(Steps(c.Path).Select(step => $".{step}")), "FieldManagerConflict", $"conflict with \"{c.Owner.Split('|')[0]}\" using {version}"))];
        string all = string.Join("\n", causes.Select(cause => $"{cause.Message}: {cause.Field}"));
        string count = causes.Length == 1 ? "1 conflict" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{causes.Length} conflicts");
        return new(409, "Conflict", $"Apply failed with {count}: {all}", new JsonObject { ["causes"] = FakeStatusException.Causes(causes) });
    }

    private static Dictionary<string, JsonNode?> Leaves(JsonObject value)
    {
        Dictionary<string, JsonNode?> leaves = new(StringComparer.Ordinal);
        Collect(value, "", leaves);
        return leaves;
    }

    private static void Collect(JsonObject value, string path, Dictionary<string, JsonNode?> leaves)
    {
        foreach ((string field, JsonNode? child) in value)
        {
            string at = $"{path}/{field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (Unowned.Contains(at))
            {
                continue;
            }

            if (child is JsonObject { Count: > 0 } nested)
            {
                Collect(nested, at, leaves);
            }
            else if (at != "/metadata")
            {
                leaves[at] = child;
            }
        }
    }

    private static void RemoveLeaf(JsonObject value, string path)
    {
        string[] steps = Steps(path);
        JsonNode? at = value;
        foreach (string step in steps[..^1])
        {
            at = (at as JsonObject)?[step];
        }

        (at as JsonObject)?.Remove(steps[^1]);
    }

    private static string[] Steps(string path) =>
        [.. path.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
