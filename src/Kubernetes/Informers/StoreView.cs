using System.Collections;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Rows of a snapshot in one order, without a copy: a page is read by index, in time that hardly grows with the number of rows.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class StoreView<T> : IReadOnlyList<T>
    where T : class, IRow
{
    private readonly SortedChunks<T> rows;
    private readonly int start;
    private readonly bool descending;

    internal StoreView(SortedChunks<T> rows, int start, int count, bool descending)
    {
        this.rows = rows;
        this.start = start;
        this.descending = descending;
        Count = count;
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The row at a position from 0 to <see cref="Count"/> - 1.</summary>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return rows[descending ? start + Count - 1 - index : start + index];
        }
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => (descending ? Backwards() : rows.Range(start, Count)).GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<T> Backwards()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }
}

/// <summary>Rows found under one key of a lookup, in the order of their own keys.</summary>
internal sealed class LookupView<T>(SortedChunks<LinkedRow<T>> entries, int start, int count) : IReadOnlyList<T>
    where T : class, IRow
{
    public int Count => count;

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            return entries[start + index].Row;
        }
    }

    public IEnumerator<T> GetEnumerator() => entries.Range(start, count).Select(entry => entry.Row).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
