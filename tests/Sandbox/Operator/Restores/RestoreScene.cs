using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators.Restores;

/// <summary>Worlds in which there is something to restore, and the manifests of restores.</summary>
internal static class RestoreScene
{
    /// <summary>A MySQL database with a backup.</summary>
    public const string Database = """
        apiVersion: kubedb.com/v1
        kind: MySQL
        metadata: { name: shop, namespace: demo }
        spec: { version: 8.2.0, replicas: 1, storage: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: 1Gi } } } }
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: { name: shop-backup, namespace: demo }
        spec:
          target: { apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo }
          backends: [ { name: b, storageRef: { name: s3, namespace: demo }, retentionPolicy: { name: keep, namespace: demo } } ]
          sessions:
          - name: often
            sessionHistoryLimit: 3
            scheduler: { schedule: "0 * * * *", jobTemplate: { backoffLimit: 1 } }
            repositories: [ { name: shop-repo, backend: b, directory: /shop, encryptionSecret: { name: encrypt, namespace: demo } } ]
            addon: { name: mysql-addon, tasks: [ { name: logical-backup } ] }
        """;

    /// <summary>The StatefulSet, backed up once.</summary>
    public static OperatorWorld BackedUp(double speed = 1)
    {
        OperatorWorld world = new OperatorWorld(speed).Apply(Scene.Everything);
        world.Until(() => world.Sessions is [{ } first] && first.Text("status", "phase") == Phase.Succeeded, 90);
        return world;
    }

    /// <summary>A database, backed up once.</summary>
    public static OperatorWorld WithDatabase()
    {
        OperatorWorld world = new OperatorWorld().Apply($"{Scene.Namespaces}\n---\n{Scene.Catalogue}\n---\n{Scene.Storage}\n---\n{Database}");
        world.Until(() => world.Snapshots is [{ } first] && first.Text("status", "phase") == Phase.Succeeded && world.Sessions.All(session => session.Text("status", "phase") == Phase.Succeeded), 120);
        return world;
    }

    /// <summary>A RestoreSession of the StatefulSet's newest Snapshot.</summary>
    /// <param name="source">Fields of <c>dataSource</c>.</param>
    /// <param name="rest">Further fields of the spec, each with a comma in front.</param>
    public static string Restore(string source = "repository: app-repo, snapshot: latest", string rest = "", string target = "apiGroup: apps, kind: StatefulSet, name: app, namespace: demo", string name = "back", string addon = "workload-addon") => $$"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: RestoreSession
        metadata: { name: {{name}}, namespace: demo }
        spec: { {{(target.Length == 0 ? "" : $"target: {{ {target} }}, ")}}dataSource: { {{source}} }, addon: { name: {{addon}}, tasks: [ { name: logical-backup-restore } ] }{{rest}} }
        """;

    /// <summary>Applies a restore and lets it run to its end.</summary>
    public static JsonObject RunRestore(this OperatorWorld world, string manifest, double seconds = 120)
    {
        world.Apply(manifest);
        world.UntilRestored("back", seconds);
        return world.Restored();
    }

    /// <summary>Waits for a restore's end: its final phase, with everything done that comes after.</summary>
    public static void UntilRestored(this OperatorWorld world, string name = "back", double seconds = 120) => world.Until(
        () => world.Phase(KubeStashKinds.RestoreSession, name) == Phase.Invalid || Conditions.Has(world.Find(KubeStashKinds.RestoreSession, name)?["status"], "MetricsPushed"), seconds);

    public static JsonObject Restored(this OperatorWorld world, string name = "back") => world.Get(KubeStashKinds.RestoreSession, name);

    /// <summary>Types of the conditions, in order, with their status.</summary>
    public static string[] ConditionsOf(JsonObject source) => [.. source.Objects("status", "conditions").Select(condition => $"{condition.Text("type")} {condition.Text("status")} {condition.Text("reason")}")];

    public static string MessageOf(JsonObject source, string type) => Conditions.Find(source["status"], type).TextOrEmpty("message");

    public static JsonNode? Component(this JsonObject restore, string name) => restore.At("status", "components", name);
}
