using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Logs;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;

namespace BackupConsole.Sandbox.Objects;

/// <summary>The cluster's objects for code in the process, over the same way of writing as requests.</summary>
internal sealed class ClusterObjects(ObjectWrites writes, PodLogs logs) : IClusterObjects
{
    private readonly ObjectStore store = writes.State.Store;

    /// <inheritdoc />
    public TimeProvider Time => writes.State.Time;

    /// <inheritdoc />
    public JsonObject? Get(ResourceKind kind, ObjectKey key) => store.Find(kind.Id, key)?.Value;

    /// <inheritdoc />
    public IReadOnlyList<JsonObject> List(ResourceKind kind, string? ns = null) => [.. store.Read(kind.Id).Objects.In(ns).Select(item => item.Value)];

    /// <inheritdoc />
    public JsonObject Create(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset? created = null) =>
        Create(kind, manifest, new WriteContext { Manager = manager, Created = created, Validation = FieldValidation.Strict });

    /// <inheritdoc />
    public JsonObject CreateWithStatus(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset created, FirstStatus status) =>
        Create(kind, manifest, new WriteContext { Manager = manager, Created = created, Validation = FieldValidation.Strict, Status = status });

    /// <inheritdoc />
    public JsonObject? Update(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager) => Edit(kind, key, "", change, manager, null);

    /// <inheritdoc />
    public JsonObject? UpdateStatus(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager, DateTimeOffset? time = null) =>
        Edit(kind, key, Definition(kind).HasStatus ? Subresource.StatusName : "", change, manager, time);

    /// <inheritdoc />
    public void Delete(ResourceKind kind, ObjectKey key, PropagationPolicy propagation = PropagationPolicy.Background, string? uid = null)
    {
        Deletion deletion = new() { Uid = uid, Propagation = propagation == PropagationPolicy.Unset ? null : propagation.ToString() };
        Try(() =>
        {
            try
            {
                return writes.Deletion.Delete(Definition(kind), key, deletion);
            }
            catch (WriteRefusedException gone) when (gone.Code is 404 or 409)
            {
                return null; // Gone, or another object by now: not the one that was meant.
            }
        });
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ObjectChange> WatchAsync(ResourceKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<ObjectKey, StoredObject> known = [];
        while (true)
        {
            using Subscription subscription = store.Subscribe(kind.Id, null)!;
            foreach (ObjectChange change in Catch(known, subscription.Present))
            {
                yield return change;
            }

            await foreach (WatchItem item in subscription.Items.ReadAllAsync(cancellationToken))
            {
                if (item.Change is not { } change)
                {
                    continue;
                }

                if (change.Type == WatchEventType.Deleted)
                {
                    known.Remove(change.Object.Key);
                }
                else
                {
                    known[change.Object.Key] = change.Object;
                }

                yield return new(change.Type, change.Object.Value);
            }

            // Too slow for the queue: begin again, telling only what differs.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public void AppendLog(ObjectKey pod, string container, string line, DateTimeOffset? time = null) => logs.Append(pod, container, line, time);

    private JsonObject Create(ResourceKind kind, JsonObject manifest, WriteContext context) => Try(() =>
    {
        JsonObject value = ObjectTexts.Copy(manifest);
        value["apiVersion"] ??= kind.ApiVersion;
        value["kind"] ??= kind.Kind;
        KindDefinition definition = Definition(kind);
        RequestChecks.FitKind(definition, value);
        string? ns = kind.Namespaced ? value.Text("metadata", "namespace") ?? throw WriteRefusedException.BadRequest($"metadata.namespace of a new {kind.Kind} is missing") : null;
        return writes.Creation.Create(definition, ns, value, [], context).Value;
    });

    private static IEnumerable<ObjectChange> Catch(Dictionary<ObjectKey, StoredObject> known, ObjectSet present)
    {
        foreach (StoredObject gone in known.Values.Where(item => present.Find(item.Key) is null).ToArray())
        {
            known.Remove(gone.Key);
            yield return new(WatchEventType.Deleted, gone.Value);
        }

        foreach (StoredObject item in present.In(null))
        {
            bool seen = known.TryGetValue(item.Key, out StoredObject? before);
            if (!ReferenceEquals(item, before))
            {
                known[item.Key] = item;
                yield return new(seen ? WatchEventType.Modified : WatchEventType.Added, item.Value);
            }
        }
    }

    private JsonObject? Edit(ResourceKind kind, ObjectKey key, string part, Action<JsonObject> change, string manager, DateTimeOffset? time) => Try(() =>
    {
        try
        {
            return writes.Update.Edit(Definition(kind), key, part, change, new() { Manager = manager, Created = time }).Value;
        }
        catch (WriteRefusedException gone) when (gone.Reason == "NotFound" && store.Find(kind.Id, key) is null)
        {
            return null;
        }
    });

    private KindDefinition Definition(ResourceKind kind) => writes.State.Catalog.Find(kind.Group, kind.Version, kind.Plural) ?? throw Refusals.NoSuchResource();

    private static T Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (WriteRefusedException refused)
        {
            ImmutableArray<ApiStatusCause> causes =
            [
                .. refused.Details.Objects("causes").Select(cause => new ApiStatusCause(cause.TextOrEmpty("field"), cause.TextOrEmpty("reason"), cause.TextOrEmpty("message"))),
            ];
            throw new ApiStatusException(new(refused.Code, refused.Reason, refused.Message, causes, null));
        }
    }
}
