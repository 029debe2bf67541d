using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>
/// Schemas by name, from the Definitions folder. Within them and within the CustomResourceDefinitions of the sandbox,
/// <c>$ref: Name</c> stands for the schema of that name (fields beside it win) and <c>$extends: Name</c> adds its properties.
/// </summary>
internal sealed class SchemaLibrary
{
    private const string Reference = "$ref";
    private const string Extends = "$extends";
    private const string PatchPrefix = "x-kubernetes-patch-";

    private readonly Dictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);

    private SchemaLibrary(IEnumerable<JsonObject> files)
    {
        foreach ((string name, JsonNode? schema) in files.SelectMany(file => file))
        {
            if (!definitions.TryAdd(name, (JsonObject)schema!))
            {
                throw new InvalidOperationException($"The schema {name} is defined twice in the Definitions folder.");
            }
        }
    }

    /// <summary>The library that ships with the sandbox.</summary>
    public static SchemaLibrary Shipped { get; } = new(EmbeddedFiles.Read(EmbeddedFiles.Definitions));

    /// <summary>Names of all schemas.</summary>
    public IReadOnlyCollection<string> Names => definitions.Keys;

    /// <summary>The schema of a name with everything it refers to in place.</summary>
    /// <param name="name">Name of the schema.</param>
    /// <param name="strategic">Whether hints for strategic merge patches stay; CustomResourceDefinitions may not have them.</param>
    public JsonObject Complete(string name, bool strategic) => Complete(Find(name), strategic);

    /// <summary>A copy of a schema with everything it refers to in place.</summary>
    public JsonObject Complete(JsonObject schema, bool strategic)
    {
        JsonObject result = [];
        if (schema.Text(Reference) is { } reference)
        {
            Merge(result, Complete(Find(reference), strategic));
        }

        if (schema.Text(Extends) is { } extended)
        {
            JsonObject other = Complete(Find(extended), strategic);
            other.Remove("description");
            Merge(result, other);
        }

        Merge(result, CompleteOwn(schema, strategic));
        return result;
    }

    /// <summary>
    /// A copy of the schema of a name as OpenAPI documents have it: <c>$extends</c> in place, references as <c>allOf</c> with a reference into
    /// the document's components.
    /// </summary>
    /// <param name="name">Name of the schema.</param>
    /// <param name="componentName">Gives the component of a schema's name; asked for every reference, so that the caller learns what else is needed.</param>
    public JsonObject ToOpenApi(string name, Func<string, string> componentName) => ToOpenApi(Find(name), componentName);

    private JsonObject ToOpenApi(JsonObject schema, Func<string, string> componentName)
    {
        JsonObject result = [];
        if (schema.Text(Extends) is { } extended)
        {
            JsonObject other = ToOpenApi(Find(extended), componentName);
            other.Remove("description");
            Merge(result, other);
        }

        Merge(result, Map(schema, child => ToOpenApi(child, componentName)));
        if (schema.Text(Reference) is { } reference)
        {
            result["allOf"] = new JsonArray(new JsonObject { [Reference] = $"#/components/schemas/{componentName(reference)}" });
        }

        return result;
    }

    private JsonObject CompleteOwn(JsonObject schema, bool strategic)
    {
        JsonObject own = Map(schema, child => Complete(child, strategic));
        if (!strategic)
        {
            foreach (string hint in own.Select(entry => entry.Key).Where(key => key.StartsWith(PatchPrefix, StringComparison.Ordinal)).ToArray())
            {
                own.Remove(hint);
            }
        }

        return own;
    }

    private static JsonObject Map(JsonObject schema, Func<JsonObject, JsonObject> child)
    {
        JsonObject result = [];
        foreach ((string key, JsonNode? value) in schema)
        {
            switch (key, value)
            {
                case (Reference or Extends, _):
                    break;
                case ("properties", JsonObject properties):
                    result[key] = new JsonObject(properties.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)child((JsonObject)entry.Value!))));
                    break;
                case ("items" or "additionalProperties", JsonObject inner):
                    result[key] = child(inner);
                    break;
                default:
                    result[key] = value?.DeepClone();
                    break;
            }
        }

        return result;
    }

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach ((string key, JsonNode? value) in source.ToArray())
        {
            source.Remove(key);
            if (key == "properties" && target[key] is JsonObject properties && value is JsonObject added)
            {
                foreach ((string name, JsonNode? property) in added.ToArray())
                {
                    added.Remove(name);
                    properties[name] = property;
                }
            }
            else if (key == "required" && target[key] is JsonArray required && value is JsonArray more)
            {
                HashSet<string> known = [.. required.Select(entry => entry!.GetValue<string>())];
                foreach (string name in more.Select(entry => entry!.GetValue<string>()).Where(known.Add))
                {
                    required.Add(name);
                }
            }
            else
            {
                target[key] = value;
            }
        }
    }

    private JsonObject Find(string name) => definitions.TryGetValue(name, out JsonObject? schema)
        ? schema
        : throw new InvalidOperationException($"No schema {name} is defined in the Definitions folder.");
}
