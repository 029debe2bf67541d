using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

internal sealed class SecretReader() : RowReader<SecretWire, SecretRow>(BuiltInKinds.Secret, WorkloadsJson.Default.SecretWire)
{
    protected override SecretRow ToRow(SecretWire wire, ObjectMeta metadata) => new(metadata)
    {
        Type = wire.Type ?? string.Empty,
        Keys = wire.Data?.Names ?? [],
    };
}

internal sealed class SecretWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    public KeyNames? Data { get; set; }
}

/// <summary>The names of an object's fields, without their values.</summary>
[JsonConverter(typeof(KeyNamesConverter))]
internal sealed record KeyNames(ImmutableArray<string> Names);

internal sealed class KeyNamesConverter : JsonConverter<KeyNames>
{
    public override KeyNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"An object is expected, not {reader.TokenType}.");
        }

        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Skip();
        }

        return new KeyNames(names.ToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, KeyNames value, JsonSerializerOptions options) => throw new NotSupportedException("Names without their values are not written.");
}
