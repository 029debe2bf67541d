using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>What an object's metadata have beyond name and times.</summary>
internal sealed record Extras
{
    public JsonObject? Labels { get; init; }

    public JsonObject? Annotations { get; init; }

    public SampleObject? Owner { get; init; }

    public bool Finalizer { get; init; }
}

/// <summary>Collects the objects of a cluster, in the order they are added, which is the order they can be created in.</summary>
internal sealed class ClusterBuilder(SampleDataOptions options)
{
    private readonly List<SampleObject> objects = [];
    private readonly List<PodLog> logs = [];
    private readonly List<BrokenReference> broken = [];
    private readonly Dictionary<(ResourceKind Kind, ObjectKey Key), SampleObject> byKey = [];

    /// <summary>The moment the history ends, in whole seconds.</summary>
    public DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(options.Now.ToUnixTimeSeconds());

    /// <summary>Where chance comes from.</summary>
    public SampleIds Ids { get; } = new(options.Seed);

    /// <summary>What was added so far.</summary>
    public IReadOnlyList<SampleObject> Objects => objects;

    /// <summary>A moment before the end of the history.</summary>
    public DateTimeOffset Ago(double days) => DateTimeOffset.FromUnixTimeSeconds((Now - TimeSpan.FromDays(days)).ToUnixTimeSeconds());

    /// <summary>Adds an object.</summary>
    /// <param name="body">Its fields but for metadata and status; becomes the manifest.</param>
    public SampleObject Add(ResourceKind kind, ObjectKey key, DateTimeOffset created, string manager, JsonObject body, JsonObject? status = null, Extras? extras = null, string? statusManager = null)
    {
        body.Remove("apiVersion");
        body.Remove("kind");
        body.Insert(0, "apiVersion", kind.ApiVersion);
        body.Insert(1, "kind", kind.Kind);
        body.Insert(2, "metadata", Metadata(kind, key, created, extras));
        SampleObject added = new(kind, body, status, manager, statusManager ?? manager);
        objects.Add(added);
        byKey.Add((kind, key), added);
        return added;
    }

    /// <summary>Adds the objects of a text; their namespaces, labels and annotations come from it.</summary>
    /// <param name="finalizer">Whether they are KubeStash's to finish, which then has a status to write too.</param>
    public void AddAll(string yaml, IReadOnlyDictionary<string, ResourceKind> kinds, DateTimeOffset created, string manager, bool finalizer = false)
    {
        foreach (JsonObject manifest in SampleJson.Read(yaml))
        {
            ResourceKind kind = kinds[manifest["kind"]!.GetValue<string>()];
            JsonObject metadata = manifest["metadata"]!.AsObject();
            JsonObject? status = manifest["status"] as JsonObject ?? (finalizer ? [] : null);
            manifest.Remove("metadata");
            manifest.Remove("status");
            ObjectKey key = new(kind.Namespaced ? metadata["namespace"]!.GetValue<string>() : "", metadata["name"]!.GetValue<string>());
            Extras extras = new() { Labels = Taken(metadata, "labels"), Annotations = Taken(metadata, "annotations"), Finalizer = finalizer };
            Add(kind, key, created, manager, manifest, status, extras);
        }
    }

    /// <summary>An object added before.</summary>
    public SampleObject Get(ResourceKind kind, ObjectKey key) => byKey[(kind, key)];

    /// <summary>Whether an object was added.</summary>
    public bool Has(ResourceKind kind, ObjectKey key) => byKey.ContainsKey((kind, key));

    /// <summary>Adds the log of a container.</summary>
    public void AddLog(ObjectKey pod, string container, IReadOnlyList<string> lines, DateTimeOffset started) => logs.Add(new(pod, container, lines, started));

    /// <summary>Notes a reference that leads nowhere on purpose.</summary>
    public void AddBroken(ResourceKind fromKind, ObjectKey from, ResourceKind toKind, ObjectKey to, string why) => broken.Add(new(fromKind, from, toKind, to, why));

    /// <summary>The cluster.</summary>
    public SampleCluster Build(IEnumerable<SampleObject>? extraSessions = null) => new() { Objects = objects, Logs = logs, BrokenReferences = broken, ExtraSessions = extraSessions ?? [] };

    private JsonObject Metadata(ResourceKind kind, ObjectKey key, DateTimeOffset created, Extras? extras)
    {
        JsonObject metadata = [];
        Set(metadata, "annotations", extras?.Annotations);
        metadata["creationTimestamp"] = SampleJson.Stamp(created);
        Set(metadata, "finalizers", extras is { Finalizer: true } ? new JsonArray(SampleJson.Finalizer) : null);
        Set(metadata, "labels", extras?.Labels is { Count: > 0 } labels ? labels : null);
        metadata["name"] = key.Name;
        Set(metadata, "namespace", kind.Namespaced ? key.Namespace : null);
        Set(metadata, "ownerReferences", extras?.Owner is { } owner ? new JsonArray(SampleJson.Owner(owner)) : null);
        metadata["uid"] = Ids.Uid($"{kind.Id}/{key}");
        return metadata;
    }

    private static JsonObject? Taken(JsonObject parent, string name)
    {
        JsonObject? child = parent[name] as JsonObject;
        parent.Remove(name);
        return child;
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
