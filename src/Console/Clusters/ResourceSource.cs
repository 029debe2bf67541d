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

    /// <summary>The kind.</summary>
    public ResourceKind Kind => Reader.Kind;
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

    /// <summary>
    /// Which objects the server is asked for; <c>null</c> for all, kept for the whole console. Kinds with very many objects (pods, jobs, events) always have
    /// one, and with it the namespace is looked at alone.
    /// </summary>
    public ObjectSelector? Selector { get; init; }

    /// <summary>Only rows that link to an object; <c>null</c> for all.</summary>
    public RowLink? Link { get; init; }
}

/// <summary>Rows that have a key in one of the schema's lookups.</summary>
/// <param name="Lookup">The lookup.</param>
/// <param name="Key">What the rows link to.</param>
public sealed record RowLink(string Lookup, ObjectKey Key);

/// <summary>How many rows are in a phase.</summary>
/// <param name="Phase">The phase; empty for rows without one.</param>
/// <param name="Count">How many.</param>
public readonly record struct PhaseCount(string Phase, int Count);
