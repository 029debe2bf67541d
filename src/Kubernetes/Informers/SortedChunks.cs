namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// An immutable sorted sequence, kept as arrays of a few hundred items. A change copies only the arrays it touches, and an item costs
/// little more than its own reference: a balanced tree of nodes would cost six times that, for every sort order.
/// </summary>
/// <typeparam name="TItem">What is sorted. The order must be total: two items that compare equal are the same one.</typeparam>
internal sealed class SortedChunks<TItem>
{
    private const int MaxChunk = 256;
    private const int FreshChunk = 192;
    private const int SmallChunk = 64;

    private readonly IComparer<TItem> order;
    private readonly TItem[][] chunks;
    private readonly int[] starts;

    private SortedChunks(IComparer<TItem> order, TItem[][] chunks)
    {
        this.order = order;
        this.chunks = chunks;
        starts = new int[chunks.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            starts[i] = Count;
            Count += chunks[i].Length;
        }
    }

    public int Count { get; }

    public TItem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int chunk = ChunkOf(index);
            return chunks[chunk][index - starts[chunk]];
        }
    }

    public static SortedChunks<TItem> Empty(IComparer<TItem> order) => new(order, []);

    /// <summary>Sorts <paramref name="items"/> in place and takes them in.</summary>
    public static SortedChunks<TItem> Build(IComparer<TItem> order, List<TItem> items)
    {
        items.Sort(order);
        List<TItem[]> output = [];
        Split(items, output);
        return new SortedChunks<TItem>(order, [.. output]);
    }

    /// <summary>
    /// The sequence without <paramref name="removed"/> and with <paramref name="added"/>; both lists are sorted in place. What is not
    /// there is not removed. An item whose position stays is replaced by naming the old one in one list and the new one in the other.
    /// </summary>
    public SortedChunks<TItem> Apply(List<TItem> removed, List<TItem> added)
    {
        if (removed.Count == 0 && added.Count == 0)
        {
            return this;
        }

        if (chunks.Length == 0)
        {
            return Build(order, added);
        }

        removed.Sort(order);
        added.Sort(order);
        ChangeCursor changes = new(order, removed, added);
        List<TItem[]> output = new(chunks.Length + (added.Count / FreshChunk) + 1);
        List<TItem> merged = [];
        int done = 0;
        while (changes.TryPeek(out TItem next))
        {
            int touched = ChunkFor(next);
            output.AddRange(chunks.AsSpan(done, touched - done));
            merged.Clear();
            Merge(touched, changes, merged);
            Append(merged, output);
            done = touched + 1;
        }

        output.AddRange(chunks.AsSpan(done));
        return new SortedChunks<TItem>(order, [.. output]);
    }

    /// <summary>Index of the first item for which <paramref name="isBefore"/> is false; it must be true for a beginning of the sequence only.</summary>
    public int LowerBound<TProbe>(TProbe probe, Func<TItem, TProbe, bool> isBefore)
    {
        int low = 0;
        int high = chunks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            TItem[] chunk = chunks[middle];
            if (isBefore(chunk[^1], probe))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == chunks.Length)
        {
            return Count;
        }

        TItem[] home = chunks[low];
        int from = 0;
        int to = home.Length;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (isBefore(home[middle], probe))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return starts[low] + from;
    }

    /// <summary>Items from <paramref name="start"/> on, in order.</summary>
    public IEnumerable<TItem> Range(int start, int count)
    {
        if (count <= 0)
        {
            yield break;
        }

        int chunk = ChunkOf(start);
        int at = start - starts[chunk];
        for (int left = count; left > 0; left--)
        {
            if (at == chunks[chunk].Length)
            {
                chunk++;
                at = 0;
            }

            yield return chunks[chunk][at++];
        }
    }

    private static void Append(List<TItem> merged, List<TItem[]> output)
    {
        // Neighbours that shrank are joined, so that a sequence that was large once does not stay in crumbs.
        if (output.Count > 0 && merged.Count > 0 && (merged.Count < SmallChunk || output[^1].Length < SmallChunk)
            && output[^1].Length + merged.Count <= MaxChunk)
        {
            merged.InsertRange(0, output[^1]);
            output.RemoveAt(output.Count - 1);
        }

        Split(merged, output);
    }

    private static void Split(List<TItem> items, List<TItem[]> output)
    {
        int pieces = items.Count <= MaxChunk ? Math.Min(items.Count, 1) : ((items.Count - 1) / FreshChunk) + 1;
        int from = 0;
        for (int piece = 1; piece <= pieces; piece++)
        {
            int to = (int)((long)items.Count * piece / pieces);
            TItem[] chunk = new TItem[to - from];
            items.CopyTo(from, chunk, 0, chunk.Length);
            output.Add(chunk);
            from = to;
        }
    }

    private void Merge(int touched, ChangeCursor changes, List<TItem> merged)
    {
        TItem[] chunk = chunks[touched];
        bool isLast = touched == chunks.Length - 1;
        int from = 0;
        while (changes.TryPeek(out TItem item) && (isLast || order.Compare(item, chunks[touched + 1][0]) < 0))
        {
            bool remove = changes.Take();
            int at = Array.BinarySearch(chunk, from, chunk.Length - from, item, order);
            bool found = at >= 0;
            at = found ? at : ~at;
            merged.AddRange(chunk.AsSpan(from, at - from));
            from = at;
            if (!remove)
            {
                merged.Add(item);
            }
            else if (found)
            {
                from++;
            }
        }

        merged.AddRange(chunk.AsSpan(from));
    }

    /// <summary>The last chunk that does not begin after <paramref name="item"/>; the first when all do.</summary>
    private int ChunkFor(TItem item)
    {
        int low = 0;
        int high = chunks.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (order.Compare(chunks[middle][0], item) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private int ChunkOf(int index)
    {
        int at = Array.BinarySearch(starts, index);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Walks removals and additions together in order; where both meet, the removal comes first.</summary>
    private sealed class ChangeCursor(IComparer<TItem> order, List<TItem> removed, List<TItem> added)
    {
        private int nextRemoved;
        private int nextAdded;

        private bool RemovalIsNext => nextRemoved < removed.Count
            && (nextAdded >= added.Count || order.Compare(removed[nextRemoved], added[nextAdded]) <= 0);

        public bool TryPeek(out TItem item)
        {
            bool any = nextRemoved < removed.Count || nextAdded < added.Count;
            item = !any ? default! : RemovalIsNext ? removed[nextRemoved] : added[nextAdded];
            return any;
        }

        /// <summary>Steps over the item peeked at; <c>true</c> when it is a removal.</summary>
        public bool Take()
        {
            bool removal = RemovalIsNext;
            if (removal)
            {
                nextRemoved++;
            }
            else
            {
                nextAdded++;
            }

            return removal;
        }
    }
}
