using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>Names an index of a store: an order, of all rows or of one namespace, or a lookup.</summary>
internal readonly record struct IndexKey(bool IsLookup, string Name, string? Namespace);

/// <summary>Rows sorted or grouped one way, in one version of a store.</summary>
internal abstract class StoreIndex<T>
    where T : class, IRow
{
    /// <summary>Builds an index over all rows.</summary>
    public static StoreIndex<T> Build(StoreSchema<T> schema, IndexKey key, SortedChunks<T> rows)
    {
        ImmutableArray<StoreChange<T>> all = [.. rows.Range(0, rows.Count).Select(row => new StoreChange<T>(row.Key, null, row))];
        StoreIndex<T> empty = key.IsLookup
            ? new LookupIndex<T>(schema.Lookup(key.Name), SortedChunks<LinkedRow<T>>.Empty(LinkedRowOrder<T>.Instance))
            : new OrderIndex<T>(key.Namespace, SortedChunks<T>.Empty(schema.Order(key.Name)));
        return empty.Apply(all);
    }

    /// <summary>The same index of the version after these changes.</summary>
    public abstract StoreIndex<T> Apply(ImmutableArray<StoreChange<T>> changes);
}

/// <summary>Rows in one order.</summary>
internal sealed class OrderIndex<T>(string? ns, SortedChunks<T> rows) : StoreIndex<T>
    where T : class, IRow
{
    public SortedChunks<T> Rows => rows;

    public override StoreIndex<T> Apply(ImmutableArray<StoreChange<T>> changes)
    {
        List<T> removed = [];
        List<T> added = [];
        foreach (StoreChange<T> change in changes)
        {
            if (ns is not null && change.Key.Namespace != ns)
            {
                continue;
            }

            if (change.Before is not null)
            {
                removed.Add(change.Before);
            }

            if (change.After is not null)
            {
                added.Add(change.After);
            }
        }

        SortedChunks<T> changed = rows.Apply(removed, added);
        return ReferenceEquals(changed, rows) ? this : new OrderIndex<T>(ns, changed);
    }
}

/// <summary>A row under one of its keys in a lookup.</summary>
internal readonly record struct LinkedRow<T>(ObjectKey Link, T Row)
    where T : class, IRow;

/// <summary>Sorts by link, then by the row's own key.</summary>
internal sealed class LinkedRowOrder<T> : IComparer<LinkedRow<T>>
    where T : class, IRow
{
    public static readonly LinkedRowOrder<T> Instance = new();

    public int Compare(LinkedRow<T> x, LinkedRow<T> y)
    {
        int byLink = x.Link.CompareTo(y.Link);
        return byLink != 0 ? byLink : x.Row.Key.CompareTo(y.Row.Key);
    }
}

/// <summary>Rows grouped by the keys of one lookup.</summary>
internal sealed class LookupIndex<T>(Action<T, List<ObjectKey>> collect, SortedChunks<LinkedRow<T>> entries) : StoreIndex<T>
    where T : class, IRow
{
    public IReadOnlyList<T> Find(ObjectKey link)
    {
        int start = entries.LowerBound(link, static (entry, probe) => entry.Link.CompareTo(probe) < 0);
        int end = entries.LowerBound(link, static (entry, probe) => entry.Link.CompareTo(probe) <= 0);
        return new LookupView<T>(entries, start, end - start);
    }

    public override StoreIndex<T> Apply(ImmutableArray<StoreChange<T>> changes)
    {
        List<LinkedRow<T>> removed = [];
        List<LinkedRow<T>> added = [];
        List<ObjectKey> keys = [];
        foreach (StoreChange<T> change in changes)
        {
            Collect(change.Before, keys, removed);
            Collect(change.After, keys, added);
        }

        SortedChunks<LinkedRow<T>> changed = entries.Apply(removed, added);
        return ReferenceEquals(changed, entries) ? this : new LookupIndex<T>(collect, changed);
    }

    private void Collect(T? row, List<ObjectKey> keys, List<LinkedRow<T>> into)
    {
        if (row is null)
        {
            return;
        }

        keys.Clear();
        collect(row, keys);
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys.IndexOf(keys[i]) == i)
            {
                into.Add(new LinkedRow<T>(keys[i], row));
            }
        }
    }
}
