using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// The schemas a server knows, by group, version and kind. Reading a CRD's schema takes milliseconds even at 800 KB, as equal subtrees
/// are read and kept once, across kinds. Safe for concurrent use.
/// </summary>
internal sealed class SchemaSet
{
    private readonly SchemaParser parser = new();
    private readonly ConcurrentDictionary<(string Group, string Version, string Kind), ObjectSchema> schemas = new();

    /// <summary>How many different schema nodes are kept.</summary>
    public int DistinctNodes => parser.DistinctNodes;

    /// <summary>The schema of a kind; null when it has none here.</summary>
    public ObjectSchema? Find(string group, string version, string kind) => schemas.GetValueOrDefault((group, version, kind));

    /// <summary>Adds a kind with its OpenAPI schema.</summary>
    public ObjectSchema Add(ResourceKind kind, JsonObject openApi, NameForm form = NameForm.Subdomain, bool custom = true)
    {
        ObjectSchema schema = new(kind, parser.Parse(openApi), form, custom);
        schemas[(kind.Group, kind.Version, kind.Kind)] = schema;
        return schema;
    }

    /// <summary>
    /// Adds every version of a CRD, replacing those of an earlier one of the same kind. The CRD must have passed
    /// <see cref="CrdValidator"/>.
    /// </summary>
    public IReadOnlyList<ObjectSchema> AddCrd(JsonObject crd)
    {
        JsonObject spec = crd["spec"]!.AsObject();
        JsonObject names = spec["names"]!.AsObject();
        string group = JsonTypes.Text(spec["group"])!;
        string kindName = JsonTypes.Text(names["kind"])!;
        RemoveKind(group, kindName);
        List<ObjectSchema> added = [];
        foreach (JsonObject version in spec["versions"]!.AsArray().OfType<JsonObject>())
        {
            ResourceKind kind = new(group, JsonTypes.Text(version["name"])!, JsonTypes.Text(names["plural"])!, kindName, JsonTypes.Text(spec["scope"]) == "Namespaced");
            JsonObject openApi = version["schema"]?["openAPIV3Schema"] as JsonObject ?? [];
            added.Add(Add(kind, openApi));
        }

        return added;
    }

    /// <summary>Forgets every version of a kind.</summary>
    public void RemoveKind(string group, string kind)
    {
        foreach ((string Group, string Version, string Kind) key in schemas.Keys.Where(key => key.Group == group && key.Kind == kind))
        {
            schemas.TryRemove(key, out _);
        }
    }
}
