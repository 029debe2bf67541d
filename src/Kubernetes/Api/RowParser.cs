using System.Buffers;
using System.Text;
using System.Text.Json;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads one object into its row, or says which object it was and what is wrong with it.</summary>
internal static class RowParser
{
    /// <summary>Deepest nesting read. A CRD schema may describe deep trees, but rows need only the top.</summary>
    public const int MaxDepth = 256;

    private const int MaxError = 300;

    public static ReadResult<T> Read<T>(IRowReader<T> reader, in ReadOnlySequence<byte> json)
        where T : class, IRow
    {
        try
        {
            return new ReadResult<T>(reader.Read(json), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            string error = exception.Message.Length > MaxError ? exception.Message[..MaxError] + "…" : exception.Message;
            return new ReadResult<T>(null, new MalformedObject(ReadMetadata(json).Key, error));
        }
    }

    /// <summary>
    /// The identity of an object, read without asking anything else of it. What cannot be read is empty.
    /// </summary>
    public static RowMetadata ReadMetadata(in ReadOnlySequence<byte> json)
    {
        string name = string.Empty, ns = string.Empty, version = string.Empty;
        bool endsInitialEvents = false;
        try
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!Enter(ref reader, "metadata"u8))
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("name"u8))
                {
                    name = Text(ref reader);
                }
                else if (reader.ValueTextEquals("namespace"u8))
                {
                    ns = Text(ref reader);
                }
                else if (reader.ValueTextEquals("resourceVersion"u8))
                {
                    version = Text(ref reader);
                }
                else if (reader.ValueTextEquals("annotations"u8))
                {
                    endsInitialEvents = HasInitialEventsEnd(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // The object is already being reported as malformed; whatever was read so far names it.
        }

        return new RowMetadata(new ObjectKey(ns, name), version, endsInitialEvents);
    }

    /// <summary>Moves to the value of a top-level property that is an object; <c>false</c> when there is none.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool wanted = reader.ValueTextEquals(property);
            reader.Read();
            if (wanted && reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool HasInitialEventsEnd(ref Utf8JsonReader reader)
    {
        bool found = false;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool wanted = reader.ValueTextEquals("k8s.io/initial-events-end"u8);
            reader.Read();
            found |= wanted && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("true"u8);
            reader.Skip();
        }

        return found;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return string.Empty;
        }

        // Lenient on purpose: this names broken objects, bad UTF-8 among them.
        return reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);
    }
}

/// <summary>The part of an object's metadata that a stream needs.</summary>
internal readonly record struct RowMetadata(ObjectKey Key, string ResourceVersion, bool EndsInitialEvents);
