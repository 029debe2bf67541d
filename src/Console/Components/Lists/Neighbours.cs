using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Lists;

/// <summary>
/// Rows of other kinds that parts of a page tell about, such as cells of a list: one live query per kind and lookup, however many ask. Lives as
/// long as its page, and on its dispatcher.
/// </summary>
/// <param name="session">The cluster.</param>
/// <param name="typed">Namespaces the person has named.</param>
/// <param name="time">The clock.</param>
/// <param name="draw">Does something on the page's dispatcher.</param>
/// <param name="tellFailure">Waits for work and tells what it failed with.</param>
public sealed class Neighbours(ClusterSession session, TypedNamespaces typed, TimeProvider time, Func<Action, Task> draw, Func<Task, Task> tellFailure) : IAsyncDisposable
{
    private readonly Dictionary<(object Source, string Lookup), IAsyncDisposable> queries = [];

    /// <summary>The query for a kind and one of its lookups.</summary>
    public NeighbourQuery<T> Of<T>(ResourceSource<T> source, string lookup)
        where T : class, IRow
    {
        if (queries.TryGetValue((source, lookup), out IAsyncDisposable? known))
        {
            return (NeighbourQuery<T>)known;
        }

        NeighbourQuery<T> query = new(source, lookup, (asked, show) => new LiveQuery<T>(session, source, asked, typed, time, view => draw(() => show(view))), tellFailure);
        queries.Add((source, lookup), query);
        return query;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable query in queries.Values)
        {
            await query.DisposeAsync();
        }

        queries.Clear();
    }
}
