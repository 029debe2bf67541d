using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Tests.Operators.Restores;

namespace BackupConsole.Sandbox.Tests.Operators.Workloads;

/// <summary>Databases and their phases.</summary>
public sealed class DatabaseTests
{
    private static readonly ResourceKind MySql = CoreKinds.Databases.Single(kind => kind.Kind == "MySQL");

    [Theory]
    [InlineData("MongoDB", 27017)]
    [InlineData("Postgres", 5432)]
    [InlineData("MySQL", 3306)]
    [InlineData("MariaDB", 3306)]
    [InlineData("Redis", 6379)]
    [InlineData("Elasticsearch", 9200)]
    public void A_database_gets_pods_credentials_and_a_binding(string kind, int port)
    {
        OperatorWorld world = new OperatorWorld().Apply(Scene.Namespaces).Apply($$"""
            apiVersion: kubedb.com/v1
            kind: {{kind}}
            metadata: { name: shop, namespace: demo }
            spec: { version: "8.2.0", storage: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: 1Gi } } } }
            """);
        ResourceKind resource = CoreKinds.Databases.Single(found => found.Kind == kind);
        world.Run(2);
        Assert.Equal("Provisioning", world.Phase(resource, "shop"));
        world.Until(() => world.Phase(resource, "shop") == "Ready", 15);
        JsonObject binding = world.Get(KubeStashKinds.AppBinding, "shop");
        Assert.Equal(($"kubedb.com/{kind.ToLowerInvariant()}", (long)port, "shop-auth", kind),
            (binding.Text("spec", "type"), binding.Number("spec", "clientConfig", "service", "port"), binding.Text("spec", "secret", "name"), binding.Text("spec", "appRef", "kind")));
        Assert.NotNull(Secrets.Value(world.Get(CoreKinds.Secret, "shop-auth"), "password"));
        Assert.Equal("Running", world.Get(CoreKinds.Pod, "shop-0").Text("status", "phase"));
        Assert.Equal("Bound", world.Get(CoreKinds.PersistentVolumeClaim, "data-shop-0").Text("status", "phase"));
        JsonObject database = world.Get(resource, "shop");
        Assert.True(Conditions.IsTrue(database["status"], "Ready"));
        Assert.True(Conditions.IsTrue(database["status"], "Provisioned"));
        world.Delete(resource, "shop");
        world.Run(5);
        Assert.Null(world.Find(CoreKinds.Pod, "shop-0"));
        Assert.Null(world.Find(KubeStashKinds.AppBinding, "shop"));
    }

    [Fact]
    public void A_database_without_its_pods_is_not_ready_until_they_are_back()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Change(CoreKinds.StatefulSet, "shop", set => set["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "registry.invalid/mysql:8");
        world.Delete(CoreKinds.Pod, "shop-0");
        world.Run(5);
        Assert.Equal("NotReady", world.Phase(MySql, "shop"));
        Assert.True(Conditions.IsFalse(world.Get(MySql, "shop")["status"], "ReplicaReady"));
        world.Change(CoreKinds.StatefulSet, "shop", set => set["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "registry.test/mysql:8");
        world.Delete(CoreKinds.Pod, "shop-0");
        world.Run(15);
        Assert.Equal("Ready", world.Phase(MySql, "shop"));
        Assert.True(Conditions.IsTrue(world.Get(MySql, "shop")["status"], "Ready"));
    }

    [Fact]
    public void A_halted_database_is_halted_and_has_no_pods()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Change(MySql, "shop", database => database.Child("spec")["halted"] = true);
        world.Run(5);
        Assert.Equal("Halted", world.Phase(MySql, "shop"));
        Assert.Null(world.Find(CoreKinds.Pod, "shop-0"));
        Assert.NotNull(world.Find(CoreKinds.Secret, "shop-auth"));
        world.Change(MySql, "shop", database => database.Child("spec")["halted"] = false);
        world.Run(15);
        Assert.Equal("Ready", world.Phase(MySql, "shop"));
    }

    [Fact]
    public void A_database_that_scales_has_more_pods()
    {
        OperatorWorld world = RestoreScene.WithDatabase();
        world.Change(MySql, "shop", database => database.Child("spec")["replicas"] = 3);
        world.Run(10);
        Assert.Equal(3, world.Get(CoreKinds.StatefulSet, "shop").Number("status", "readyReplicas"));
        Assert.Equal("Ready", world.Phase(MySql, "shop"));
    }

    [Fact]
    public void A_database_that_waits_for_its_first_restore_is_ready_after_it()
    {
        OperatorWorld world = RestoreScene.WithDatabase().Apply(Waiting).Run(20);
        Assert.Equal("Provisioning", world.Phase(MySql, "fresh"));
        world.Apply(Restore());
        world.Until(() => world.Phase(KubeStashKinds.RestoreSession, "back") == Phase.Running, 30);
        world.Run(0);
        Assert.Equal("DataRestoring", world.Phase(MySql, "fresh"));
        Assert.True(Conditions.IsTrue(world.Get(MySql, "fresh")["status"], "DataRestoreStarted"));
        Assert.False(Conditions.Has(world.Get(MySql, "fresh")["status"], "DataRestored"));
        world.UntilRestored();
        world.Run(1);
        Assert.Equal("Ready", world.Phase(MySql, "fresh"));
        Assert.True(Conditions.IsTrue(world.Get(MySql, "fresh")["status"], "DataRestored"));
    }

    [Fact]
    public void A_first_restore_that_fails_leaves_the_database_not_ready_until_another_succeeds()
    {
        OperatorWorld world = RestoreScene.WithDatabase().Apply(Waiting);
        JsonObject secret = (JsonObject)world.Get(CoreKinds.Secret, "encrypt").DeepClone();
        world.Delete(CoreKinds.Secret, "encrypt");
        world.RunRestore(Restore());
        world.Run(1);
        Assert.Equal("NotReady", world.Phase(MySql, "fresh"));
        Assert.True(Conditions.IsFalse(world.Get(MySql, "fresh")["status"], "DataRestored"));
        secret["metadata"] = new JsonObject { ["name"] = "encrypt", ["namespace"] = "demo" };
        world.Cluster.Create(CoreKinds.Secret, secret, "test");
        world.Apply(Restore("again"));
        world.UntilRestored("again");
        world.Run(1);
        Assert.Equal("Ready", world.Phase(MySql, "fresh"));
    }

    private const string Waiting = """
        apiVersion: kubedb.com/v1
        kind: MySQL
        metadata: { name: fresh, namespace: demo }
        spec: { version: 8.2.0, replicas: 1, init: { waitForInitialRestore: true } }
        """;

    private static string Restore(string name = "back") =>
        RestoreScene.Restore("repository: shop-repo, snapshot: latest", target: "apiGroup: kubedb.com, kind: MySQL, name: fresh, namespace: demo", name: name, addon: "mysql-addon");
}
