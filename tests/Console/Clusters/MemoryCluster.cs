using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;

namespace BackupConsole.Tests.Clusters;

/// <summary>A cluster in memory that holds whole objects of any kind: read, watched, created and deleted as one user.</summary>
internal sealed class MemoryCluster(string name = "dev") : IClusterConnection
{
    private readonly Dictionary<(string Kind, ObjectKey Key), JsonObject> objects = [];
    private readonly List<(string Kind, Channel<(WatchEventType Type, JsonObject Object)> Events)> watches = [];
    private readonly Lock gate = new();
    private int version = 1;

    /// <summary>Every question and write, such as "create backupsessions.core.kubestash.com demo/x (dry run)".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What may be done.</summary>
    public Func<AccessRequest, AccessDecision> Allows { get; set; } = _ => new AccessDecision(true, "");

    /// <summary>All namespaces.</summary>
    public ImmutableArray<string> Namespaces { get; set; } = ["demo", "prod"];

    /// <summary>Kinds that are not installed, by id.</summary>
    public HashSet<string> NotInstalled { get; } = [];

    /// <summary>Thrown by creates and deletions when it returns something.</summary>
    public Func<ResourceKind, JsonObject?, bool, Exception?> Refuses { get; set; } = (_, _, _) => null;

    /// <summary>Changes what a create stores, such as dropping fields.</summary>
    public Action<JsonObject> Admits { get; set; } = _ => { };

    /// <summary>The OpenAPI v3 document of every group and version; null for a server without.</summary>
    public Func<string, string, JsonObject?> OpenApi { get; set; } = (_, _) => null;

    /// <summary>Kinds the cluster serves, in the order discovery tells them.</summary>
    public ImmutableArray<ResourceKind> Serves { get; set; } =
    [
        BuiltInKinds.PersistentVolumeClaim, BuiltInKinds.Secret,
        new("apps", "v1", "deployments", "Deployment", Namespaced: true), new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true),
        new("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true), new("kubedb.com", "v1", "postgreses", "Postgres", Namespaced: true),
        new("kubedb.com", "v1alpha2", "mongodbs", "MongoDB", Namespaced: true),
    ];

    /// <summary>The logs of the pods.</summary>
    public MemoryLogs Logs { get; } = new();

    public ClusterConfiguration Configuration { get; init; } = new()
    {
        Name = name,
        Slug = name,
        Origin = "a test",
        Server = new Uri("https://dev.example:6443/"),
        Credentials = new FixedToken("token"),
    };

    /// <summary>Creates or replaces an object given as JSON; uid and version are filled in.</summary>
    public JsonObject Put(ResourceKind kind, string json) => Put(kind, JsonNode.Parse(json)!.AsObject());

    /// <summary>Creates or replaces an object.</summary>
    public JsonObject Put(ResourceKind kind, JsonObject value)
    {
        lock (gate)
        {
            JsonObject stored = value.DeepClone().AsObject();
            stored["apiVersion"] ??= kind.ApiVersion;
            stored["kind"] ??= kind.Kind;
            JsonObject metadata = stored["metadata"]!.AsObject();
            ObjectKey key = KeyOf(stored);
            bool known = objects.ContainsKey((kind.Id, key));
            metadata["uid"] ??= $"uid-{key.Namespace}-{key.Name}";
            metadata["creationTimestamp"] ??= "2026-01-05T12:00:00Z";
            metadata["resourceVersion"] = $"{++version}";
            objects[(kind.Id, key)] = stored;
            Send(kind, known ? WatchEventType.Modified : WatchEventType.Added, stored);
            return stored;
        }
    }

    /// <summary>Deletes an object.</summary>
    public void Delete(ResourceKind kind, ObjectKey key)
    {
        lock (gate)
        {
            if (objects.Remove((kind.Id, key), out JsonObject? last))
            {
                JsonObject gone = last.DeepClone().AsObject();
                gone["metadata"]!["resourceVersion"] = $"{++version}";
                Send(kind, WatchEventType.Deleted, gone);
            }
        }
    }

    /// <summary>An object, or null.</summary>
    public JsonObject? Find(ResourceKind kind, ObjectKey key)
    {
        lock (gate)
        {
            return objects.GetValueOrDefault((kind.Id, key))?.DeepClone().AsObject();
        }
    }

