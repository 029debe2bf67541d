using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>An object as it arrives, cut down to the fields a row needs. Everything else in the JSON is skipped without being decoded.</summary>
public interface IWireObject
{
    /// <summary>The object's <c>metadata</c>; null when missing.</summary>
    ObjectMeta? Metadata { get; }
}

/// <summary>
/// Reads rows by way of a wire type with generated metadata: the serializer skips what the wire type does not name, takes the last of
/// duplicate keys and reads null as absent.
/// </summary>
/// <typeparam name="TWire">The wire type: every property nullable and settable.</typeparam>
/// <typeparam name="TRow">The row record.</typeparam>
public abstract class RowReader<TWire, TRow> : IRowReader<TRow>
    where TWire : class, IWireObject
    where TRow : class, IRow
{
    private readonly JsonTypeInfo<TWire> wireType;

    /// <summary>Creates a reader.</summary>
    /// <param name="kind">The kind that is read.</param>
    /// <param name="wireType">Generated metadata of the wire type.</param>
    protected RowReader(ResourceKind kind, JsonTypeInfo<TWire> wireType)
    {
        Kind = kind;
        this.wireType = wireType;
    }

    /// <inheritdoc />
    public ResourceKind Kind { get; }

    /// <inheritdoc />
    public TRow Read(in ReadOnlySequence<byte> json)
    {
        if (json.IsSingleSegment)
        {
            return Read(json.FirstSpan);
        }

        // The serializer walks a sequence twice (once to find its end), a span once. Copying is cheaper.
        int length = checked((int)json.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            json.CopyTo(buffer);
            return Read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads one object from contiguous memory.</summary>
    /// <exception cref="JsonException">The object does not have the shape the row needs; the path says where.</exception>
    public TRow Read(ReadOnlySpan<byte> json)
    {
        TWire? wire;
        try
        {
            wire = JsonSerializer.Deserialize(json, wireType);
        }
        catch (JsonException problem)
        {
            // The serializer knows the path, and not what kind of object it read.
            throw Refuse(problem.Path ?? "$", WordsOf(problem), problem);
        }

        if (wire is null)
        {
            throw Refuse("$", "An object is expected, not null.");
        }

        ObjectMeta metadata = wire.Metadata ?? throw Refuse("$.metadata", "It is missing.");
        return string.IsNullOrEmpty(metadata.Name) ? throw Refuse("$.metadata.name", "It is missing.") : ToRow(wire, metadata);
    }

    /// <summary>Flattens what arrived into the row.</summary>
    /// <param name="wire">What arrived.</param>
    /// <param name="metadata">Its metadata, with a name.</param>
    protected abstract TRow ToRow(TWire wire, ObjectMeta metadata);

    // The serializer names types of this program and byte positions, which mean nothing to who reads a page or a log.
    private static string WordsOf(JsonException problem)
    {
        if (problem.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "The value there is of another type than expected.";
        }

        int details = problem.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return details > 0 ? problem.Message[..details] : problem.Message;
    }

    private JsonException Refuse(string path, string problem, JsonException? cause = null) =>
        new($"The {Kind.Kind} cannot be read at {path}: {problem}", path, cause?.LineNumber, cause?.BytePositionInLine, cause);
}
