using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>The schema of one kind out of an OpenAPI v3 document, as a cluster publishes it below <c>/openapi/v3</c>. Safe for use by several threads.</summary>
public sealed class ManifestSchema
{
    private const string Pointer = "#/components/schemas/";
    private const int MaxReferences = 32;

    private readonly JsonElement components;

    private ManifestSchema(JsonElement components, JsonElement root)
    {
        this.components = components;
        Root = root;
    }

    /// <summary>The schema of the object itself.</summary>
    internal JsonElement Root { get; }

    /// <summary>Finds the schemas of all kinds of a document, by kind.</summary>
    /// <param name="document">The OpenAPI v3 document of one group and version.</param>
    public static IReadOnlyDictionary<string, ManifestSchema> ReadAll(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Dictionary<string, ManifestSchema> found = new(StringComparer.Ordinal);
        if (document["components"] is not JsonObject parts || parts["schemas"] is not JsonObject schemas)
        {
            return found;
        }

        // An element, as nodes are made while they are read and may not be read by two at once.
        JsonElement components = JsonSerializer.SerializeToElement(schemas);
        foreach (JsonProperty component in components.EnumerateObject())
        {
            if (Child(component.Value, "x-kubernetes-group-version-kind") is { ValueKind: JsonValueKind.Array } kinds)
            {
                foreach (JsonElement kind in kinds.EnumerateArray())
                {
                    if (Child(kind, "kind") is { ValueKind: JsonValueKind.String } name)
                    {
                        found.TryAdd(name.GetString()!, new ManifestSchema(components, component.Value));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>A schema and all it refers to or is put together from, itself first.</summary>
    internal IReadOnlyList<JsonElement> Parts(JsonElement schema)
    {
        List<JsonElement> parts = [schema];
        for (int i = 0; i < parts.Count && parts.Count < MaxReferences; i++)
        {
            if (Child(parts[i], "$ref") is { ValueKind: JsonValueKind.String } reference && reference.GetString() is { } target
                && target.StartsWith(Pointer, StringComparison.Ordinal) && Child(components, target[Pointer.Length..]) is { } component)
            {
                parts.Add(component);
            }

            if (Child(parts[i], "allOf") is { ValueKind: JsonValueKind.Array } all)
            {
                parts.AddRange(all.EnumerateArray());
            }
        }

        return parts;
    }

    internal static JsonElement? Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement child) ? child : null;
}
