using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>One value of a manifest and its place in the text it was read from.</summary>
/// <param name="Path">The value's path, with all list indexes.</param>
/// <param name="Key">Where its key stands; <c>null</c> for items of lists and the manifest itself.</param>
/// <param name="Value">Where the value stands. Empty when nothing is written for it. What comes from a YAML alias stands where the alias does.</param>
public sealed record SourceEntry(ManifestPath Path, SourceRange? Key, SourceRange Value)
{
    /// <summary>From the key, if any, to the end of the value.</summary>
    public SourceRange Whole => Key is { } key ? new SourceRange(key.Line, key.Column, Math.Max(key.EndLine, Value.EndLine), End(key)) : Value;

    private int End(SourceRange key) =>
        (Value.EndLine, Value.EndColumn).CompareTo((key.EndLine, key.EndColumn)) >= 0 ? Value.EndColumn : key.EndColumn;
}

/// <summary>Finds the lines of a manifest text that a field path means. It belongs to the text as read; later changes of the manifest do not move it.</summary>
public sealed class SourceMap
{
    /// <summary>Most entries one search gives.</summary>
    public const int MaxMatches = 1000;

    private readonly SourceNode root;

    internal SourceMap(SourceNode root) => this.root = root;

    /// <summary>
    /// The places a path means, in the order of the text. Where the path has no index for a list, as older servers write it, every item that
    /// has the rest of the path fits; a key with dots in it may be written without brackets.
    /// </summary>
    /// <param name="path">The path.</param>
    public ImmutableArray<SourceEntry> Find(ManifestPath path) => Search(path, nearest: false);

    /// <summary>
    /// As <see cref="Find"/>, but where the path ends in something the text does not have (a required field that is missing), the innermost
    /// object or list that is there. Never empty.
    /// </summary>
    /// <param name="path">The path.</param>
    public ImmutableArray<SourceEntry> FindNearest(ManifestPath path)
    {
        ImmutableArray<SourceEntry> exact = Search(path, nearest: false);
        return exact.IsEmpty ? Search(path, nearest: true) : exact;
    }

    /// <summary>
    /// The field that somebody means whose cursor is at a place: the one whose line it is; on an empty line the object it would be written into, by its
    /// indentation.
    /// </summary>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    public ManifestPath At(int line, int column)
    {
        ManifestPath above = ManifestPath.Root;
        ManifestPath? here = null;
        foreach (SourceEntry entry in All().Skip(1))
        {
            SourceRange start = entry.Key ?? entry.Value;
            if (start.Line == line && (start.Column <= column || here is null))
            {
                here = entry.Path;
            }
            else if (start.Line < line && (start.Column < column || (entry.Key is null && start.Column == column)))
            {
                above = entry.Path;
            }
        }

        return here ?? above;
    }

    /// <summary>Every value of the text in its order, the manifest first.</summary>
    public IEnumerable<SourceEntry> All() => All(root, ManifestPath.Root);

    private static IEnumerable<SourceEntry> All(SourceNode node, ManifestPath path)
    {
        yield return new SourceEntry(path, node.Key, node.Range);
        foreach (KeyValuePair<string, SourceNode> field in node.Fields)
        {
            foreach (SourceEntry entry in All(field.Value, path.Field(field.Key)))
            {
                yield return entry;
            }
        }

        for (int i = 0; i < node.Items.Count; i++)
        {
            foreach (SourceEntry entry in All(node.Items[i], path.Index(i)))
            {
                yield return entry;
            }
        }
    }

    private ImmutableArray<SourceEntry> Search(ManifestPath path, bool nearest)
    {
        ArgumentNullException.ThrowIfNull(path);
        ImmutableArray<SourceEntry>.Builder found = ImmutableArray.CreateBuilder<SourceEntry>();
        Walk(root, ManifestPath.Root, path.Segments.AsSpan(), nearest, found);
        return found.ToImmutable();
    }

    /// <returns>Whether anything was found.</returns>
    private static bool Walk(SourceNode node, ManifestPath at, ReadOnlySpan<ManifestPathSegment> rest, bool nearest, ImmutableArray<SourceEntry>.Builder found)
    {
        if (found.Count >= MaxMatches)
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            found.Add(new SourceEntry(at, node.Key, node.Range));
            return true;
        }

        bool any = node.IsList ? WalkItems(node, at, rest, nearest, found) : WalkFields(node, at, rest, nearest, found);
        if (!any && nearest)
        {
            found.Add(new SourceEntry(at, node.Key, node.Range));
            any = true;
        }

        return any;
    }

    private static bool WalkItems(SourceNode node, ManifestPath at, ReadOnlySpan<ManifestPathSegment> rest, bool nearest, ImmutableArray<SourceEntry>.Builder found)
    {
        int position = rest[0] switch
        {
            ManifestPathSegment.Index index => index.Position,
            ManifestPathSegment.Field field when field.Name.Length is > 0 and < 10 && field.Name.All(char.IsAsciiDigit)
                => int.Parse(field.Name, System.Globalization.CultureInfo.InvariantCulture),
            _ => -1,
        };
        if (position >= 0)
        {
            return position < node.Items.Count && Walk(node.Items[position], at.Index(position), rest[1..], nearest, found);
        }

        bool any = false;
        for (int i = 0; i < node.Items.Count; i++)
        {
            if (rest[0] is not ManifestPathSegment.Selector selector)
            {
                any |= Walk(node.Items[i], at.Index(i), rest, nearest, found);
            }
            else if (SelectorFits(selector, node.Items[i]))
            {
                return Walk(node.Items[i], at.Index(i), rest[1..], nearest, found);
            }
        }

        return any;
    }

    private static bool WalkFields(SourceNode node, ManifestPath at, ReadOnlySpan<ManifestPathSegment> rest, bool nearest, ImmutableArray<SourceEntry>.Builder found)
    {
        string name = "";
        for (int used = 0; used < rest.Length; used++)
        {
            // Older servers write a key with dots, such as a label's, without brackets.
            if (used > 0 && rest[used] is not ManifestPathSegment.Field)
            {
                return false;
            }

            string part = rest[used] switch
            {
                ManifestPathSegment.Field field => field.Name,
                ManifestPathSegment.Index index => ManifestPathParser.Digits(index.Position),
                ManifestPathSegment.Selector selector => selector.Written,
                _ => "",
            };
            name = used == 0 ? part : name + "." + part;
            if (node.Fields.TryGetValue(name, out SourceNode? child))
            {
                return Walk(child, at.Field(name), rest[(used + 1)..], nearest, found);
            }
        }

        return false;
    }

    private static bool SelectorFits(ManifestPathSegment.Selector selector, SourceNode item) => selector.Fits(item.Value);
}
