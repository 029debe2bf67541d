using System.Collections.Immutable;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Takes the visible rows out of a snapshot. What it costs depends on the page, and with a text on the rows searched.</summary>
internal static class ListComputation
{
    public static ListView<T> Compute<T>(ResourceSource<T> source, StoreSnapshot<T> snapshot, ListQuery query, NamespaceAccess access)
        where T : class, IRow
    {
        IReadOnlyList<T> all = query.Link is { } link ? snapshot.Linked(link.Lookup, link.Key) : snapshot.OrderedBy(query.Order, query.Namespace, query.Descending);
        IReadOnlyList<T> rows = Matching(source, all, query.Text);
        int pages = Math.Max(1, (rows.Count + query.PageSize - 1) / query.PageSize);
        int page = Math.Clamp(query.Page, 1, pages);
        int first = (page - 1) * query.PageSize;
        ImmutableArray<T>.Builder visible = ImmutableArray.CreateBuilder<T>(Math.Min(query.PageSize, rows.Count - first));
        for (int at = first; at < rows.Count && at < first + query.PageSize; at++)
        {
            visible.Add(rows[at]);
        }

        return new ListView<T>
        {
            Phase = PhaseOf(snapshot.State),
            Rows = visible.DrainToImmutable(),
            Page = page,
            Matching = rows.Count,
            Total = all.Count,
            Access = access,
            State = snapshot.State,
            Trouble = snapshot.State.Problem?.Message,
            Malformed = snapshot.Malformed,
            MalformedCount = snapshot.MalformedCount,
        };
    }

    private static IReadOnlyList<T> Matching<T>(ResourceSource<T> source, IReadOnlyList<T> rows, string text)
        where T : class, IRow
    {
        if (text.Length == 0)
        {
            return rows;
        }

        return rows.Where(row => source.Matches(row, text)).ToArray();
    }

    private static ListPhase PhaseOf(InformerState state) => state.Phase switch
    {
        // Nothing has ever arrived, and something is in the way: that is no loading.
        InformerPhase.Syncing when state is { Received: 0, Problem: not null } => ListPhase.Unreachable,
        InformerPhase.Syncing => ListPhase.Syncing,
        InformerPhase.Live => ListPhase.Live,
        InformerPhase.Stale => ListPhase.Stale,
        InformerPhase.Forbidden => ListPhase.Forbidden,
        InformerPhase.NotInstalled => ListPhase.NotInstalled,
        _ => throw new InvalidOperationException($"{state.Phase} is no phase."),
    };
}
