namespace BackupConsole.KubeStash.Manifests;

/// <summary>The places of an object's fields while it is read, telling fields written there from merged ones.</summary>
internal sealed class FieldSources
{
    private readonly Dictionary<string, SourceNode> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    /// <summary>The line in which the object itself has this field so far; <c>null</c> when it has it not, or from a merge.</summary>
    public int? LineWritten(string name) => written.Contains(name) ? places[name].Key!.Value.Line : null;

    public void Write(string name, SourceNode place)
    {
        places[name] = place;
        written.Add(name);
    }

    public void Merge(string name, SourceNode place)
    {
        places[name] = place;
        written.Remove(name);
    }

    public void CopyTo(SourceNode node)
    {
        foreach (KeyValuePair<string, SourceNode> place in places)
        {
            node.SetField(place.Key, place.Value);
        }
    }
}
