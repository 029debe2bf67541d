using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Documents;

/// <summary>Collects the schemas of one OpenAPI document: those of its kinds, and whatever they refer to.</summary>
internal sealed class OpenApiSchemas
{
    private const string MetaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string SharedPackage = "io.k8s.sandbox.";
    private const string KindsExtension = "x-kubernetes-group-version-kind";

    private static readonly HashSet<string> MetaNames =
        new(["ObjectMeta", "ListMeta", "LabelSelector", "OwnerReference", "Condition", "DeleteOptions", "Status"], StringComparer.Ordinal);

    private readonly SortedDictionary<string, JsonObject> components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> kindComponents = new(StringComparer.Ordinal);

    /// <summary>The component of a kind's objects; adds it when it is not there yet.</summary>
    public string OfKind(KindDefinition kind)
    {
        string name = KindPrefix(kind.Resource) + kind.Resource.Kind;
        if (kind.SchemaName is not null)
        {
            // Other kinds refer to this one under its name in the library (StatefulSets hold claims).
            kindComponents[kind.SchemaName] = name;
        }

        if (!components.ContainsKey(name))
        {
            components[name] = [];
            JsonObject schema = MakeKind(kind);
            schema[KindsExtension] = new JsonArray(Reference(kind.Resource, kind.Resource.Kind));
            components[name] = schema;
        }

        return name;
    }

    /// <summary>The component of a kind's lists; adds it when it is not there yet.</summary>
    public string OfList(KindDefinition kind)
    {
        string name = KindPrefix(kind.Resource) + kind.ListKind;
        if (!components.ContainsKey(name))
        {
            components[name] = new JsonObject
            {
                ["description"] = $"A list of objects of the kind {kind.Resource.Kind}.",
                ["type"] = "object",
                ["required"] = new JsonArray("items"),
                ["properties"] = new JsonObject
                {
                    ["apiVersion"] = new JsonObject { ["description"] = "Group and version of the list.", ["type"] = "string" },
                    ["items"] = new JsonObject
                    {
                        ["description"] = "The objects.",
                        ["type"] = "array",
                        ["items"] = new JsonObject { ["$ref"] = Pointer(OfKind(kind)) },
                    },
                    ["kind"] = new JsonObject { ["description"] = "Kind of the list.", ["type"] = "string" },
                    ["metadata"] = new JsonObject { ["$ref"] = Pointer(OfName("ListMeta")) },
                },
                [KindsExtension] = new JsonArray(Reference(kind.Resource, kind.ListKind)),
            };
        }

        return name;
    }

    /// <summary>The component of a shared schema; adds it, and what it refers to, when it is not there yet.</summary>
    public string OfName(string schemaName)
    {
        if (kindComponents.TryGetValue(schemaName, out string? ofKind))
        {
            return ofKind;
        }

        string name = (MetaNames.Contains(schemaName) ? MetaPackage : SharedPackage) + schemaName;
        if (!components.ContainsKey(name))
        {
            // Present before it is made, so that a schema that refers to itself ends.
            components[name] = [];
            components[name] = SchemaLibrary.Shipped.ToOpenApi(schemaName, OfName);
        }

        return name;
    }

    /// <summary>The pointer to a component.</summary>
    public static string Pointer(string component) => $"#/components/schemas/{component}";

    /// <summary>Group, version and kind as extensions carry them.</summary>
    public static JsonObject Reference(ResourceKind resource, string kind) => new() { ["group"] = resource.Group, ["kind"] = kind, ["version"] = resource.Version };

    /// <summary>All schemas collected.</summary>
    public JsonObject ToComponents() => new(components.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    private JsonObject MakeKind(KindDefinition kind)
    {
        if (kind.SchemaName is { } schemaName)
        {
            return SchemaLibrary.Shipped.ToOpenApi(schemaName, OfName);
        }

        JsonObject schema = kind.Schema is { } own ? (JsonObject)own.DeepClone() : new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        // As real servers do: whatever the definition says of metadata, clients see that of every object.
        properties["apiVersion"] ??= new JsonObject { ["type"] = "string", ["description"] = "Group and version of this object's kind." };
        properties["kind"] ??= new JsonObject { ["type"] = "string", ["description"] = "Kind of this object." };
        properties["metadata"] = new JsonObject
        {
            ["description"] = "Name, namespace, labels and the like, as for every object.",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = Pointer(OfName("ObjectMeta")) }),
        };
        return schema;
    }

    private static string KindPrefix(ResourceKind resource) => resource.Group.Length == 0
        ? $"io.k8s.api.core.{resource.Version}."
        : $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.";
}
