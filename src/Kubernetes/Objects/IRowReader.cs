using System.Buffers;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Reads one kind's row records straight from the UTF-8 of the API server's answers, without building a tree of the whole object.
/// Implementations are thread-safe.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public interface IRowReader<out T>
    where T : class, IRow
{
    /// <summary>The kind that is read.</summary>
    ResourceKind Kind { get; }

    /// <summary>Reads one object.</summary>
    /// <param name="json">The whole JSON object, and nothing else.</param>
    /// <exception cref="System.Text.Json.JsonException">The object does not have the shape the row needs.</exception>
    /// <exception cref="InvalidOperationException">A string in it is not UTF-8.</exception>
    T Read(in ReadOnlySequence<byte> json);
}
