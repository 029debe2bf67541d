using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Defaults;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

/// <summary>A cluster in memory: defaults, webhooks, generations, finalizers and owner references as far as the operator sees them. Changes wait in order for whoever asks.</summary>
internal sealed class FakeCluster(TimeProvider time) : IClusterObjects
{
    private readonly Lock gate = new();
    private readonly Dictionary<ResourceKind, SortedDictionary<ObjectKey, JsonObject>> objects = [];
    private readonly Dictionary<(ObjectKey Pod, string Container), List<string>> logs = [];
    private readonly List<(ResourceKind Kind, ChannelWriter<ObjectChange> Writer)> watchers = [];
    private long version;

    public TimeProvider Time => time;

    /// <summary>Changes nobody has looked at yet.</summary>
    public Queue<(ResourceKind Kind, JsonObject Object)> Changes { get; } = new();

    /// <summary>How many writes changed something.</summary>
    public int Writes { get; private set; }

    public IReadOnlyList<string> Log(ObjectKey pod, string container)
    {
        lock (gate)
        {
            return [.. logs.GetValueOrDefault((pod, container), [])];
        }
    }

    public JsonObject? Get(ResourceKind kind, ObjectKey key)
    {
        lock (gate)
        {
            return Of(kind).GetValueOrDefault(key);
        }
    }

    public IReadOnlyList<JsonObject> List(ResourceKind kind, string? ns = null)
    {
        lock (gate)
        {
            return [.. Of(kind).Where(entry => ns is null || entry.Key.Namespace == ns).Select(entry => entry.Value)];
        }
    }

    /// <summary>Every object of every kind.</summary>
    public IEnumerable<(ResourceKind Kind, JsonObject Object)> All()
    {
        lock (gate)
        {
            return [.. objects.SelectMany(kind => kind.Value.Values.Select(value => (kind.Key, value)))];
        }
    }

    public JsonObject Create(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset? created = null)
    {
        lock (gate)
        {
            JsonObject value = (JsonObject)manifest.DeepClone();
            JsonObject metadata = value.Child("metadata");
            ObjectKey key = value.Key();
            if (kind.Namespaced && Get(CoreKinds.Namespace, new ObjectKey("", key.Namespace)) is null)
            {
                throw Refuse(404, "NotFound", $"namespaces \"{key.Namespace}\" not found");
            }

            if (Of(kind).ContainsKey(key))
            {
                throw Refuse(409, "AlreadyExists", $"{kind.Id} \"{key.Name}\" already exists");
            }

            metadata["uid"] = new Guid(Convert.FromHexString(Chance.Hex(kind.Id, key.ToString(), version.ToString(CultureInfo.InvariantCulture))[..32])).ToString();
            metadata["creationTimestamp"] = Meta.Stamp(created ?? time.GetUtcNow());
            metadata["generation"] = 1;
            if (kind.Group is not ("" or "batch" or "apps" or "rbac.authorization.k8s.io"))
            {
                value.Remove("status");
            }

            BuiltInDefaults.Fill(kind, value);
            Admit(AdmissionOperation.Create, kind, null, value);
            Store(kind, key, value, WatchEventType.Added);
            return value;
        }
    }

    /// <summary>Stores an object as it is, with its uid and status.</summary>
    public void Import(ResourceKind kind, JsonObject value)
    {
        lock (gate)
        {
            BuiltInDefaults.Fill(kind, value);
            value.Child("metadata")["generation"] ??= 1;
            Store(kind, value.Key(), value, WatchEventType.Added);
        }
    }

    public JsonObject? Update(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager) => Edit(kind, key, change, statusOnly: false);

    public JsonObject? UpdateStatus(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager, DateTimeOffset? time = null) => Edit(kind, key, change, statusOnly: true);

    public void Delete(ResourceKind kind, ObjectKey key, PropagationPolicy propagation = PropagationPolicy.Background, string? uid = null)
    {
        lock (gate)
        {
            if (Get(kind, key) is not { } present || (uid is not null && present.Uid() != uid))
            {
                return;
            }

            if (present.Count("metadata", "finalizers") == 0)
            {
                Remove(kind, key);
            }
            else if (!present.IsDeleting())
            {
                JsonObject leaving = (JsonObject)present.DeepClone();
                leaving.Child("metadata")["deletionTimestamp"] = Meta.Stamp(time.GetUtcNow());
                Store(kind, key, leaving, WatchEventType.Modified);
            }
        }
    }

