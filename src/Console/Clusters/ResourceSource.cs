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
/// <param name="Link">Only rows that link to an object; <c>null</c> for all.</param>
public sealed record ListQuery(string? Namespace, string Text, string Order, bool Descending, int Page, int PageSize, RowLink? Link = null);

/// <summary>Rows that have a key in one of the schema's lookups.</summary>
/// <param name="Lookup">The lookup.</param>
/// <param name="Key">What the rows link to.</param>
public sealed record RowLink(string Lookup, ObjectKey Key);
