using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The company's databases: the objects KubeDB runs, with the Secret, Service and AppBinding it makes for each.</summary>
internal static class Databases
{
    public static TargetPlan MongoDb { get; } = Database("demo", "MongoDB", "mongodb", "6.0.5");

    public static TargetPlan Orders { get; } = Database("shop", "Postgres", "orders", "17.2");

    public static TargetPlan Catalog { get; } = Database("shop", "MongoDB", "catalog", "8.0.3");

    public static TargetPlan Carts { get; } = Database("shop", "Redis", "carts", "7.4.0");

    public static TargetPlan Ledger { get; } = Database("finance", "MySQL", "ledger", "8.4.2");

    public static TargetPlan LedgerTrial { get; } = Database("finance", "MySQL", "ledger-trial", "8.4.2");

    public static TargetPlan Invoices { get; } = Database("finance", "MariaDB", "invoices", "11.1.3");

    public static TargetPlan Events { get; } = Database("analytics", "Elasticsearch", "events", "8.14.1");

    public static TargetPlan Warehouse { get; } = Database("analytics", "Postgres", "warehouse", "16.4");

    /// <summary>Was deleted; its backups are still there.</summary>
    public static TargetPlan Reports { get; } = Database("analytics", "MySQL", "reports", "8.0.21");

    private static readonly (TargetPlan Target, double AgeDays, int Replicas, string Size)[] Running =
    [
        (MongoDb, 42, 1, "1Gi"), (Orders, 210, 3, "80Gi"), (Catalog, 180, 3, "40Gi"), (Carts, 180, 1, "4Gi"), (Ledger, 320, 3, "60Gi"),
        (LedgerTrial, 20, 1, "60Gi"), (Invoices, 250, 1, "30Gi"), (Events, 120, 3, "200Gi"), (Warehouse, 150, 1, "500Gi"),
    ];

    /// <summary>Adds them.</summary>
    public static void AddTo(ClusterBuilder cluster)
    {
        foreach ((TargetPlan target, double age, int replicas, string size) in Running)
        {
            DateTimeOffset created = cluster.Ago(age);
            SampleObject database = cluster.Add(KindOf(target), new(target.Namespace, target.Name), created, Managers.Person, Body(target, replicas, size), Status(created), statusManager: Managers.KubeDb);
            AddCompanions(cluster, target, database, created.AddSeconds(3));
        }
    }

    /// <summary>The kind of a database.</summary>
    public static ResourceKind KindOf(TargetPlan target) => SampleKinds.Databases.Single(kind => kind.Kind == target.Kind);

    private static TargetPlan Database(string ns, string kind, string name, string version) => new(ns, "kubedb.com", kind, name, version);

    private static void AddCompanions(ClusterBuilder cluster, TargetPlan target, SampleObject database, DateTimeOffset created)
    {
        (string type, string scheme, int port, string user) = Connection(target.Kind);
        ObjectKey key = new(target.Namespace, target.Name);
        ObjectKey auth = new(target.Namespace, $"{target.Name}-auth");
        JsonObject Labels() => new()
        {
            ["app.kubernetes.io/instance"] = target.Name,
            ["app.kubernetes.io/managed-by"] = "kubedb.com",
            ["app.kubernetes.io/name"] = $"{KindOf(target).Plural}.kubedb.com",
        };
        JsonObject secret = new()
        {
            ["stringData"] = new JsonObject { ["username"] = user, ["password"] = "not-a-real-password" },
            ["type"] = "kubernetes.io/basic-auth",
        };
        cluster.Add(SampleKinds.Secret, auth, created, Managers.KubeDb, secret, extras: new() { Labels = Labels(), Owner = database });
        JsonObject service = new()
        {
            ["spec"] = new JsonObject
            {
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "primary", ["port"] = port, ["protocol"] = "TCP", ["targetPort"] = "db" }),
                ["selector"] = Labels(),
                ["type"] = "ClusterIP",
            },
        };
        cluster.Add(SampleKinds.Service, key, created, Managers.KubeDb, service, extras: new() { Labels = Labels(), Owner = database });
        JsonObject binding = new()
        {
            ["spec"] = new JsonObject
            {
                ["appRef"] = new JsonObject { ["apiGroup"] = target.Group, ["kind"] = target.Kind, ["name"] = target.Name, ["namespace"] = target.Namespace },
                ["clientConfig"] = new JsonObject { ["service"] = new JsonObject { ["name"] = target.Name, ["port"] = port, ["scheme"] = scheme } },
                ["secret"] = new JsonObject { ["name"] = auth.Name },
                ["type"] = type,
                ["version"] = target.Version,
            },
        };
        cluster.Add(KubeStashKinds.AppBinding, key, created.AddSeconds(60), Managers.KubeDb, binding, extras: new() { Labels = Labels(), Owner = database });
    }

    private static (string Type, string Scheme, int Port, string User) Connection(string kind) => kind switch
    {
        "MongoDB" => ("kubedb.com/mongodb", "mongodb", 27017, "root"),
        "Postgres" => ("kubedb.com/postgres", "postgresql", 5432, "postgres"),
        "Redis" => ("kubedb.com/redis", "redis", 6379, "default"),
        "Elasticsearch" => ("kubedb.com/elasticsearch", "https", 9200, "elastic"),
        _ => ("kubedb.com/" + (kind == "MariaDB" ? "mariadb" : "mysql"), "tcp", 3306, "root"),
    };

    private static JsonObject Body(TargetPlan target, int replicas, string size)
    {
        JsonObject spec = new()
        {
            ["authSecret"] = new JsonObject { ["name"] = $"{target.Name}-auth" },
            ["deletionPolicy"] = target.Namespace == "demo" ? "WipeOut" : "Delete",
            ["replicas"] = replicas,
            ["storage"] = new JsonObject
            {
                ["accessModes"] = new JsonArray("ReadWriteOnce"),
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = size } },
                ["storageClassName"] = "standard",
            },
            ["storageType"] = "Durable",
            ["version"] = target.Version,
        };
        if (target.Kind == "MongoDB" && replicas > 1)
        {
            spec["replicaSet"] = new JsonObject { ["name"] = "rs0" };
        }
        else if (target.Kind == "MySQL" && replicas > 1)
        {
            spec["topology"] = new JsonObject { ["mode"] = "GroupReplication" };
        }

        return new JsonObject { ["spec"] = spec };
    }

    private static JsonObject Status(DateTimeOffset created) => new()
    {
        ["conditions"] = new JsonArray(
            SampleJson.Condition("ProvisioningStarted", true, "DatabaseProvisioningStartedSuccessfully", "The operator has begun to set the database up.", created),
            SampleJson.Condition("ReplicaReady", true, "AllReplicasReady", "All members are ready.", created.AddSeconds(58)),
            SampleJson.Condition("AcceptingConnection", true, "DatabaseAcceptingConnectionRequest", "The database takes connections.", created.AddSeconds(62)),
            SampleJson.Condition("Ready", true, "ReadinessCheckSucceeded", "The database is ready.", created.AddSeconds(62)),
            SampleJson.Condition("Provisioned", true, "DatabaseSuccessfullyProvisioned", "The database is set up.", created.AddSeconds(63))),
        ["observedGeneration"] = 1,
        ["phase"] = "Ready",
    };
}