    public async IAsyncEnumerable<ObjectChange> WatchAsync(ResourceKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<ObjectChange> channel = Channel.CreateUnbounded<ObjectChange>();
        lock (gate)
        {
            foreach (JsonObject present in Of(kind).Values)
            {
                channel.Writer.TryWrite(new ObjectChange(WatchEventType.Added, present));
            }

            watchers.Add((kind, channel.Writer));
        }

        await foreach (ObjectChange change in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }

    public void AppendLog(ObjectKey pod, string container, string line, DateTimeOffset? time = null)
    {
        lock (gate)
        {
            if (!logs.TryGetValue((pod, container), out List<string>? lines))
            {
                logs[(pod, container)] = lines = [];
            }

            lines.Add(line);
        }
    }

    private JsonObject? Edit(ResourceKind kind, ObjectKey key, Action<JsonObject> change, bool statusOnly)
    {
        lock (gate)
        {
            if (Get(kind, key) is not { } present)
            {
                return null;
            }

            JsonObject changed = (JsonObject)present.DeepClone();
            change(changed);
            if (statusOnly)
            {
                JsonNode? status = changed["status"]?.DeepClone();
                changed = (JsonObject)present.DeepClone();
                changed["status"] = status;
            }
            else
            {
                if (kind.Group.EndsWith("kubestash.com", StringComparison.Ordinal))
                {
                    changed["status"] = present["status"]?.DeepClone();
                }

                Admit(AdmissionOperation.Update, kind, present, changed);
                if (!JsonNode.DeepEquals(present["spec"], changed["spec"]))
                {
                    changed.Child("metadata")["generation"] = present.Generation() + 1;
                }
            }

            if (changed["status"] is null)
            {
                changed.Remove("status");
            }

            if (JsonNode.DeepEquals(present, changed))
            {
                return present;
            }

            if (changed.IsDeleting() && changed.Count("metadata", "finalizers") == 0)
            {
                Remove(kind, key);
                return changed;
            }

            Store(kind, key, changed, WatchEventType.Modified);
            return changed;
        }
    }

    private void Admit(AdmissionOperation operation, ResourceKind kind, JsonObject? before, JsonObject after)
    {
        AdmissionRequest request = new(operation, kind, before, after, new AdmissionObjects(Get, List));
        KubeStashAdmission.SetDefaults(request);
        if (KubeStashAdmission.Check(request) is { } refusal)
        {
            throw Refuse(403, "Forbidden", refusal.Message);
        }
    }

    private void Store(ResourceKind kind, ObjectKey key, JsonObject value, WatchEventType type)
    {
        value.Child("metadata")["resourceVersion"] = (++version).ToString(CultureInfo.InvariantCulture);
        Of(kind)[key] = value;
        Tell(kind, type, value);
    }

    private void Remove(ResourceKind kind, ObjectKey key)
    {
        JsonObject gone = Of(kind)[key];
        Of(kind).Remove(key);
        version++;
        Tell(kind, WatchEventType.Deleted, gone);
        foreach ((ResourceKind ownedKind, JsonObject owned) in All().Where(entry => entry.Object.Objects("metadata", "ownerReferences").Any(owner => owner.Text("uid") == gone.Uid())).ToArray())
        {
            Delete(ownedKind, owned.Key());
        }
    }

    private void Tell(ResourceKind kind, WatchEventType type, JsonObject value)
    {
        Writes++;
        Changes.Enqueue((kind, value));
        foreach ((ResourceKind _, ChannelWriter<ObjectChange> writer) in watchers.Where(watcher => watcher.Kind == kind))
        {
            writer.TryWrite(new ObjectChange(type, value));
        }
    }

    private SortedDictionary<ObjectKey, JsonObject> Of(ResourceKind kind)
    {
        if (!objects.TryGetValue(kind, out SortedDictionary<ObjectKey, JsonObject>? found))
        {
            objects[kind] = found = [];
        }

        return found;
    }

    private static ApiStatusException Refuse(int code, string reason, string message) => new(new ApiStatus(code, reason, message, [], null));
}
