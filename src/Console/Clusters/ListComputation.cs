using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Takes the visible rows out of a snapshot. What it costs depends on the page, and with a text on the rows searched.</summary>
internal static class ListComputation
{
    private const int MaximumPhases = 12;

    public static ListView<T> Compute<T>(ResourceSource<T> source, StoreSnapshot<T> snapshot, ListQuery query, NamespaceAccess access, DateTimeOffset now)
        where T : class, IRow
    {
        IReadOnlyList<T> all = query.Link is { } link ? Linked(source.Schema, snapshot, query, link) : snapshot.OrderedBy(query.Order, query.Namespace, query.Descending);
        IReadOnlyList<T> fitting = Matching(source, Only(source, all, query.Only, now), query.Text);
        IReadOnlyList<T> rows = InPhase(source, fitting, query.Phase);
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
            Phases = CountPhases(source, fitting),
            Access = access,
            State = snapshot.State,
            Trouble = snapshot.State.Problem?.Message,
            Malformed = snapshot.Malformed,
            MalformedCount = snapshot.MalformedCount,
            Whole = query.Whole ? snapshot : null,
        };
    }

    private static T[] Linked<T>(StoreSchema<T> schema, StoreSnapshot<T> snapshot, ListQuery query, RowLink link)
        where T : class, IRow
    {
        IEnumerable<T> rows = link.Keys.SelectMany(key => snapshot.Linked(link.Lookup, key)).DistinctBy(row => row.Key);
        IComparer<T> order = schema.Order(query.Order);
        return query.Descending ? [.. rows.OrderDescending(order)] : [.. rows.Order(order)];
    }

    private static IReadOnlyList<T> Only<T>(ResourceSource<T> source, IReadOnlyList<T> rows, ImmutableArray<string> only, DateTimeOffset now)
        where T : class, IRow
    {
        RowFilter<T>[] filters = [.. source.Filters.Where(filter => only.Contains(filter.Id))];
        return filters.Length == 0 ? rows : [.. rows.Where(row => Array.TrueForAll(filters, filter => filter.Fits(row, now)))];
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

    private static IReadOnlyList<T> InPhase<T>(ResourceSource<T> source, IReadOnlyList<T> rows, string? phase)
        where T : class, IRow
    {
        return phase is null || source.PhaseOf is not { } phaseOf ? rows : rows.Where(row => phaseOf(row) == phase).ToArray();
    }

    // Phases are few words, whatever the number of rows; someone who invents many gets the most frequent ones counted.
    private static ImmutableArray<PhaseCount> CountPhases<T>(ResourceSource<T> source, IReadOnlyList<T> rows)
        where T : class, IRow
    {
        if (source.PhaseOf is not { } phaseOf)
        {
            return [];
        }

        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (T row in rows)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, phaseOf(row), out _)++;
        }

        return
        [
            .. counts.Select(pair => new PhaseCount(pair.Key, pair.Value)).OrderByDescending(count => count.Count)
                .ThenBy(count => count.Phase, StringComparer.Ordinal).Take(MaximumPhases),
        ];
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
