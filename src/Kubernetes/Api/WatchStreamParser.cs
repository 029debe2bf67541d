using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads a watch: one event per line, each handed over when its line is whole.</summary>
internal sealed class WatchStreamParser<T>(IRowReader<T> rows, int maxLineBytes)
    where T : class, IRow
{
    private readonly List<WatchEvent<T>> events = [];

    /// <summary>Events until the server ends the stream. An in-stream error ends it with <see cref="ApiStatusException"/>, after the events before it.</summary>
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024));
        try
        {
            while (true)
            {
                System.IO.Pipelines.ReadResult read = await pipe.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> buffer = read.Buffer;
                events.Clear();
                ApiStatus? error = ParseLines(buffer, out SequencePosition consumed);
                bool halfLine = !buffer.Slice(consumed).IsEmpty;
                if (buffer.Slice(consumed).Length > maxLineBytes)
                {
                    throw new BrokenAnswerException($"A line of the watch on {rows.Kind} is longer than {maxLineBytes} bytes.");
                }

                // The rows are read into objects of their own, so the bytes can be given back before they are handed over.
                pipe.AdvanceTo(consumed, buffer.End);
                foreach (WatchEvent<T> item in events)
                {
                    yield return item;
                }

                if (error is not null)
                {
                    throw new ApiStatusException(error);
                }

                if (read.IsCompleted)
                {
                    if (halfLine)
                    {
                        throw new BrokenAnswerException($"The watch on {rows.Kind} broke off in the middle of a line.");
                    }

                    yield break;
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private ApiStatus? ParseLines(in ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        ReadOnlySequence<byte> rest = buffer;
        ApiStatus? error = null;
        while (error is null && rest.PositionOf((byte)'\n') is { } end)
        {
            ReadOnlySequence<byte> line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            if (!line.IsEmpty)
            {
                error = ParseLine(line);
            }
        }

        consumed = rest.Start;
        return error;
    }

    private ApiStatus? ParseLine(in ReadOnlySequence<byte> line)
    {
        if (!TrySplit(line, out LineType type, out ReadOnlySequence<byte> body))
        {
            events.Add(new WatchEvent<T>(WatchEventType.Modified, new ReadResult<T>(null, new MalformedObject(default(ObjectKey) with { Namespace = string.Empty, Name = string.Empty }, "A line of the watch is not a watch event.")), string.Empty, false));
            return null;
        }

        switch (type)
        {
            case LineType.Error:
                return ReadError(body);
            case LineType.Bookmark:
                RowMetadata bookmark = RowParser.ReadMetadata(body);
                events.Add(new WatchEvent<T>(WatchEventType.Bookmark, default, bookmark.ResourceVersion, bookmark.EndsInitialEvents));
                return null;
            default:
                ReadResult<T> result = RowParser.Read(rows, body);
                string version = result.Row?.ResourceVersion ?? RowParser.ReadMetadata(body).ResourceVersion;
                events.Add(new WatchEvent<T>((WatchEventType)type, result, version, false));
                return null;
        }
    }

    private static ApiStatus ReadError(in ReadOnlySequence<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (StatusReader.Parse(document.RootElement, 500, null) is { } status)
            {
                return status;
            }
        }
        catch (JsonException)
        {
            // Still an error, only without the server's words.
        }

        return new ApiStatus(500, "InternalError", "The server ended the watch with an error it did not explain.", [], null);
    }

    /// <summary>Finds the type and the object of a line, in whichever order they stand.</summary>
    private static bool TrySplit(in ReadOnlySequence<byte> line, out LineType type, out ReadOnlySequence<byte> body)
    {
        type = LineType.Unknown;
        body = default;
        bool hasBody = false;
        try
        {
            Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = RowParser.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isType = reader.ValueTextEquals("type"u8);
                bool isObject = reader.ValueTextEquals("object"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    type = TypeOf(ref reader);
                }

                long start = reader.TokenStartIndex;
                reader.Skip();
                if (isObject)
                {
                    body = line.Slice(start, reader.BytesConsumed - start);
                    hasBody = true;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return hasBody && type != LineType.Unknown;
    }

    private static LineType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("MODIFIED"u8) ? LineType.Modified
        : reader.ValueTextEquals("ADDED"u8) ? LineType.Added
        : reader.ValueTextEquals("DELETED"u8) ? LineType.Deleted
        : reader.ValueTextEquals("BOOKMARK"u8) ? LineType.Bookmark
        : reader.ValueTextEquals("ERROR"u8) ? LineType.Error
        : LineType.Unknown;

    /// <summary>The values of <see cref="WatchEventType"/>, and two more that never leave this class.</summary>
    private enum LineType
    {
        Added = WatchEventType.Added,
        Modified = WatchEventType.Modified,
        Deleted = WatchEventType.Deleted,
        Bookmark = WatchEventType.Bookmark,
        Error,
        Unknown,
    }
}
