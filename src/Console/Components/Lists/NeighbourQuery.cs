using System.Collections.Immutable;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Lists;

/// <summary>Rows of one kind by one lookup, for all keys that parts of a page ask for.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="source">The kind.</param>
/// <param name="lookup">The lookup.</param>
/// <param name="open">Makes the live query: gets what is looked at first, and who draws its views.</param>
/// <param name="tellFailure">Waits for work and tells what it failed with.</param>
public sealed class NeighbourQuery<T>(
    ResourceSource<T> source, string lookup, Func<ListQuery, Action<ListView<T>>, LiveQuery<T>> open, Func<Task, Task> tellFailure) : IAsyncDisposable
    where T : class, IRow
{
    /// <summary>Rows fetched at most: those of a page of a list.</summary>
    private const int MaximumRows = 2000;

    private readonly Dictionary<ObjectKey, int> asked = [];
    private readonly List<Action> listeners = [];
    private ILookup<ObjectKey, T> found = Array.Empty<T>().ToLookup(row => row.Key);
    private LiveQuery<T>? live;

    /// <summary>Asks for rows until disposed.</summary>
    /// <param name="keys">What they are, or link to.</param>
    /// <param name="changed">Called when there may be others.</param>
    public IDisposable Ask(ImmutableArray<ObjectKey> keys, Action changed)
    {
        foreach (ObjectKey key in keys)
        {
            asked[key] = asked.GetValueOrDefault(key) + 1;
        }

        listeners.Add(changed);
        Look();
        return new Question(this, keys, changed);
    }

    /// <summary>What is known to be there.</summary>
    public ImmutableArray<T> Find(ImmutableArray<ObjectKey> keys) => [.. keys.SelectMany(key => found[key]).DistinctBy(row => row.Key)];

    private void Look()
    {
        ListQuery query = new(null, "", StoreSchema<T>.ByKey, Descending: false, Page: 1, MaximumRows) { Link = new RowLink(lookup, [.. asked.Keys.Take(RowLink.Maximum)]) };
        if (live is null)
        {
            live = open(query, Show);
            _ = tellFailure(live.Start());
        }
        else
        {
            live.Set(query);
        }
    }

    private void Show(ListView<T> view)
    {
        found = view.Rows.SelectMany(row => source.Schema.KeysOf(lookup, row).Select(key => (Key: key, Row: row))).ToLookup(pair => pair.Key, pair => pair.Row);
        foreach (Action listener in listeners.ToArray())
        {
            listener();
        }
    }

    private void Forget(ImmutableArray<ObjectKey> keys, Action changed)
    {
        listeners.Remove(changed);
        foreach (ObjectKey key in keys)
        {
            if (--asked[key] == 0)
            {
                asked.Remove(key);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => live?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class Question(NeighbourQuery<T> query, ImmutableArray<ObjectKey> keys, Action changed) : IDisposable
    {
        private bool ended;

        public void Dispose()
        {
            if (!ended)
            {
                ended = true;
                query.Forget(keys, changed);
            }
        }
    }
}
