using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Writing;

namespace BackupConsole.Sandbox.Objects;

/// <summary>
/// The sandbox cluster's objects for code inside the process: the operator, the controllers and the sample data. Every write goes the
/// whole way of a request (defaults, webhooks, validation, managed fields, events to watchers), as a user who may do everything.
/// Refusals are <see cref="ApiStatusException"/>, exactly as a client would see them. Thread-safe.
/// </summary>
internal interface IClusterObjects
{
    /// <summary>The clock of the cluster.</summary>
    TimeProvider Time { get; }

    /// <summary>The object, or <c>null</c>. What is returned is shared: never change it.</summary>
    JsonObject? Get(ResourceKind kind, ObjectKey key);

    /// <summary>All objects of a kind, in one namespace or, with <c>null</c>, in all. Shared: never change them.</summary>
    IReadOnlyList<JsonObject> List(ResourceKind kind, string? ns = null);

    /// <summary>Creates an object; <c>metadata.generateName</c> works. With <paramref name="created"/> it gets that creation time and uid seed (sample data only).</summary>
    JsonObject Create(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset? created = null);

    /// <summary>
    /// Creates an object that has lived already, status included, in one write: half the work where thousands are loaded. The same checks hold.
    /// </summary>
    /// <param name="status">The status, and who wrote it when.</param>
    JsonObject CreateWithStatus(ResourceKind kind, JsonObject manifest, string manager, DateTimeOffset created, FirstStatus status)
    {
        JsonObject made = Create(kind, manifest, manager, created);
        ObjectKey key = new(made["metadata"]!["namespace"]?.GetValue<string>() ?? "", made["metadata"]!["name"]!.GetValue<string>());
        return UpdateStatus(kind, key, target => target["status"] = status.Value.DeepClone(), status.Manager, status.Written) ?? made;
    }

    /// <summary>Changes a private copy of the object and stores it; tries again on conflict. <c>null</c> when the object is gone.</summary>
    JsonObject? Update(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager);

    /// <summary>The same for the <c>status</c> subresource: nothing but status is stored. With <paramref name="time"/> it counts as written then (sample data only).</summary>
    JsonObject? UpdateStatus(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager, DateTimeOffset? time = null);

    /// <summary>Deletes an object; nothing happens when it is gone or has another uid than the one given.</summary>
    void Delete(ResourceKind kind, ObjectKey key, PropagationPolicy propagation = PropagationPolicy.Background, string? uid = null);

    /// <summary>The present objects as <see cref="WatchEventType.Added"/>, then every change, until cancelled.</summary>
    IAsyncEnumerable<ObjectChange> WatchAsync(ResourceKind kind, CancellationToken cancellationToken);

    /// <summary>Appends to the log of a pod's container.</summary>
    /// <param name="time">When the line was written; null for now.</param>
    void AppendLog(ObjectKey pod, string container, string line, DateTimeOffset? time = null);
}

/// <summary>One change of an object.</summary>
/// <param name="Type">Added, modified or deleted.</param>
/// <param name="Object">The object afterwards, or its last state when deleted. Shared: never change it.</param>
internal sealed record ObjectChange(WatchEventType Type, JsonObject Object);
