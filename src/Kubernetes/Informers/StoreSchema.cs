using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Declares how a kind's rows may be sorted and looked up. Every store has the order <see cref="ByKey"/>; each other order is total,
/// because rows that compare equal are told apart by namespace and name. Build one per kind and share it; it does not change after
/// the first store was made with it.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class StoreSchema<T>
    where T : class, IRow
{
    /// <summary>Name of the order by namespace, then name, that every store has.</summary>
    public const string ByKey = "key";

    private readonly Dictionary<string, IComparer<T>> orders = new(StringComparer.Ordinal) { [ByKey] = KeyOrder.Instance };
    private readonly Dictionary<string, Action<T, List<ObjectKey>>> lookups = new(StringComparer.Ordinal);

    /// <summary>Names of the declared orders.</summary>
    public IReadOnlyCollection<string> Orders => orders.Keys;

    /// <summary>Names of the declared lookups.</summary>
    public IReadOnlyCollection<string> Lookups => lookups.Keys;

    /// <summary>Declares an order by what a row is sorted by.</summary>
    /// <param name="name">Unique among the orders.</param>
    /// <param name="selector">What to sort by. Always the same for the same row, and cheap: it is called for every comparison.</param>
    /// <param name="comparer">How to compare it; the type's own order when <c>null</c>. For names and other texts of a cluster use an ordinal one.</param>
    public StoreSchema<T> WithOrder<TSortKey>(string name, Func<T, TSortKey> selector, IComparer<TSortKey>? comparer = null)
    {
        IComparer<TSortKey> keys = comparer ?? (typeof(TSortKey) == typeof(string) ? (IComparer<TSortKey>)StringComparer.Ordinal : Comparer<TSortKey>.Default);
        return WithOrder(name, Comparer<T>.Create((left, right) => keys.Compare(selector(left), selector(right))));
    }

    /// <summary>Declares an order by a comparer of rows, which need not be total.</summary>
    /// <param name="name">Unique among the orders.</param>
    /// <param name="comparer">Compares two rows; always with the same result for the same rows.</param>
    public StoreSchema<T> WithOrder(string name, IComparer<T> comparer)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(comparer);
        orders.Add(name, new TotalOrder(comparer));
        return this;
    }

    /// <summary>Declares a lookup by one key per row, or none.</summary>
    /// <param name="name">Unique among the lookups.</param>
    /// <param name="selector">The key of a row; <c>null</c> when it has none. A uid or label value is given as a key without namespace.</param>
    public StoreSchema<T> WithLookup(string name, Func<T, ObjectKey?> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return WithLookupOfMany(name, (row, keys) =>
        {
            if (selector(row) is { } key)
            {
                keys.Add(key);
            }
        });
    }

    /// <summary>Declares a lookup by any number of keys per row; the same key twice counts once.</summary>
    /// <param name="name">Unique among the lookups.</param>
    /// <param name="collect">Adds the keys of a row to the list.</param>
    public StoreSchema<T> WithLookupOfMany(string name, Action<T, List<ObjectKey>> collect)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(collect);
        lookups.Add(name, collect);
        return this;
    }

    /// <summary>The keys of a row in a lookup.</summary>
    public IReadOnlyList<ObjectKey> KeysOf(string lookup, T row)
    {
        List<ObjectKey> keys = [];
        Lookup(lookup)(row, keys);
        return keys;
    }

    /// <summary>A declared order.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">No such order was declared.</exception>
    public IComparer<T> Order(string name) => orders.TryGetValue(name, out IComparer<T>? order)
        ? order
        : throw new ArgumentException($"There is no order \"{name}\" of {typeof(T).Name}; there are: {string.Join(", ", orders.Keys)}.", nameof(name));

    internal Action<T, List<ObjectKey>> Lookup(string name) => lookups.TryGetValue(name, out Action<T, List<ObjectKey>>? lookup)
        ? lookup
        : throw new ArgumentException($"There is no lookup \"{name}\" of {typeof(T).Name}; there are: {string.Join(", ", lookups.Keys)}.", nameof(name));

    private sealed class KeyOrder : IComparer<T>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(T? x, T? y) => x!.Key.CompareTo(y!.Key);
    }

    private sealed class TotalOrder(IComparer<T> comparer) : IComparer<T>
    {
        public int Compare(T? x, T? y)
        {
            int compared = comparer.Compare(x, y);
            return compared != 0 ? compared : x!.Key.CompareTo(y!.Key);
        }
    }
}
