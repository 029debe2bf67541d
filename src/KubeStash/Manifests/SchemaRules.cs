using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What the parts of a schema say together. What they do not say is allowed.</summary>
internal sealed class SchemaRules
{
    private readonly bool nullable;

    public SchemaRules(ManifestSchema schema, JsonElement element)
    {
        foreach (JsonElement part in schema.Parts(element))
        {
            nullable |= IsTrue(part, "nullable");
            AllowsAnyField |= IsTrue(part, "x-kubernetes-preserve-unknown-fields") || IsTrue(part, "x-kubernetes-embedded-resource");
            Items ??= ManifestSchema.Child(part, "items");
            Types = Types.Count > 0 ? Types : TypesOf(part);
            Enum ??= ManifestSchema.Child(part, "enum") is { ValueKind: JsonValueKind.Array } choice ? [.. choice.EnumerateArray().Select(Node)] : null;
            if (ManifestSchema.Child(part, "properties") is { ValueKind: JsonValueKind.Object } properties)
            {
                foreach (JsonProperty property in properties.EnumerateObject())
                {
                    Properties.TryAdd(property.Name, property.Value);
                }
            }

            if (ManifestSchema.Child(part, "additionalProperties") is { } other)
            {
                OtherFields ??= other.ValueKind == JsonValueKind.Object ? other : null;
                AllowsAnyField |= other.ValueKind == JsonValueKind.True;
            }

            if (ManifestSchema.Child(part, "required") is { ValueKind: JsonValueKind.Array } required)
            {
                Required.AddRange(required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!));
            }
        }

        // A schema that names no field says nothing about fields.
        AllowsAnyField |= Properties.Count == 0;
    }

    public Dictionary<string, JsonElement> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Schema of fields that have none of their own, as in labels.</summary>
    public JsonElement? OtherFields { get; }

    public JsonElement? Items { get; }

    public List<string> Required { get; } = [];

    public IReadOnlyList<JsonNode?>? Enum { get; }

    /// <summary>The types allowed; empty for all.</summary>
    public IReadOnlyList<string> Types { get; } = [];

    public bool AllowsAnyField { get; }

    public bool AllowsNull => nullable || Types.Count == 0;

    public bool AllowsType(JsonNode value) => Types.Count == 0 || Types.Any(type => Is(type, value));

    private static bool Is(string type, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && IsWhole(value)),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Array => type == "array",
        _ => type == "object",
    };

    // 1.0 and 1e3 are whole numbers, as servers read them.
    private static bool IsWhole(JsonNode value) =>
        !decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal number)
        || decimal.Truncate(number) == number;

    private static IReadOnlyList<string> TypesOf(JsonElement part)
    {
        if (IsTrue(part, "x-kubernetes-int-or-string"))
        {
            return ["integer", "string"];
        }

        if (ManifestSchema.Child(part, "type") is { ValueKind: JsonValueKind.String } type)
        {
            // Quantities are published as texts, and may be numbers.
            return type.GetString() is { } name && ManifestSchema.Child(part, "format") is { ValueKind: JsonValueKind.String } format && format.ValueEquals("int-or-string")
                ? [name, "integer"]
                : [type.GetString()!];
        }

        foreach (string either in (string[])["oneOf", "anyOf"])
        {
            if (ManifestSchema.Child(part, either) is { ValueKind: JsonValueKind.Array } choices)
            {
                JsonElement?[] types = [.. choices.EnumerateArray().Select(choice => ManifestSchema.Child(choice, "type"))];
                return types.All(choice => choice is { ValueKind: JsonValueKind.String }) ? [.. types.Select(choice => choice!.Value.GetString()!)] : [];
            }
        }

        return [];
    }

    private static bool IsTrue(JsonElement part, string name) => ManifestSchema.Child(part, name) is { ValueKind: JsonValueKind.True };

    private static JsonNode? Node(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(element.GetRawText());
}
