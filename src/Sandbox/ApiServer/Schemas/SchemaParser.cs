using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// Reads <c>openAPIV3Schema</c> (and the same dialect for built-in kinds) into <see cref="StructuralSchema"/>. Subtrees with the same text
/// are read once and shared, across all schemas of one parser. Lenient: what makes a schema unacceptable is
/// <see cref="CrdValidator"/>'s business.
/// </summary>
internal sealed class SchemaParser
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StructuralSchema> known = new(StringComparer.Ordinal);

    /// <summary>How many different nodes were read; far fewer than the schemas have.</summary>
    public int DistinctNodes
    {
        get
        {
            lock (gate)
            {
                return known.Count;
            }
        }
    }

    /// <summary>Reads a schema.</summary>
    /// <exception cref="WriteRefusedException">A keyword has a value of the wrong type.</exception>
    public StructuralSchema Parse(JsonObject schema)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(schema), new JsonDocumentOptions { MaxDepth = 256 });
        lock (gate)
        {
            try
            {
                return Node(document.RootElement);
            }
            catch (InvalidOperationException wrongType)
            {
                throw WriteRefusedException.BadRequest($"The schema cannot be read: a keyword has a value of the wrong type ({wrongType.Message})");
            }
        }
    }

    private StructuralSchema Node(JsonElement element)
    {
        string key = Convert.ToBase64String(SHA256.HashData(JsonMarshal.GetRawUtf8Value(element)));
        if (!known.TryGetValue(key, out StructuralSchema? schema))
        {
            schema = Read(element);
            known[key] = schema;
        }

        return schema;
    }

    private StructuralSchema Read(JsonElement element)
    {
        Dictionary<string, StructuralSchema>? properties = null;
        if (Member(element, "properties") is { } fields)
        {
            properties = new(StringComparer.Ordinal);
            foreach (JsonProperty field in fields.EnumerateObject())
            {
                properties[field.Name] = Node(field.Value);
            }
        }

        JsonElement? additional = Member(element, "additionalProperties");
        StructuralSchema? values = additional is { ValueKind: JsonValueKind.Object } ? Node(additional.Value) : null;
        // An array of schemas (tuples) is not structural; only the single form is read.
        StructuralSchema? items = Member(element, "items") is { ValueKind: JsonValueKind.Object } one ? Node(one) : null;
        JsonNode? fallback = Member(element, "default") is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        return new()
        {
            Type = Text(element, "type"),
            Properties = properties ?? (IReadOnlyDictionary<string, StructuralSchema>)FrozenDictionary<string, StructuralSchema>.Empty,
            Items = items,
            AdditionalProperties = values,
            AllowsAnyProperty = additional is { ValueKind: JsonValueKind.True },
            Nullable = Flag(element, "nullable"),
            IntOrString = Flag(element, "x-kubernetes-int-or-string"),
            PreserveUnknownFields = Flag(element, "x-kubernetes-preserve-unknown-fields"),
            EmbeddedResource = Flag(element, "x-kubernetes-embedded-resource"),
            ListType = Text(element, "x-kubernetes-list-type") switch { "set" => ListType.Set, "map" => ListType.Map, _ => ListType.Atomic },
            ListMapKeys = Texts(element, "x-kubernetes-list-map-keys"),
            AtomicMap = Text(element, "x-kubernetes-map-type") == "atomic",
            Default = fallback,
            HasDefaults = fallback is not null || values is { HasDefaults: true } || items is { HasDefaults: true } || properties?.Values.Any(field => field.HasDefaults) == true,
            PatchStrategy = Text(element, "x-kubernetes-patch-strategy"),
            PatchMergeKey = Member(element, "x-kubernetes-patch-merge-key")?.GetString(),
            Rules = Rules(element),
        };
    }

    private ValueRules? Rules(JsonElement element)
    {
        ValueRules rules = new()
        {
            Required = Texts(element, "required"),
            Enum = Member(element, "enum") is { } choices ? [.. choices.EnumerateArray().Select(choice => JsonNode.Parse(choice.GetRawText()))] : [],
            Format = Text(element, "format"),
            Pattern = Text(element, "pattern"),
            Minimum = Member(element, "minimum")?.GetDouble(),
            Maximum = Member(element, "maximum")?.GetDouble(),
            ExclusiveMinimum = Flag(element, "exclusiveMinimum"),
            ExclusiveMaximum = Flag(element, "exclusiveMaximum"),
            MultipleOf = Member(element, "multipleOf")?.GetDouble(),
            MinLength = Member(element, "minLength")?.GetInt64(),
            MaxLength = Member(element, "maxLength")?.GetInt64(),
            MinItems = Member(element, "minItems")?.GetInt64(),
            MaxItems = Member(element, "maxItems")?.GetInt64(),
            UniqueItems = Flag(element, "uniqueItems"),
            MinProperties = Member(element, "minProperties")?.GetInt64(),
            MaxProperties = Member(element, "maxProperties")?.GetInt64(),
            AllOf = Nodes(element, "allOf"),
            AnyOf = Nodes(element, "anyOf"),
            OneOf = Nodes(element, "oneOf"),
            Not = Member(element, "not") is { } not ? Node(not) : null,
        };
        return rules == Unlimited ? null : rules;
    }

    // ImmutableArray compares by its inner array, so empty ones must all be ImmutableArray<T>.Empty for this to hold; [] is.
    private static readonly ValueRules Unlimited = new();

    private ImmutableArray<StructuralSchema> Nodes(JsonElement element, string name) =>
        Member(element, name) is { } list ? [.. list.EnumerateArray().Select(Node)] : [];

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";

    private static bool Flag(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.True };

    private static ImmutableArray<string> Texts(JsonElement element, string name) =>
        Member(element, name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
