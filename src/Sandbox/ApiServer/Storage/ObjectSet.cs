using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>The objects of a kind at one version, in the order of namespaces and names. Immutable: a list can take its time.</summary>
internal sealed class ObjectSet
{
    private static readonly ImmutableSortedDictionary<string, StoredObject> NoObjects = ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> namespaces;

    private ObjectSet(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> namespaces, int count)
    {
        this.namespaces = namespaces;
        Count = count;
    }

    /// <summary>No objects.</summary>
    public static ObjectSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, StoredObject>>(StringComparer.Ordinal), 0);

    /// <summary>How many objects there are.</summary>
    public int Count { get; }

    /// <summary>The object of a key, or null.</summary>
    public StoredObject? Find(ObjectKey key) =>
        namespaces.TryGetValue(key.Namespace, out ImmutableSortedDictionary<string, StoredObject>? names) ? names.GetValueOrDefault(key.Name) : null;

    /// <summary>The objects of a namespace or, with null, of all.</summary>
    public IEnumerable<StoredObject> In(string? ns)
    {
        if (ns is null)
        {
            return namespaces.Values.SelectMany(names => names.Values);
        }

        return namespaces.TryGetValue(ns, out ImmutableSortedDictionary<string, StoredObject>? found) ? found.Values : [];
    }

    /// <summary>The set with an object put in or replaced.</summary>
    public ObjectSet With(StoredObject value)
    {
        ImmutableSortedDictionary<string, StoredObject> names = namespaces.GetValueOrDefault(value.Key.Namespace, NoObjects);
        ImmutableSortedDictionary<string, StoredObject> changed = names.SetItem(value.Key.Name, value);
        return new(namespaces.SetItem(value.Key.Namespace, changed), Count + changed.Count - names.Count);
    }

    /// <summary>The set without an object.</summary>
    public ObjectSet Without(ObjectKey key)
    {
        if (!namespaces.TryGetValue(key.Namespace, out ImmutableSortedDictionary<string, StoredObject>? names) || !names.ContainsKey(key.Name))
        {
            return this;
        }

        ImmutableSortedDictionary<string, StoredObject> rest = names.Remove(key.Name);
        return new(rest.IsEmpty ? namespaces.Remove(key.Namespace) : namespaces.SetItem(key.Namespace, rest), Count - 1);
    }
}
