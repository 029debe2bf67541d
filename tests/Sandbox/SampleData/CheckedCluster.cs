using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Defaults;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.SampleData.Model;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.SampleData;

/// <summary>A small cluster that takes objects as the real one does: strictly decoded, defaulted, admitted by the webhooks, validated; with uids of its own.</summary>
internal sealed class CheckedCluster : IClusterObjects
{
    private static readonly Dictionary<ResourceKind, ObjectWriter> Writers = ReadWriters();

    private readonly Dictionary<(ResourceKind Kind, ObjectKey Key), JsonObject> objects = [];
    private readonly Dictionary<ResourceKind, List<JsonObject>> byKind = [];

    public TimeProvider Time { get; } = new FakeTimeProvider();

    /// <summary>Log lines by pod and container.</summary>
    public Dictionary<(ObjectKey Pod, string Container), List<string>> Logs { get; } = [];

    /// <summary>How many objects there are.</summary>
    public int Count => objects.Count;

    public JsonObject? Get(ResourceKind kind, ObjectKey key) => objects.GetValueOrDefault((kind, key));

    public IReadOnlyList<JsonObject> List(ResourceKind kind, string? ns = null) =>
        [.. byKind.GetValueOrDefault(kind, []).Where(entry => ns is null || entry.Text("metadata", "namespace") == ns)];

    public JsonObject Create(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset? created = null)
    {
        JsonObject value = manifest.DeepClone().AsObject();
        ObjectKey key = new(value.TextOrEmpty("metadata", "namespace"), value.TextOrEmpty("metadata", "name"));
        if (objects.ContainsKey((kind, key)))
        {
            throw Refusal(409, "AlreadyExists", $"{kind} {key} exists");
        }

        if (kind.Namespaced && Get(SampleKinds.Namespace, new("", key.Namespace)) is null)
        {
            throw Refusal(404, "NotFound", $"namespace of {kind} {key} is not there");
        }

        value["metadata"]!["uid"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{objects.Count:d12}");
        value["metadata"]!["resourceVersion"] = "1";
        value["metadata"]!["creationTimestamp"] = created!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        ObjectWriter writer = Writers[kind];
        Try($"{kind} {key}", () => writer.Decode(value, FieldValidation.Strict, []));
        AdmissionRequest request = new(AdmissionOperation.Create, kind, null, value, new AdmissionObjects(Get, List));
        KubeStashAdmission.SetDefaults(request);
        BuiltInDefaults.Fill(kind, value);
        Try($"{kind} {key}", () => writer.ValidateCreate(value));
        if (KubeStashAdmission.Check(request) is { } refusal)
        {
            throw Refusal(403, "Forbidden", $"{kind} {key}: {refusal.Message}");
        }

        objects.Add((kind, key), value);
        byKind.TryAdd(kind, []);
        byKind[kind].Add(value);
        return value;
    }

    /// <summary>Creates a namespace with a label.</summary>
    public void CreateNamespace(string name, string label, string value)
    {
        JsonObject metadata = new() { ["name"] = name, ["labels"] = new JsonObject { [label] = value } };
        Create(SampleKinds.Namespace, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = metadata }, "server", Time.GetUtcNow());
    }

    public JsonObject? Update(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager) => Change(kind, key, change);

    public JsonObject? UpdateStatus(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager, DateTimeOffset? time = null) => Change(kind, key, change);

    public void Delete(ResourceKind kind, ObjectKey key, PropagationPolicy propagation = PropagationPolicy.Background, string? uid = null) => throw new NotSupportedException();

    public IAsyncEnumerable<ObjectChange> WatchAsync(ResourceKind kind, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void AppendLog(ObjectKey pod, string container, string line, DateTimeOffset? time = null)
    {
        Logs.TryAdd((pod, container), []);
        Logs[(pod, container)].Add(line);
    }

    private JsonObject? Change(ResourceKind kind, ObjectKey key, Action<JsonObject> change)
    {
        JsonObject old = objects[(kind, key)];
        JsonObject value = old.DeepClone().AsObject();
        change(value);
        Try($"{kind} {key}", () =>
        {
            Writers[kind].Decode(value, FieldValidation.Strict, []);
            Writers[kind].ValidateUpdate(value, old);
        });
        objects[(kind, key)] = value;
        byKind[kind][byKind[kind].IndexOf(old)] = value;
        return value;
    }

    private static void Try(string about, Action action)
    {
        try
        {
            action();
        }
        catch (WriteRefusedException refused)
        {
            throw Refusal(refused.Code, refused.Reason, $"{about}: {refused.Message}");
        }
    }

    private static ApiStatusException Refusal(int code, string reason, string message) => new(new ApiStatus(code, reason, message, ImmutableArray<ApiStatusCause>.Empty, null));

    private static Dictionary<ResourceKind, ObjectWriter> ReadWriters()
    {
        KindCatalog catalog = KindCatalog.CreateShipped(out IReadOnlyList<JsonObject> definitions);
        SchemaSet schemas = new();
        foreach (JsonObject definition in definitions)
        {
            schemas.AddCrd(definition);
        }

        foreach (KindDefinition kind in catalog.All.Where(kind => !kind.IsCustom && kind.Schema is not null))
        {
            schemas.Add(kind.Resource, kind.Schema!, custom: false);
        }

        return catalog.All.Where(kind => kind.Schema is not null)
            .ToDictionary(kind => kind.Resource, kind => new ObjectWriter(schemas.Find(kind.Resource.Group, kind.Resource.Version, kind.Resource.Kind)!));
    }
}
