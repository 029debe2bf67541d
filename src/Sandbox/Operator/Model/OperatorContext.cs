using System.Net;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>What every controller works with: the cluster, the clock, the pace, and short ways to read and write.</summary>
internal sealed class OperatorContext
{
    /// <summary>How soon objects are looked at again that wait for something without a change to tell of it.</summary>
    public static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(10);

    private readonly double speed;

    /// <param name="speed">Divides the operator's delays; greater than 0.</param>
    public OperatorContext(IClusterObjects cluster, double speed, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(speed, 0);
        Cluster = cluster;
        Logger = logger;
        this.speed = speed;
        Events = new EventRecorder(cluster, logger);
        Admission = new AdmissionObjects(cluster.Get, cluster.List);
    }

    public IClusterObjects Cluster { get; }

    public ILogger Logger { get; }

    public EventRecorder Events { get; }

    /// <summary>Looks objects up for usage policies.</summary>
    public AdmissionObjects Admission { get; }

    public DateTimeOffset Now => Cluster.Time.GetUtcNow();

    /// <summary>A delay of the operator at the chosen speed.</summary>
    public TimeSpan Pace(TimeSpan delay) => delay / speed;

    /// <summary>A delay of the operator at the chosen speed.</summary>
    public TimeSpan Pace(double seconds) => TimeSpan.FromSeconds(seconds / speed);

    /// <summary>The length that <see cref="Pace(TimeSpan)"/> turns into this one.</summary>
    public TimeSpan Unpaced(TimeSpan real) => real * speed;

    /// <summary>How long a delay of the operator that began at a moment still lasts; not positive when it is over.</summary>
    public TimeSpan Remaining(DateTimeOffset since, double seconds) => since + Pace(seconds) - Now;

    /// <summary>When to look again at what waits for something.</summary>
    public TimeSpan Recheck => Pace(RecheckInterval);

    public JsonObject? Get(ResourceKind kind, ObjectKey key) => Cluster.Get(kind, key);

    public JsonObject? Get(ResourceKind kind, string ns, string name) => Cluster.Get(kind, new ObjectKey(kind.Namespaced ? ns : "", name));

    /// <summary>Changes an object where it is not yet as it should be.</summary>
    public JsonObject? Update(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager = Managers.Operator)
    {
        if (Cluster.Get(kind, key) is not { } present)
        {
            return null;
        }

        JsonObject wanted = (JsonObject)present.DeepClone();
        change(wanted);
        return JsonNode.DeepEquals(present, wanted) ? present : Cluster.Update(kind, key, change, manager);
    }

    /// <summary>Changes the status of an object where it is not yet as it should be.</summary>
    /// <param name="change">Gets the status, empty when there is none; called more than once.</param>
    public JsonObject? SetStatus(ResourceKind kind, ObjectKey key, Action<JsonObject> change, string manager = Managers.Operator)
    {
        if (Cluster.Get(kind, key) is not { } present)
        {
            return null;
        }

        JsonObject wanted = present["status"]?.DeepClone() as JsonObject ?? [];
        change(wanted);
        return JsonNode.DeepEquals(present["status"], wanted) || (wanted.Count == 0 && present["status"] is null)
            ? present
            : Cluster.UpdateStatus(kind, key, target => change(target.Child("status")), manager);
    }

    /// <summary>Creates an object unless one of its name is there; gives what is there then.</summary>
    public JsonObject Ensure(ResourceKind kind, JsonObject manifest, string manager = Managers.Operator)
    {
        ObjectKey key = manifest.Key();
        if (Cluster.Get(kind, key) is { } present)
        {
            return present;
        }

        try
        {
            return Cluster.Create(kind, manifest, manager);
        }
        catch (ApiStatusException refusal) when (refusal.Status.Code == (int)HttpStatusCode.Conflict && Cluster.Get(kind, key) is not null)
        {
            return Cluster.Get(kind, key)!;
        }
    }

    /// <summary>Puts the finalizer on an object.</summary>
    public void AddFinalizer(ResourceKind kind, JsonObject target)
    {
        if (!target.HasFinalizer() && !target.IsDeleting())
        {
            Cluster.Update(kind, target.Key(), changed =>
            {
                JsonObject metadata = changed.Child("metadata");
                if (metadata["finalizers"] is not JsonArray list)
                {
                    metadata["finalizers"] = list = [];
                }

                if (!changed.HasFinalizer())
                {
                    list.Add((JsonNode)Meta.Finalizer);
                }
            }, Managers.Operator);
        }
    }

    /// <summary>Takes the finalizer off an object, which lets it go.</summary>
    public void RemoveFinalizer(ResourceKind kind, ObjectKey key) => Update(kind, key, changed =>
    {
        if (changed["metadata"]?["finalizers"] is JsonArray list && list.FirstOrDefault(entry => entry.AsText() == Meta.Finalizer) is { } finalizer)
        {
            list.Remove(finalizer);
        }
    });

    /// <summary>Deletes an object in the background, with what it owns.</summary>
    public void Delete(ResourceKind kind, JsonObject target) => Cluster.Delete(kind, target.Key(), PropagationPolicy.Background, target.Uid());
}

/// <summary>Names by which writes are recorded in managed fields.</summary>
internal static class Managers
{
    public const string Operator = "kubestash";
    public const string Controllers = "kube-controller-manager";
    public const string Scheduler = "kube-scheduler";
    public const string Kubelet = "kubelet";
    public const string Databases = "kubedb";
}
