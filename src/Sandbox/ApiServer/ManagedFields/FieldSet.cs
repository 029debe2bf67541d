using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// A set of paths into an object, as a tree. A path can be in the set with or without the paths below it. Operations make new sets;
/// <see cref="Insert"/> is for whoever builds one.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedSet<PathElement> members = [];
    private readonly SortedDictionary<PathElement, FieldSet> children = [];

    /// <summary>Paths of one step that are in the set.</summary>
    public IReadOnlyCollection<PathElement> Members => members;

    /// <summary>The sets below, by first step; none is empty.</summary>
    public IReadOnlyDictionary<PathElement, FieldSet> Children => children;

    /// <summary>Whether no path is in the set.</summary>
    public bool IsEmpty => members.Count == 0 && children.Values.All(child => child.IsEmpty);

    /// <summary>A set of the paths given, each in dotted field notation without its leading dot.</summary>
    public static FieldSet OfFields(params IEnumerable<string> paths)
    {
        FieldSet set = new();
        foreach (string path in paths)
        {
            set.Insert([.. path.Split('.').Select(PathElement.Field)]);
        }

        return set;
    }

    /// <summary>Adds a path; the empty path is not kept.</summary>
    public void Insert(params ReadOnlySpan<PathElement> path)
    {
        FieldSet at = this;
        for (int i = 0; i < path.Length; i++)
        {
            if (i == path.Length - 1)
            {
                at.members.Add(path[i]);
            }
            else
            {
                if (!at.children.TryGetValue(path[i], out FieldSet? next))
                {
                    next = new();
                    at.children[path[i]] = next;
                }

                at = next;
            }
        }
    }

    /// <summary>Whether a path of one step is in the set.</summary>
    public bool Has(PathElement element) => members.Contains(element);

    /// <summary>The set below a step; empty when there is none.</summary>
    public FieldSet Below(PathElement element) => children.TryGetValue(element, out FieldSet? child) ? child : new();

    /// <summary>Paths in either.</summary>
    public FieldSet Union(FieldSet other)
    {
        FieldSet result = new();
        result.members.UnionWith(members);
        result.members.UnionWith(other.members);
        foreach (PathElement element in children.Keys.Union(other.children.Keys))
        {
            result.Put(element, Below(element).Union(other.Below(element)));
        }

        return result;
    }

    /// <summary>Paths in both.</summary>
    public FieldSet Intersection(FieldSet other)
    {
        FieldSet result = new();
        result.members.UnionWith(members.Where(other.members.Contains));
        foreach ((PathElement element, FieldSet child) in children)
        {
            result.Put(element, child.Intersection(other.Below(element)));
        }

        return result;
    }

    /// <summary>Paths in this set and not in the other.</summary>
    public FieldSet Difference(FieldSet other)
    {
        FieldSet result = new();
        result.members.UnionWith(members.Where(member => !other.members.Contains(member)));
        foreach ((PathElement element, FieldSet child) in children)
        {
            result.Put(element, child.Difference(other.Below(element)));
        }

        return result;
    }

    /// <summary>As <see cref="Difference"/>, and a path of the other set takes everything below it away too.</summary>
    public FieldSet WithoutSubtrees(FieldSet other)
    {
        FieldSet result = new();
        result.members.UnionWith(members.Where(member => !other.members.Contains(member)));
        foreach ((PathElement element, FieldSet child) in children)
        {
            if (!other.members.Contains(element))
            {
                result.Put(element, child.WithoutSubtrees(other.Below(element)));
            }
        }

        return result;
    }

    /// <summary>
    /// The set with every named field that has paths below made a member: a set of <c>a.b</c> then holds <c>a</c> too, where the schema
    /// names <c>a</c>. (Keys of maps and items of lists stand for themselves.)
    /// </summary>
    public FieldSet WithNamedFields(StructuralSchema? schema)
    {
        FieldSet result = new();
        result.members.UnionWith(members);
        foreach ((PathElement element, FieldSet child) in children)
        {
            if (element.FieldName is { } name && FieldTypes.IsNamed(schema, name))
            {
                result.members.Add(element);
            }

            result.Put(element, child.WithNamedFields(FieldTypes.Below(schema, element)));
        }

        return result;
    }

    /// <summary>The set with paths below atomic objects and lists replaced by those objects and lists.</summary>
    public FieldSet Collapse(StructuralSchema? schema)
    {
        FieldSet result = new();
        result.members.UnionWith(members);
        foreach ((PathElement element, FieldSet child) in children)
        {
            StructuralSchema? type = FieldTypes.Below(schema, element);
            if (type is { AtomicMap: true } or { Type: "array", ListType: ListType.Atomic })
            {
                result.members.Add(element);
            }
            else
            {
                result.Put(element, child.Collapse(type));
            }
        }

        return result;
    }

    /// <summary>All paths; at each level those that end there come first, as servers list conflicts.</summary>
    public IEnumerable<PathElement[]> Paths()
    {
        foreach (PathElement element in members)
        {
            yield return [element];
        }

        foreach ((PathElement element, FieldSet child) in children)
        {
            foreach (PathElement[] rest in child.Paths())
            {
                yield return [element, .. rest];
            }
        }
    }

    /// <summary>Whether both hold the same paths.</summary>
    public bool SetEquals(FieldSet other) =>
        members.SetEquals(other.members) && children.Keys.Union(other.children.Keys).All(element => Below(element).SetEquals(other.Below(element)));

    private void Put(PathElement element, FieldSet child)
    {
        if (!child.IsEmpty)
        {
            children[element] = child;
        }
    }
}
