using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>
/// Several live queries of one kind seen as one: objects that no single selector finds, such as the events of an object and of its pods. Used on the
/// dispatcher of whoever draws; the views arrive there too.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="open">Starts one query; it hands over its views.</param>
/// <param name="show">Draws what all of them have, on the drawer's dispatcher.</param>
public sealed class MergedQuery<T>(Func<ListQuery, Func<ListView<T>, Task>, LiveQuery<T>> open, Func<ListView<T>, Task> show) : IAsyncDisposable
    where T : class, IRow
{
    private readonly Dictionary<ListQuery, (LiveQuery<T> Query, ListView<T> View)> parts = [];
    private bool ended;

    /// <summary>Looks at these from now on; those that stay are not asked again.</summary>
    public async Task SetAsync(ImmutableArray<ListQuery> queries)
    {
        foreach (ListQuery gone in parts.Keys.Except(queries).ToArray())
        {
            if (parts.Remove(gone, out (LiveQuery<T> Query, ListView<T> View) part))
            {
                await part.Query.DisposeAsync();
            }
        }

        foreach (ListQuery added in ended ? [] : queries.Except(parts.Keys.ToArray()))
        {
            parts[added] = (open(added, view => TakeAsync(added, view)), new ListView<T>());
        }
    }

    private Task TakeAsync(ListQuery from, ListView<T> view)
    {
        if (!parts.TryGetValue(from, out (LiveQuery<T> Query, ListView<T> View) part))
        {
            return Task.CompletedTask;
        }

        parts[from] = (part.Query, view);
        return show(Merge());
    }

    // The first part with something in the way speaks for all; parts that are still loading do not hide the rows of others.
    private ListView<T> Merge()
    {
        ListView<T>[] views = [.. parts.Values.Select(part => part.View)];
        ImmutableArray<T> rows = [.. views.SelectMany(view => view.Rows).DistinctBy(row => row.Key)];
        ListView<T> speaker = views.MaxBy(view => Weight(view.Phase))!;
        return speaker with { Rows = rows, Matching = rows.Length, Total = rows.Length, Phases = [] };
    }

    private static int Weight(ListPhase phase) => phase switch
    {
        ListPhase.Live => 0,
        ListPhase.Syncing => 1,
        ListPhase.Connecting => 2,
        ListPhase.Stale => 3,
        ListPhase.ChooseNamespace or ListPhase.NotInstalled => 4,
        ListPhase.Forbidden => 5,
        ListPhase.Unreachable => 6,
        _ => throw new InvalidOperationException($"{phase} is no phase."),
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        ended = true;
        await SetAsync([]);
    }
}
