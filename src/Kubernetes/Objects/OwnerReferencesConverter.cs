using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Reads <c>metadata.ownerReferences</c>; null, and null for any field, read as absent. Names and uids are pooled here, unlike an object's
/// own, because one owner has many objects.
/// </summary>
public sealed class OwnerReferencesConverter : JsonConverter<IReadOnlyList<OwnerReference>>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    /// <exception cref="JsonException">The value is not a list of owner references.</exception>
    public override IReadOnlyList<OwnerReference> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"Owner references are expected to be a list, not {reader.TokenType}.");
        }

        List<OwnerReference> owners = new(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                owners.Add(ReadOwner(ref reader));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                throw new JsonException($"An owner reference is expected to be an object, not {reader.TokenType}.");
            }
        }

        return owners;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<OwnerReference> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (OwnerReference owner in value)
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", owner.ApiVersion);
            writer.WriteString("kind", owner.Kind);
            writer.WriteString("name", owner.Name);
            writer.WriteString("uid", owner.Uid);
            writer.WriteBoolean("controller", owner.Controller);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static OwnerReference ReadOwner(ref Utf8JsonReader reader)
    {
        string apiVersion = string.Empty;
        string kind = string.Empty;
        string name = string.Empty;
        string uid = string.Empty;
        bool controller = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string property = PooledStringConverter.ReadString(ref reader);
            reader.Read();
            switch (property)
            {
                case "apiVersion":
                    apiVersion = PooledStringConverter.ReadString(ref reader);
                    break;
                case "kind":
                    kind = PooledStringConverter.ReadString(ref reader);
                    break;
                case "name":
                    name = PooledStringConverter.ReadString(ref reader);
                    break;
                case "uid":
                    uid = PooledStringConverter.ReadString(ref reader);
                    break;
                case "controller":
                    controller = ReadBoolean(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OwnerReference(apiVersion, kind, name, uid, controller);
    }

    private static bool ReadBoolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new JsonException($"A boolean is expected, not {reader.TokenType}."),
    };
}