    /// <summary>All objects of a kind.</summary>
    public ImmutableArray<JsonObject> All(ResourceKind kind)
    {
        lock (gate)
        {
            return [.. objects.Where(entry => entry.Key.Kind == kind.Id).OrderBy(entry => entry.Key.Key).Select(entry => entry.Value)];
        }
    }

    public Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken) => Task.FromResult<UserIdentity?>(new UserIdentity("jane", ["devs"]));

    public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"review {request.Verb} {request.Kind.Id} {request.Namespace ?? "*"}");
        return Task.FromResult(Allows(request));
    }

    public Task<ImmutableArray<string>> ListNamespacesAsync(CancellationToken cancellationToken) => Task.FromResult(Namespaces);

    public IListerWatcher<T> ListerWatcher<T>(IRowReader<T> reader, ObjectSelector selector)
        where T : class, IRow => new Rows<T>(this, reader, selector);

    public IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"log {pod} {options.Container}");
        return Logs.ReadAsync(pod, options, cancellationToken);
    }

    public Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"get {kind.Id} {key}");
        if (!Allows(new AccessRequest("get", kind, key.Namespace, key.Name)).Allowed)
        {
            throw Refusal(403, "Forbidden", $"{kind.Id} \"{key.Name}\" is forbidden: User \"jane\" cannot get resource \"{kind.Plural}\"");
        }

        return Task.FromResult(Find(kind, key) ?? throw Refusal(404, "NotFound", $"{kind.Id} \"{key.Name}\" not found"));
    }

    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, bool dryRun, CancellationToken cancellationToken)
    {
        ObjectKey key = KeyOf(manifest);
        Asked.Enqueue($"create {kind.Id} {key}{(dryRun ? " (dry run)" : "")}");
        if (Refuses(kind, manifest, dryRun) is { } refusal)
        {
            return Task.FromException<JsonObject>(refusal);
        }

        if (Find(kind, key) is not null)
        {
            throw Refusal(409, "AlreadyExists", $"{kind.Id} \"{key.Name}\" already exists");
        }

        JsonObject admitted = manifest.DeepClone().AsObject();
        Admits(admitted);
        return Task.FromResult(dryRun ? admitted : Put(kind, admitted));
    }

    public Task<JsonObject> MergeAsync(ResourceKind kind, ObjectKey key, JsonObject changes, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"merge {kind.Id} {key} {changes.ToJsonString()}");
        if (Refuses(kind, changes, false) is { } refusal)
        {
            return Task.FromException<JsonObject>(refusal);
        }

        JsonObject present = Find(kind, key) ?? throw Refusal(404, "NotFound", $"{kind.Id} \"{key.Name}\" not found");
        if (changes["metadata"]?["uid"] is { } uid && !JsonNode.DeepEquals(uid, present["metadata"]!["uid"]))
        {
            throw Refusal(422, "Invalid", $"{kind.Kind} \"{key.Name}\" is invalid: metadata.uid: field is immutable");
        }

        Merge(present, changes);
        return Task.FromResult(Put(kind, present));
    }

    private static void Merge(JsonObject into, JsonObject changes)
    {
        foreach ((string name, JsonNode? value) in changes)
        {
            if (value is JsonObject fields && into[name] is JsonObject known)
            {
                Merge(known, fields);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }

    public Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"schema {group}/{version}");
        return Task.FromResult(OpenApi(group, version));
    }

    public Task DeleteAsync(ResourceKind kind, ObjectKey key, string uid, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"delete {kind.Id} {key}");
        if (Refuses(kind, null, false) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        JsonObject present = Find(kind, key) ?? throw Refusal(404, "NotFound", $"{kind.Id} \"{key.Name}\" not found");
        if (present["metadata"]!["uid"]!.GetValue<string>() != uid)
        {
            throw Refusal(409, "Conflict", "the UID in the precondition does not match");
        }

        Delete(kind, key);
        return Task.CompletedTask;
    }

    public Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken)
    {
        Asked.Enqueue("discover");
        return Task.FromResult(new ApiDiscovery([.. Serves.Select(kind => new ApiResource(kind, ["get", "list", "watch", "create"], [], []))], []));
    }

    public async Task<ImmutableArray<T>> ListAsync<T>(IRowReader<T> reader, string? ns, int limit, CancellationToken cancellationToken)
        where T : class, IRow
    {
        Asked.Enqueue($"list {reader.Kind.Id} {ns ?? "*"}");
        List<T> rows = [];
        await ListerWatcher(reader, ObjectSelector.Everything).ListAsync(ns, new ListOptions(), result => rows.Add(result.Row!), cancellationToken);
        return [.. rows.Take(limit)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A refusal as an API server words it.</summary>
    public static ApiStatusException Refusal(int code, string reason, string message, params ApiStatusCause[] causes) =>
        new(new ApiStatus(code, reason, message, [.. causes], null));

    private static ObjectKey KeyOf(JsonObject value) =>
        new(value["metadata"]?["namespace"]?.GetValue<string>() ?? "", value["metadata"]?["name"]?.GetValue<string>() ?? "");

    private void Send(ResourceKind kind, WatchEventType type, JsonObject value)
    {
        foreach ((string watched, Channel<(WatchEventType Type, JsonObject Object)> events) in watches)
        {
            if (watched == kind.Id)
            {
                events.Writer.TryWrite((type, value));
            }
        }
    }

    private sealed class Rows<T>(MemoryCluster cluster, IRowReader<T> reader, ObjectSelector selector) : IListerWatcher<T>
        where T : class, IRow
    {
        public ResourceKind Kind => reader.Kind;

        public Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<T>> onRow, CancellationToken cancellationToken)
        {
            Check("list", ns);
            cluster.Asked.Enqueue($"list {Kind.Id} {ns ?? "*"} {selector.Labels}{selector.Fields}");
            lock (cluster.gate)
            {
                foreach (JsonObject item in cluster.All(Kind).Where(item => Fits(item, ns)))
                {
                    onRow(Read(item));
                }

                return Task.FromResult(new ListMetadata($"{cluster.version}", null, null));
            }
        }

        public async IAsyncEnumerable<WatchEvent<T>> WatchAsync(string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Check("watch", ns);
            Channel<(WatchEventType Type, JsonObject Object)> events = Channel.CreateUnbounded<(WatchEventType, JsonObject)>();
            lock (cluster.gate)
            {
                cluster.watches.Add((Kind.Id, events));
                foreach (JsonObject item in cluster.All(Kind).Where(item => int.Parse(item["metadata"]!["resourceVersion"]!.GetValue<string>(), null) > int.Parse(options.ResourceVersion ?? "0", null)))
                {
                    events.Writer.TryWrite((WatchEventType.Modified, item));
                }
            }

            options.Opened?.Invoke();
            await foreach ((WatchEventType type, JsonObject item) in events.Reader.ReadAllAsync(cancellationToken))
            {
                if (Fits(item, ns))
                {
                    yield return new WatchEvent<T>(type, Read(item), item["metadata"]!["resourceVersion"]!.GetValue<string>(), false);
                }
            }
        }

        public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken) => Task.FromResult(cluster.Allows(request));

        public Task<bool?> IsServedAsync(CancellationToken cancellationToken) => Task.FromResult<bool?>(!cluster.NotInstalled.Contains(Kind.Id));

        public Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        private void Check(string verb, string? ns)
        {
            if (cluster.NotInstalled.Contains(Kind.Id))
            {
                throw Refusal(404, "NotFound", "the server could not find the requested resource");
            }

            if (!cluster.Allows(new AccessRequest(verb, Kind, ns)).Allowed)
            {
                throw Refusal(403, "Forbidden", $"{Kind.Id} is forbidden: User \"jane\" cannot {verb} resource \"{Kind.Plural}\"");
            }
        }

        private bool Fits(JsonObject item, string? ns)
        {
            return (ns is null || KeyOf(item).Namespace == ns)
                && Terms(selector.Labels).All(term => item["metadata"]?["labels"]?[term[0]]?.GetValue<string>() == term[1])
                && Terms(selector.Fields).All(term => term[0].Split('.').Aggregate((JsonNode?)item, (node, name) => node?[name])?.ToString() == term[1]);
        }

        // Terms of the form key=value are all that is asked here.
        private static IEnumerable<string[]> Terms(string? text) => text?.Split(',').Select(term => term.Split('=', 2)) ?? [];

        private ReadResult<T> Read(JsonObject item) => new(reader.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(item))), null);
    }
}
