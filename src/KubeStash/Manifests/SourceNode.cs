using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Where one value of a manifest stands in its text, and where its fields or items do.</summary>
internal sealed class SourceNode(JsonNode? value, SourceRange range)
{
    private Dictionary<string, SourceNode>? fields;
    private List<SourceNode>? items;

    /// <summary>The value read here; only looked at for plain values, which never change.</summary>
    public JsonNode? Value { get; } = value;

    /// <summary>Where the value stands; empty, just after the key, when nothing is written.</summary>
    public SourceRange Range { get; set; } = range;

    /// <summary>Where the key stands; <c>null</c> for items of lists and the manifest itself.</summary>
    public SourceRange? Key { get; init; }

    public bool IsList => items is not null || Value is JsonArray;

    public IReadOnlyDictionary<string, SourceNode> Fields => fields ?? (IReadOnlyDictionary<string, SourceNode>)System.Collections.Immutable.ImmutableDictionary<string, SourceNode>.Empty;

    public IReadOnlyList<SourceNode> Items => items ?? (IReadOnlyList<SourceNode>)[];

    public void SetField(string name, SourceNode node) => (fields ??= new(StringComparer.Ordinal))[name] = node;

    public void AddItem(SourceNode node) => (items ??= []).Add(node);

    public SourceNode WithKey(SourceRange key) => Copy(Range, key);

    /// <summary>The same values standing at one place: what an alias stands for is edited where the alias is written.</summary>
    public SourceNode MovedTo(SourceRange range, SourceRange? key)
    {
        SourceNode moved = new(Value, range) { Key = key };
        foreach (KeyValuePair<string, SourceNode> field in Fields)
        {
            moved.SetField(field.Key, field.Value.MovedTo(range, range));
        }

        foreach (SourceNode item in Items)
        {
            moved.AddItem(item.MovedTo(range, null));
        }

        return moved;
    }

    private SourceNode Copy(SourceRange range, SourceRange key) => new(Value, range) { Key = key, fields = fields, items = items };
}
