using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <content>
/// How values were written before somebody worked on them. A text does not tell that: an empty one may be no field, an empty text or a
/// <c>false</c>, and <c>demo/keep</c> a reference with or without a namespace. So a value that is put back is put back as it was written.
/// </content>
public sealed partial class ManifestForm
{
    private readonly Dictionary<ManifestPath, Original> originals = [];

    /// <summary>Remembers how a field's value is written, before it is changed for the first time.</summary>
    /// <param name="field">The field's path.</param>
    /// <param name="text">Its value as text.</param>
    /// <param name="places">Where it stands.</param>
    public void Remember(ManifestPath field, string text, IEnumerable<ManifestPath> places)
    {
        if (!originals.ContainsKey(field))
        {
            originals[field] = new Original(text, [.. places.Select(Write)]);
        }

        Written Write(ManifestPath place) => Manifest.TryGet(place, out JsonNode? value)
            ? new Written(place, IsThere: true, value?.DeepClone(), EmptyParent: null)
            : new Written(place, IsThere: false, Value: null, EmptyParentOf(place));
    }

    /// <summary>Writes a field's value as it was written before, if the text is the one it had then.</summary>
    /// <returns>Whether it was put back. Where something else has changed it may mean another thing by now.</returns>
    public bool PutBack(ManifestPath field, string text)
    {
        if (!originals.TryGetValue(field, out Original? original) || original.Text != text)
        {
            return false;
        }

        foreach (Written written in original.Places)
        {
            Restore(written);
        }

        return true;
    }

    private void Restore(Written written)
    {
        if (written.IsThere && written.Value is not null)
        {
            Put(written.Place, written.Value.DeepClone());
        }
        else if (written.IsThere)
        {
            Manifest.Set(written.Place, null);
            RaiseEdited();
        }
        else
        {
            Put(written.Place, null);
            if (written.EmptyParent is { } parent && Manifest.Get(parent) is null)
            {
                Put(parent, new JsonObject());
            }
        }
    }

    // An object without fields goes with the last field of it, and was there before that came.
    private ManifestPath? EmptyParentOf(ManifestPath place)
    {
        ManifestPath parent = place.Parent;
        while (!parent.IsRoot && !Manifest.TryGet(parent, out _))
        {
            parent = parent.Parent;
        }

        return !parent.IsRoot && Manifest.Get(parent) is JsonObject { Count: 0 } ? parent : null;
    }

    private sealed record Original(string Text, ImmutableArray<Written> Places);

    private sealed record Written(ManifestPath Place, bool IsThere, JsonNode? Value, ManifestPath? EmptyParent);
}
