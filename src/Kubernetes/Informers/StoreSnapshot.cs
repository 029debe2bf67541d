using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// The rows of a store at one moment. Never changes, costs little to keep, and may be read by any number of threads.
/// A sort order is computed when first asked for, and from then on kept up to date by the store for all readers.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class StoreSnapshot<T>
    where T : class, IRow
{
    private readonly StoreSchema<T> schema;
    private readonly IndexDemand demand;
    private readonly SortedChunks<T> rows;
    private ImmutableDictionary<IndexKey, StoreIndex<T>> indexes;

    internal StoreSnapshot(
        StoreSchema<T> schema,
        IndexDemand demand,
        SortedChunks<T> rows,
        ImmutableDictionary<IndexKey, StoreIndex<T>> indexes,
        long version,
        MalformedSummary malformed,
        InformerState state)
    {
        this.schema = schema;
        this.demand = demand;
        this.rows = rows;
        this.indexes = indexes;
        Version = version;
        Malformed = malformed.Named;
        MalformedCount = malformed.Count;
        State = state;
    }

    /// <summary>Grows by one with every published change of the store.</summary>
    public long Version { get; }

    /// <summary>How many rows there are, in all namespaces.</summary>
    public int Count => rows.Count;

    /// <summary>Objects that could not be read into rows, sorted by key; at most <see cref="InformerOptions.MaxMalformedNamed"/> of them.</summary>
    public ImmutableArray<MalformedObject> Malformed { get; }

    /// <summary>How many objects could not be read into rows.</summary>
    public int MalformedCount { get; }

    /// <summary>What the rows are worth.</summary>
    public InformerState State { get; }

    internal SortedChunks<T> Rows => rows;

    /// <summary>The row of an object; <c>null</c> when there is none.</summary>
    public T? Find(ObjectKey key)
    {
        int at = rows.LowerBound(key, static (row, probe) => row.Key.CompareTo(probe) < 0);
        return at < rows.Count && rows[at] is { } row && row.Key == key ? row : null;
    }

    /// <summary>Rows in one of the declared orders.</summary>
    /// <param name="order">Name of the order.</param>
    /// <param name="ns">Only rows of this namespace; <c>null</c> for all.</param>
    /// <param name="descending">Whether the order is reversed, ties included.</param>
    /// <exception cref="ArgumentException">No such order was declared.</exception>
    public StoreView<T> OrderedBy(string order, string? ns = null, bool descending = false)
    {
        if (order == StoreSchema<T>.ByKey)
        {
            (int start, int count) = RangeOf(ns);
            return new StoreView<T>(rows, start, count, descending);
        }

        SortedChunks<T> sorted = ((OrderIndex<T>)Index(new IndexKey(IsLookup: false, order, ns))).Rows;
        return new StoreView<T>(sorted, 0, sorted.Count, descending);
    }

    /// <summary>Rows that have a key in one of the declared lookups, sorted by their own keys; empty when none has.</summary>
    /// <param name="lookup">Name of the lookup.</param>
    /// <param name="key">What the rows link to.</param>
    /// <exception cref="ArgumentException">No such lookup was declared.</exception>
    public IReadOnlyList<T> Linked(string lookup, ObjectKey key) =>
        ((LookupIndex<T>)Index(new IndexKey(IsLookup: true, lookup, null))).Find(key);

    /// <summary>The namespaces that have rows, sorted ordinally.</summary>
    public IEnumerable<string> Namespaces()
    {
        int at = 0;
        while (at < rows.Count)
        {
            string ns = rows[at].Key.Namespace;
            yield return ns;
            at = EndOf(ns);
        }
    }

    /// <summary>The first row and the number of rows of a namespace in the order by key; of all when it is <c>null</c>.</summary>
    internal (int Start, int Count) RangeOf(string? ns)
    {
        if (ns is null)
        {
            return (0, rows.Count);
        }

        int start = rows.LowerBound(ns, static (row, probe) => string.CompareOrdinal(row.Key.Namespace, probe) < 0);
        return (start, EndOf(ns) - start);
    }

    /// <summary>The indexes of the version that follows: those in use, brought up to date.</summary>
    internal ImmutableDictionary<IndexKey, StoreIndex<T>> IndexesAfter(
        ImmutableArray<StoreChange<T>> changes, SortedChunks<T> newRows, Action<IndexKey, Exception> onBroken)
    {
        ImmutableDictionary<IndexKey, StoreIndex<T>> present = Volatile.Read(ref indexes);
        ImmutableDictionary<IndexKey, StoreIndex<T>>.Builder next = ImmutableDictionary.CreateBuilder<IndexKey, StoreIndex<T>>();
        foreach (IndexKey key in demand.Wanted())
        {
            try
            {
                next[key] = present.TryGetValue(key, out StoreIndex<T>? index) ? index.Apply(changes) : StoreIndex<T>.Build(schema, key, newRows);
            }
            catch (Exception exception)
            {
                // Selectors and comparers are other people's code, of any exception. One that fails costs its readers their order,
                // who get the exception themselves when they ask; it does not cost everyone their rows.
                onBroken(key, exception);
            }
        }

        return next.ToImmutable();
    }

    private int EndOf(string ns) => rows.LowerBound(ns, static (row, probe) => string.CompareOrdinal(row.Key.Namespace, probe) <= 0);

    private StoreIndex<T> Index(IndexKey key)
    {
        ImmutableDictionary<IndexKey, StoreIndex<T>> present = Volatile.Read(ref indexes);
        if (!present.TryGetValue(key, out StoreIndex<T>? index))
        {
            index = StoreIndex<T>.Build(schema, key, rows);
            if (present.Count < demand.Limit)
            {
                index = ImmutableInterlocked.GetOrAdd(ref indexes, key, index);
            }
        }

        demand.Touch(key);
        return index;
    }
}
