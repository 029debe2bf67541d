using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// The labels of an object (<c>metadata.labels</c>), ordered by key. Small, because every row has one: an array of shared strings.
/// </summary>
[JsonConverter(typeof(LabelSetConverter))]
public readonly struct LabelSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<LabelSet>
{
    // Keys and values in turn; null is the same as empty.
    private readonly string[]? pairs;

    /// <summary>Creates a set; of several entries with one key the last counts.</summary>
    public LabelSet(IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        SortedDictionary<string, string> sorted = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> label in labels)
        {
            sorted[label.Key] = label.Value;
        }

        if (sorted.Count > 0)
        {
            pairs = [.. sorted.SelectMany(label => new[] { label.Key, label.Value })];
        }
    }

    /// <summary>No labels.</summary>
    public static LabelSet Empty => default;

    /// <inheritdoc />
    public int Count => pairs is null ? 0 : pairs.Length / 2;

    /// <summary>The value of a label; null when the object does not have it.</summary>
    public string? this[string key] => TryGetValue(key, out string? value) ? value : null;

    /// <summary>Looks a label up.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
    {
        for (int index = 0; pairs is not null && index < pairs.Length; index += 2)
        {
            if (string.Equals(pairs[index], key, StringComparison.Ordinal))
            {
                value = pairs[index + 1];
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int index = 0; pairs is not null && index < pairs.Length; index += 2)
        {
            yield return new KeyValuePair<string, string>(pairs[index], pairs[index + 1]);
        }
    }

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both have the same keys with the same values.</summary>
    public bool Equals(LabelSet other) => (pairs ?? []).AsSpan().SequenceEqual(other.pairs ?? []);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is LabelSet other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string text in pairs ?? [])
        {
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both have the same keys with the same values.</summary>
    public static bool operator ==(LabelSet left, LabelSet right) => left.Equals(right);

    /// <summary>Whether the sets differ.</summary>
    public static bool operator !=(LabelSet left, LabelSet right) => !left.Equals(right);

    /// <summary><c>key=value</c> pairs with commas between, as kubectl prints labels.</summary>
    public override string ToString() => string.Join(',', this.Select(label => $"{label.Key}={label.Value}"));
}

/// <summary>Reads <see cref="LabelSet"/> from the JSON object of labels; a null value reads as an empty one.</summary>
public sealed class LabelSetConverter : JsonConverter<LabelSet>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The value is not an object of strings.</exception>
    public override LabelSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return LabelSet.Empty;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"Labels are expected to be an object, not {reader.TokenType}.");
        }

        List<KeyValuePair<string, string>> labels = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = PooledStringConverter.ReadString(ref reader);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw new JsonException($"The value of label {key} is expected to be a string, not {reader.TokenType}.");
            }

            labels.Add(new KeyValuePair<string, string>(key, PooledStringConverter.ReadString(ref reader)));
        }

        return new LabelSet(labels);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LabelSet value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (KeyValuePair<string, string> label in value)
        {
            writer.WriteString(label.Key, label.Value);
        }

        writer.WriteEndObject();
    }
}
