using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Components.Forms;

/// <summary>A row of a map of texts, as it is being typed.</summary>
public sealed class KeyValueRow
{
    private string value = "";

    /// <summary>The key as typed.</summary>
    public string Key { get; set; } = "";

    /// <summary>The value as typed.</summary>
    public string Value
    {
        get => value;
        set
        {
            this.value = value;
            Original = null;
        }
    }

    /// <summary>What the manifest holds instead of a text; <c>null</c> when it is a text, or was typed since.</summary>
    public JsonNode? Original { get; private set; }

    /// <summary>Whether nothing was typed into it: such a row means nothing.</summary>
    public bool IsBlank => Key.Length == 0 && Value.Length == 0 && Original is null;

    internal static KeyValueRow Of(string key, JsonNode? node) =>
        node is JsonValue text && text.TryGetValue(out string? written)
            ? new KeyValueRow { Key = key, Value = written }
            : new KeyValueRow { Key = key, value = node?.ToJsonString() ?? "null", Original = node?.DeepClone() ?? JsonValue.Create("null") };
}

/// <summary>
/// The rows of a map of texts (labels, annotations). A map cannot hold what somebody is in the middle of typing: a row without a key, or
/// the same key twice. So the rows are kept beside it, and follow it only where it changed without them.
/// </summary>
public sealed class KeyValueRows
{
    /// <summary>More rows than anybody types.</summary>
    public const int Maximum = 200;

    private readonly List<KeyValueRow> items = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<KeyValueRow> Items => items;

    /// <summary>Rows as they were typed once.</summary>
    public static KeyValueRows Typed(IEnumerable<(string Key, string Value)> rows)
    {
        KeyValueRows typed = new();
        typed.items.AddRange(rows.Take(Maximum).Select(row => new KeyValueRow { Key = row.Key, Value = row.Value }));
        return typed;
    }

    /// <summary>Adds an empty row.</summary>
    public KeyValueRow Add()
    {
        KeyValueRow row = new();
        items.Add(row);
        return row;
    }

    /// <summary>Takes a row away.</summary>
    public void Remove(KeyValueRow row) => items.Remove(row);

    /// <summary>Whether the row's key is that of an earlier row, which counts.</summary>
    public bool IsRepeated(KeyValueRow row) => row.Key.Length > 0 && items.TakeWhile(other => other != row).Any(other => other.Key == row.Key);

    /// <summary>The map the rows make; <c>null</c> when they make none.</summary>
    public JsonObject? ToMap()
    {
        JsonObject map = [];
        foreach (KeyValueRow row in items)
        {
            if (row.Key.Length > 0 && !map.ContainsKey(row.Key))
            {
                map[row.Key] = row.Original?.DeepClone() ?? row.Value;
            }
        }

        return map.Count == 0 ? null : map;
    }

    /// <summary>Takes over what stands in the manifest, unless it is what the rows make anyway.</summary>
    internal void Follow(JsonNode? written)
    {
        if (written is JsonObject map ? JsonNode.DeepEquals(map, ToMap()) || (map.Count == 0 && ToMap() is null) : ToMap() is null)
        {
            return;
        }

        items.Clear();
        items.AddRange(((written as JsonObject) ?? []).Select(entry => KeyValueRow.Of(entry.Key, entry.Value)).ToImmutableArray());
    }
}
