using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>An object with all its fields but <c>metadata.managedFields</c>, which are no one's reading. For pages about one object, never for lists.</summary>
public sealed record WholeObject : IRow
{
    private const string ManagedFields = "managedFields";

    private WholeObject(JsonObject json, ObjectKey key)
    {
        Json = json;
        Key = key;
    }

    /// <summary>The object. Shared by all who look at it: never change it.</summary>
    public JsonObject Json { get; }

    /// <inheritdoc />
    public ObjectKey Key { get; }

    /// <inheritdoc />
    public string Uid => Text("uid");

    /// <inheritdoc />
    public string ResourceVersion => Text("resourceVersion");

    /// <summary>Takes an object that nobody changes any more.</summary>
    /// <exception cref="JsonException">It has no name.</exception>
    public static WholeObject Of(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json["metadata"] is not JsonObject metadata || TextOf(metadata, "name") is not { Length: > 0 } name)
        {
            throw new JsonException("The object has no metadata.name.", "$.metadata.name", null, null);
        }

        metadata.Remove(ManagedFields);
        return new WholeObject(json, new ObjectKey(TextOf(metadata, "namespace"), name));
    }

    /// <summary>Reads objects of a kind.</summary>
    public static IRowReader<WholeObject> Reader(ResourceKind kind) => new ObjectReader(kind);

    private string Text(string field) => TextOf(Json["metadata"]!.AsObject(), field);

    private static string TextOf(JsonObject metadata, string field) =>
        metadata[field] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    private sealed class ObjectReader(ResourceKind kind) : IRowReader<WholeObject>
    {
        public ResourceKind Kind => kind;

        public WholeObject Read(in ReadOnlySequence<byte> json)
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 512 });
            JsonObject value = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException($"A {kind.Kind} is not a JSON object.");

            // Items of a list may come without these.
            value["apiVersion"] ??= kind.ApiVersion;
            value["kind"] ??= kind.Kind;
            return Of(value);
        }
    }
}
