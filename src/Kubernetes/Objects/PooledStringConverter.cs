using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Reads a JSON string through <see cref="StringPool.Shared"/>. Put it on properties whose values repeat from object to object.
/// </summary>
public sealed class PooledStringConverter : JsonConverter<string>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The value is not a string.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadString(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }

    internal static string ReadString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return string.Empty;
        }

        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new JsonException($"A string is expected, not {reader.TokenType}.");
        }

        long bytes = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (bytes > StringPool.MaxLength)
        {
            return reader.GetString()!;
        }

        Span<char> characters = stackalloc char[StringPool.MaxLength];
        int length = reader.CopyString(characters);
        return StringPool.Shared.Get(characters[..length]);
    }
}
