using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Restores;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Workloads;

/// <summary>Stands in for KubeDB: databases get pods, credentials and an AppBinding, and become Ready, those that wait for a first restore after it.</summary>
internal sealed class DatabaseController(OperatorContext context, ResourceKind kind) : IController
{
    private const double ProvisionSeconds = 4;

    /// <inheritdoc />
    public string Name => kind.Plural;

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(kind),
        new WatchedKind(CoreKinds.StatefulSet, owned => owned.ControllerKeys(kind.Kind)),
        new WatchedKind(KubeStashKinds.RestoreSession, restore => TargetOf(restore) is { } target && target.Text("kind") == kind.Kind
            ? [new ObjectKey(Targets.NamespaceOf(target, restore.Namespace()), target.TextOrEmpty("name"))] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(kind, key) is not { } database || database.IsDeleting())
        {
            return null;
        }

        if (database.IsTrue("spec", "halted"))
        {
            // Its pods go; credentials and volumes stay for the day it goes on.
            context.Update(CoreKinds.StatefulSet, key, set => set.Child("spec")["replicas"] = 0, Managers.Databases);
            Report(database, "Halted", _ => { });
            return null;
        }

        EnsureParts(database);
        TimeSpan wait = context.Remaining(database.Created(), ProvisionSeconds);
        if (wait > TimeSpan.Zero)
        {
            Report(database, database.Text("status", "phase") ?? "Provisioning", _ => { });
            return wait;
        }

