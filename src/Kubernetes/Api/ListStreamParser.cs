using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>
/// Reads a list as it arrives: each item is handed over as soon as its last byte is there, so that the memory needed is that of the
/// largest item, not of the list.
/// </summary>
internal sealed class ListStreamParser<T>(IRowReader<T> rows, Action<ReadResult<T>> onRow, int maxObjectBytes)
    where T : class, IRow
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = RowParser.MaxDepth });
    private Place place = Place.Start;
    private ListMetadata metadata = new(string.Empty, null, null);

    private enum Place
    {
        Start,
        Properties,
        Items,
        End,
    }

    /// <summary>Reads to the end. <paramref name="progress"/> is called after each piece, before the next is waited for.</summary>
    public async Task<ListMetadata> ReadAsync(Stream body, Action progress, CancellationToken cancellationToken)
    {
        PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 8 * 1024));
        try
        {
            while (true)
            {
                System.IO.Pipelines.ReadResult read = await pipe.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> buffer = read.Buffer;
                SequencePosition consumed = Parse(buffer, read.IsCompleted);
                if (!read.IsCompleted && buffer.Slice(consumed).Length > maxObjectBytes)
                {
                    throw new BrokenAnswerException($"An object in the list of {rows.Kind} is larger than {maxObjectBytes} bytes.");
                }

                pipe.AdvanceTo(consumed, buffer.End);
                progress();
                if (read.IsCompleted)
                {
                    return place == Place.End ? metadata : throw new BrokenAnswerException($"The list of {rows.Kind} broke off.");
                }
            }
        }
        catch (JsonException exception)
        {
            throw new BrokenAnswerException($"The list of {rows.Kind} is not valid JSON: {exception.Message}", exception);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>Reads as many whole values as the buffer holds, and says how far it came.</summary>
    private SequencePosition Parse(in ReadOnlySequence<byte> buffer, bool last)
    {
        Utf8JsonReader reader = new(buffer, last, state);
        Utf8JsonReader done = reader;
        while (place != Place.End && Step(ref reader, buffer))
        {
            done = reader;
        }

        state = done.CurrentState;
        return buffer.GetPosition(done.BytesConsumed);
    }

    /// <summary>Reads one whole value; <c>false</c> when more bytes are needed for it.</summary>
    private bool Step(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        if (!reader.Read())
        {
            return false;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when place == Place.Start:
                place = Place.Properties;
                return true;
            case JsonTokenType.PropertyName:
                return Property(ref reader, buffer);
            case JsonTokenType.EndObject when place == Place.Properties:
                place = Place.End;
                return true;
            case JsonTokenType.EndArray when place == Place.Items:
                place = Place.Properties;
                return true;
            default:
                return place == Place.Items ? Item(ref reader, buffer) : throw new JsonException("A list object was expected.");
        }
    }

    private bool Property(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        bool items = reader.ValueTextEquals("items"u8);
        bool meta = reader.ValueTextEquals("metadata"u8);
        if (!reader.Read())
        {
            return false;
        }

        if (items && reader.TokenType == JsonTokenType.StartArray)
        {
            place = Place.Items;
            return true;
        }

        long start = reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        if (meta)
        {
            metadata = ReadMetadata(buffer.Slice(start, reader.BytesConsumed - start));
        }

        return true;
    }

    private bool Item(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        long start = reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        onRow(RowParser.Read(rows, buffer.Slice(start, reader.BytesConsumed - start)));
        return true;
    }

    private static ListMetadata ReadMetadata(in ReadOnlySequence<byte> json)
    {
        Utf8JsonReader reader = new(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return ListMetadataReader.Read(document.RootElement);
    }
}
