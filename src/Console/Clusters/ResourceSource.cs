using System.Collections.Immutable;
using BackupConsole.KubeStash.Links;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>How the rows of a kind are read, kept, sorted and searched. One instance per kind, shared by all.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Reader">Reads rows.</param>
/// <param name="Schema">The orders the store keeps.</param>
/// <param name="Matches">Whether a row fits a text a person typed, in any case.</param>
public sealed record ResourceSource<T>(IRowReader<T> Reader, StoreSchema<T> Schema, Func<T, string, bool> Matches)
    where T : class, IRow
{
    /// <summary>The phase of a row, empty for none: rows are counted and filtered by it. <c>null</c> for kinds without phases.</summary>
    public Func<T, string>? PhaseOf { get; init; }

    /// <summary>What its lists can be narrowed to besides.</summary>
    public ImmutableArray<RowFilter<T>> Filters { get; init; } = [];

    /// <summary>The kind.</summary>
    public ResourceKind Kind => Reader.Kind;
}

/// <summary>Makes sources.</summary>
public static class ResourceSource
{
    /// <summary>The lookup of every source by the object itself.</summary>
    public const string Self = "self";

    /// <summary>
    /// The source of a kind: sorted by key, "created", "name" and, where there is one, "phase"; looked up by itself and by each of its links;
    /// searched by name, namespace and what else is said.
    /// </summary>
    /// <param name="reader">Reads rows.</param>
    /// <param name="links">What its objects refer to.</param>
    /// <param name="phaseOf">The phase of a row, for kinds that have one.</param>
    /// <param name="texts">What else of a row is searched.</param>
    public static ResourceSource<TRow> Of<TRow>(
        IRowReader<TRow> reader, IReadOnlyList<Link<TRow>>? links = null, Func<TRow, string>? phaseOf = null, params ReadOnlySpan<Func<TRow, string>> texts)
        where TRow : ResourceRow
    {
        StoreSchema<TRow> schema = new StoreSchema<TRow>()
            .WithOrder("created", row => row.CreationTimestamp ?? DateTimeOffset.MinValue)
            .WithOrder("name", row => row.Name)
            .WithLookup(Self, row => row.Key);
        if (phaseOf is not null)
        {
            schema.WithOrder("phase", phaseOf);
        }

        foreach (Link<TRow> link in links ?? [])
        {
            schema.WithLookupOfMany(link.Name, (row, keys) => keys.AddRange(link.Keys(row)));
        }

        Func<TRow, string>[] searched = [row => row.Name, row => row.Namespace, .. phaseOf is null ? [] : (Func<TRow, string>[])[phaseOf], .. texts];
        return new ResourceSource<TRow>(reader, schema, (row, text) => Array.Exists(searched, of => of(row).Contains(text, StringComparison.OrdinalIgnoreCase))) { PhaseOf = phaseOf };
    }
}

/// <summary>What part of a kind is looked at.</summary>
/// <param name="Namespace">One namespace; <c>null</c> for all that may be seen.</param>
/// <param name="Text">Text to search for; empty for all.</param>
/// <param name="Order">An order of the schema.</param>
/// <param name="Descending">Whether it is reversed.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="PageSize">Rows per page.</param>
public sealed record ListQuery(string? Namespace, string Text, string Order, bool Descending, int Page, int PageSize)
{
    /// <summary>The phase to show, empty for rows without one; <c>null</c> for all.</summary>
    public string? Phase { get; init; }

    /// <summary>Ids of the source's filters that all have to fit; empty for none.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Whether the view is to carry all the rows besides, for who counts them.</summary>
    public bool Whole { get; init; }

    /// <summary>
    /// Which objects the server is asked for; <c>null</c> for all, kept for the whole console. Kinds with very many objects (pods, jobs, events) always have
    /// one, and with it the namespace is looked at alone.
    /// </summary>
    public ObjectSelector? Selector { get; init; }

    /// <summary>Only rows that link to an object; <c>null</c> for all.</summary>
    public RowLink? Link { get; init; }
}

/// <summary>Something a list can be narrowed to.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Label">Its name for people, after "only": "of the last 24 hours".</param>
/// <param name="Fits">Whether a row fits, at a time.</param>
public sealed record RowFilter<T>(string Id, string Label, Func<T, DateTimeOffset, bool> Fits)
    where T : class, IRow;

/// <summary>How many rows are in a phase.</summary>
/// <param name="Phase">The phase; empty for rows without one.</param>
/// <param name="Count">How many.</param>
public readonly record struct PhaseCount(string Phase, int Count);