        JsonObject? set = context.Get(CoreKinds.StatefulSet, key);
        bool ready = set is not null && set.Number("status", "readyReplicas") is { } count && count >= (set.Number("spec", "replicas") ?? 1);
        bool waits = database.IsTrue("spec", "init", "waitForInitialRestore") && !Conditions.IsTrue(database["status"], "DataRestored");
        JsonObject? restore = waits ? RestoreOf(database) : null;
        bool restored = restore.Text("status", "phase") == Phase.Succeeded;
        bool gaveUp = restore is not null && !restored && Phase.IsFinal(restore.Text("status", "phase"));
        Report(database, waits && !restored ? restore is null ? "Provisioning" : gaveUp ? "NotReady" : "DataRestoring" : ready ? "Ready" : "NotReady", status =>
        {
            Conditions.Set(status, "ProvisioningStarted", true, "DatabaseProvisioningStartedSuccessfully", $"The KubeDB operator has started the provisioning of {kind.Kind}: {key}", context.Now);
            Conditions.Set(status, "ReplicaReady", ready, ready ? "AllReplicasReady" : "SomeReplicasNotReady", ready ? "All desired replicas are ready." : "Some replicas are not ready.", context.Now);
            if (restore is not null)
            {
                Conditions.Set(status, "DataRestoreStarted", true, "DataRestoreStarted", $"RestoreSession {restore.Key()} has started", context.Now);
                if (restored || gaveUp)
                {
                    Conditions.Set(status, "DataRestored", restored, restored ? "SuccessfullyDataRestored" : "FailedToRestoreData",
                        restored ? $"RestoreSession {restore.Key()} has restored the data" : $"RestoreSession {restore.Key()} is {restore.Text("status", "phase")}", context.Now);
                }
                else
                {
                    Conditions.Remove(status, "DataRestored");
                }
            }

            if (!ready && Conditions.Has(status, "Ready"))
            {
                Conditions.Set(status, "Ready", false, "ReadinessCheckFailed", $"The {kind.Kind}: {key} is not ready.", context.Now);
            }

            if (ready && (!waits || restored))
            {
                Conditions.Set(status, "Ready", true, "ReadinessCheckSucceeded", $"The {kind.Kind}: {key} is ready.", context.Now);
                Conditions.Set(status, "Provisioned", true, "DatabaseSuccessfullyProvisioned", $"The {kind.Kind}: {key} is successfully provisioned.", context.Now);
            }
        });
        return null;
    }

    private void Report(JsonObject database, string phase, Action<JsonObject> change) => context.SetStatus(kind, database.Key(), status =>
    {
        status["observedGeneration"] = database.Generation();
        change(status);
        status["phase"] = phase;
    }, Managers.Databases);

    private JsonObject? RestoreOf(JsonObject database) => context.Cluster.List(KubeStashKinds.RestoreSession)
        .Where(restore => TargetOf(restore) is { } target && target.Text("kind") == kind.Kind && target.Text("name") == database.Name()
            && Targets.NamespaceOf(target, restore.Namespace()) == database.Namespace())
        .MaxBy(restore => restore.Created());

    // A restore that names no target goes where its Snapshot came from.
    private JsonNode? TargetOf(JsonObject restore) => restore.At("spec", "target")
        ?? (RestoreSource.Find(context, restore).Source is { } source ? RestoreTarget.Reference(restore, source.Snapshot) : null);

    private void EnsureParts(JsonObject database)
    {
        string name = database.Name();
        string secretName = database.Text("spec", "authSecret", "name") ?? $"{name}-auth";
        JsonObject owner = Meta.OwnerReference(kind, database);
        Dictionary<string, string> labels = new(StringComparer.Ordinal)
        {
            ["app.kubernetes.io/instance"] = name,
            ["app.kubernetes.io/managed-by"] = "kubedb.com",
            ["app.kubernetes.io/name"] = kind.Id,
        };
        if (!database.IsTrue("spec", "authSecret", "externallyManaged"))
        {
            EnsureSecret(database.Namespace(), secretName, labels, owner, database.Uid());
        }

        JsonObject binding = Meta.Create(KubeStashKinds.AppBinding, database.Namespace(), name, labels, owner.DeepClone().AsObject());
        binding["spec"] = new JsonObject
        {
            ["type"] = $"kubedb.com/{kind.Kind.ToLowerInvariant()}",
            ["version"] = database.TextOrEmpty("spec", "version"),
            ["appRef"] = Targets.Reference(new JsonObject { ["apiGroup"] = kind.Group, ["kind"] = kind.Kind, ["name"] = name }, database.Namespace()),
            ["clientConfig"] = new JsonObject { ["service"] = new JsonObject { ["name"] = name, ["namespace"] = database.Namespace(), ["port"] = Port(), ["scheme"] = kind.Kind.ToLowerInvariant() } },
            ["secret"] = new JsonObject { ["name"] = secretName },
        };
        context.Ensure(KubeStashKinds.AppBinding, binding, Managers.Databases);
        context.Ensure(CoreKinds.StatefulSet, StatefulSet(database, labels, owner), Managers.Databases);
        context.Update(CoreKinds.StatefulSet, database.Key(), set => set.Child("spec")["replicas"] = database.Number("spec", "replicas") ?? 1, Managers.Databases);
    }

    private void EnsureSecret(string ns, string name, Dictionary<string, string> labels, JsonObject owner, string seed)
    {
        JsonObject secret = Meta.Create(CoreKinds.Secret, ns, name, labels, owner.DeepClone().AsObject());
        secret["type"] = "kubernetes.io/basic-auth";
        secret["data"] = new JsonObject { ["username"] = Encode("root"), ["password"] = Encode(Chance.Hex("password", seed)[..16]) };
        context.Ensure(CoreKinds.Secret, secret, Managers.Databases);
    }

    private JsonObject StatefulSet(JsonObject database, Dictionary<string, string> labels, JsonObject owner)
    {
        JsonObject set = Meta.Create(CoreKinds.StatefulSet, database.Namespace(), database.Name(), labels, owner.DeepClone().AsObject());
        JsonObject container = new()
        {
            ["name"] = kind.Kind.ToLowerInvariant(),
            ["image"] = $"ghcr.io/appscode-images/{kind.Kind.ToLowerInvariant()}:{database.TextOrEmpty("spec", "version")}",
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "db", ["containerPort"] = Port() }),
        };
        JsonObject spec = new()
        {
            ["replicas"] = database.Number("spec", "replicas") ?? 1,
            ["serviceName"] = $"{database.Name()}-pods",
            ["selector"] = new JsonObject { ["matchLabels"] = Meta.Map(labels) },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Meta.Map(labels) }, ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) } },
        };
        if (database.At("spec", "storage") is { } storage && database.Text("spec", "storageType") != "Ephemeral")
        {
            container["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "data", ["mountPath"] = "/data" });
            spec["volumeClaimTemplates"] = new JsonArray(new JsonObject { ["metadata"] = new JsonObject { ["name"] = "data" }, ["spec"] = storage.DeepClone() });
        }

        set["spec"] = spec;
        return set;
    }

    private int Port() => kind.Kind switch
    {
        "MongoDB" => 27017,
        "Postgres" => 5432,
        "Redis" => 6379,
        "Elasticsearch" => 9200,
        _ => 3306,
    };

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
