using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>A value read from a text, with what an alias of it would cost.</summary>
internal sealed class YamlTree
{
    /// <summary>Whether the value has been read to its end; an alias inside its own value has no end.</summary>
    public bool IsComplete { get; set; }

    public JsonNode? Node { get; set; }

    public SourceNode Source { get; set; } = new(null, default);

    /// <summary>What the scalar is; <c>null</c> for objects and lists.</summary>
    public YamlScalar? Scalar { get; init; }

    /// <summary>Values inside, this one included, with aliases written out.</summary>
    public long Nodes { get; set; } = 1;

    /// <summary>Characters of all keys and values inside, with aliases written out.</summary>
    public long Characters { get; set; }

    /// <summary>Objects and lists inside each other, this one included; 0 for plain values.</summary>
    public int Height { get; set; }

    /// <summary>Adds what is inside to the cost of this value.</summary>
    public void Hold(YamlTree inner)
    {
        Nodes += inner.Nodes;
        Characters += inner.Characters;
        Height = Math.Max(Height, inner.Height + 1);
    }
}
