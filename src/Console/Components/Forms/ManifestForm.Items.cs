using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Components.Forms;

/// <content>Lists whose items have fields of their own. Paths tell items by their index, so what is known by path moves when an item goes.</content>
public sealed partial class ManifestForm
{
    private readonly Dictionary<ManifestPath, string> texts = [];

    /// <summary>The text that was typed for a value which is written in another way, such as a map as YAML; <c>null</c> when none was.</summary>
    public string? Typed(ManifestPath path) => texts.GetValueOrDefault(path);

    /// <summary>Remembers a text that was typed for a value, which is written by itself.</summary>
    public void Type(ManifestPath path, string text) => texts[path] = text;

    /// <summary>The items of a list; none where there is no list.</summary>
    public IList<JsonNode?> Items(ManifestPath list) => Manifest.Get(list) as JsonArray ?? [];

    /// <summary>Adds an item at the end of a list, which is made where there is none.</summary>
    public void Append(ManifestPath list, JsonNode item)
    {
        Forget(list);
        Put(list.Index(Items(list).Count), item);
    }

    /// <summary>Takes an item away; those after it move up, and with them what was touched and refused. The list goes with its last item.</summary>
    public void RemoveItem(ManifestPath list, int position)
    {
        if (position >= Items(list).Count)
        {
            return;
        }

        Manifest.Remove(list.Index(position), removeEmptyParents: true);
        Problems = [.. Problems.Where(problem => !Went(problem.Path)).Select(problem => problem with { Path = Moved(problem.Path) })];
        ManifestPath[] paths = [.. touched.Where(path => !Went(path)).Select(path => Moved(path)!)];
        touched.Clear();
        touched.UnionWith(paths);
        Move(rows);
        Move(texts);
        originals.Clear();
        RaiseEdited();

        bool Went(ManifestPath? path) => IndexIn(path) == position;

        void Move<T>(Dictionary<ManifestPath, T> known)
        {
            KeyValuePair<ManifestPath, T>[] kept = [.. known.Where(one => !Went(one.Key))];
            known.Clear();
            foreach ((ManifestPath path, T value) in kept)
            {
                known[Moved(path)!] = value;
            }
        }

        ManifestPath? Moved(ManifestPath? path) => IndexIn(path) is int index && index > position
            ? new ManifestPath(path!.Segments.SetItem(list.Segments.Length, new ManifestPathSegment.Index(index - 1)))
            : path;

        int? IndexIn(ManifestPath? path) =>
            path is not null && path.Segments.Length > list.Segments.Length && path.StartsWith(list) && path.Segments[list.Segments.Length] is ManifestPathSegment.Index index ? index.Position : null;
    }
}
