using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>What the company backs up, and what goes wrong with it.</summary>
internal static class Configurations
{
    private const long K = 1024;
    private const long M = 1024 * K;
    private const long G = 1024 * M;
    private const string Logical = "logical-backup";

    private static readonly BackendPlan Main = new("s3-backend", Storages.Default, Policies.Default);
    private static readonly BackendPlan LongTerm = new("s3-backend", Storages.Default, Policies.OneYear);
    private static readonly BackendPlan Offsite = new("azure-backend", Storages.Archive, Policies.OneYear);
    private static readonly HookPlan Notify = new("notify", new ObjectKey("stash", "notify"));

    /// <summary>Workloads, by name; their objects are made in <see cref="Workloads"/>.</summary>
    public static TargetPlan Storefront { get; } = new("web", "apps", "Deployment", "storefront");

    public static TargetPlan Cms { get; } = new("web", "apps", "StatefulSet", "cms");

    public static TargetPlan NodeLogs { get; } = new("web", "apps", "DaemonSet", "node-logs");

    public static TargetPlan Uploads { get; } = new("web", "", "PersistentVolumeClaim", "uploads");

    /// <summary>The blueprint's configuration.</summary>
    public static ConfigurationPlan FromBlueprint { get; } = new("deployment-storefront", Storefront, "workload-addon", 13.9, Storages.Encryption, [new("share", Storages.Share, Policies.TwoMonths)],
    [
        new("frequent-backup", "20 */6 * * *", 60,
            [new(Logical, "workload-backup", new ComponentPlan("dump", "/srv/media", (long)(5.1 * G), (long)(6.4 * G), 41)) { Parameters = Paths("/srv/media") }],
            [new("storefront-repo", "share", "/web/storefront")])
        {
            Failures = [new(FailureCause.SourceUnreadable, 6.2, 4.6)],
        },
    ])
    { Blueprint = new ObjectKey("web", "workloads") };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConfigurationPlan> All { get; } =
    [
        .. Demo(), .. Shop(), .. Finance(), FromBlueprint, .. Web(), .. Analytics(),
    ];

    private static IEnumerable<ConfigurationPlan> Demo() =>
    [
        new("mongodb", Databases.MongoDb, "mongodb-addon", 13.97, Storages.Encryption, [Main],
        [
            new("full-backup", "*/15 * * * *", 72, [new(Logical, "mongodb-backup", new ComponentPlan("dump", "dump", 31 * K, 72_705, 1.6))], [new("mongodb-repo", "s3-backend", "/demo/mongodb")])
            {
                Timeout = TimeSpan.FromHours(2),
            },
        ])
        { ByHandHours = 3 },
        new("mongodb-manifests", Databases.MongoDb, "mongodb-addon", 2.2, Storages.Encryption, [Main],
        [
            new("daily", "0 5 * * *", 7, [new("no-such-task", "kubedbmanifest-backup")], [new("mongodb-manifests", "s3-backend", "/demo/mongodb-manifests")]),
        ])
        { Invalid = "task \"no-such-task\" not found in addon \"mongodb-addon\"" },
    ];

    private static IEnumerable<ConfigurationPlan> Shop() =>
    [
        new("carts", Databases.Carts, "redis-addon", 4.2, Storages.Encryption, [new("s3-backend", Storages.Default, Policies.KeepRecent)],
        [
            new("every-minute", "* * * * *", 45, [new(Logical, "redis-backup", new ComponentPlan("dump", "dumpfile.resp", 18 * M, 24 * M, 2.4))], [new("carts-repo", "s3-backend", "/shop/carts")]),
        ]),
        new("catalog", Databases.Catalog, "mongodb-addon", 10.4, Storages.Encryption, [Main],
        [
            new("full-backup", "*/30 * * * *", 72, [new(Logical, "mongodb-backup", new ComponentPlan("dump", "dump", (long)(1.6 * G), (long)(2.3 * G), 26))], [new("catalog-repo", "s3-backend", "/shop/catalog")]),
        ]),
        new("orders", Databases.Orders, "postgres-addon", 13.95, Storages.Encryption, [LongTerm, Offsite],
        [
            new("hourly", "5 * * * *", 72, [new(Logical, "postgres-backup", new ComponentPlan("dump", "dumpfile.sql", (long)(3.2 * G), (long)(4.7 * G), 64))], [new("orders-repo", "s3-backend", "/shop/orders")])
            {
                Timeout = TimeSpan.FromMinutes(30),
            },
            new("nightly-offsite", "30 1 * * *", 30,
                [
                    new(Logical, "postgres-backup", new ComponentPlan("dump", "dumpfile.sql", (long)(3.2 * G), (long)(4.1 * G), 96)),
                    new("manifest-backup", "kubedbmanifest-backup", new ComponentPlan("manifest", "/kubestash-tmp/manifest", 9 * K, 14 * K, 1.3)),
                ],
                [new("orders-offsite", "azure-backend", "/shop/orders-offsite")])
            {
                PostHook = Notify,
                Failures = [new(FailureCause.PostHookFailed, 6, 5)],
            },
        ]),
    ];

    private static IEnumerable<ConfigurationPlan> Finance() =>
    [
        new("ledger", Databases.Ledger, "mysql-addon", 13.9, Storages.FinanceEncryption,
            [new("s3-backend", Storages.Default, Policies.SevenYears), new("azure-backend", Storages.Archive, Policies.SevenYears)],
            [
                new("three-hourly", "0 */3 * * *", 120, [new(Logical, "mysql-backup", new ComponentPlan("dump", "dumpfile.sql", 820 * M, (long)(1.1 * G), 33))],
                    [
                        new("ledger-repo", "s3-backend", "/finance/ledger") { Verifier = "ledger-check", DeletionPolicy = "Retain" },
                        new("ledger-offsite", "azure-backend", "/finance/ledger-offsite") { DeletionPolicy = "Retain" },
                    ])
                {
                    Failures = [new(FailureCause.BackendUnavailable, 2.6, 2.6 - 0.125) { Repository = "ledger-offsite" }],
                },
            ]),
        new("invoices", Databases.Invoices, "mariadb-addon", 12.6, Storages.InvoicesEncryption, [new("s3-backend", Storages.Default, Policies.SevenYears)],
        [
            new("hourly", "15 * * * *", 72, [new(Logical, "mariadb-backup", new ComponentPlan("dump", "dumpfile.sql", 240 * M, 310 * M, 14))], [new("invoices-repo", "s3-backend", "/finance/invoices") { DeletionPolicy = "Retain" }])
            {
                Failures = [new(FailureCause.PasswordKeyMissing, 1.1, 0)],
            },
        ]),
    ];

    private static IEnumerable<ConfigurationPlan> Web() =>
    [
        new("cms", Cms, "workload-addon", 13.8, Storages.Encryption, [LongTerm],
        [
            new("content", "40 */3 * * *", 120,
                [
                    new(Logical, "workload-backup",
                        new ComponentPlan("dump-pod-0", "/srv/content", 410 * M, 520 * M, 8.2), new ComponentPlan("dump-pod-1", "/srv/content", 405 * M, 512 * M, 7.9), new ComponentPlan("dump-pod-2", "/srv/content", 402 * M, 509 * M, 8.4))
                    { Parameters = Paths("/srv/content"), PodPerComponent = true },
                ],
                [new("cms-repo", "s3-backend", "/web/cms") { DeletionPolicy = "Delete" }])
            {
                PreHook = new("flush-cache", new ObjectKey("web", "flush-cache")) { Parameters = new Dictionary<string, string> { ["folder"] = "/srv/content" } },
                RunAsUser = 0,
                Failures = [new(FailureCause.PreHookFailed, 3.1, 3.1 - 0.125)],
            },
        ]),
        new("node-logs", NodeLogs, "workload-addon", 13.7, Storages.Encryption, [LongTerm],
        [
            new("daily", "50 2 * * *", 30,
                [
                    new(Logical, "workload-backup", [.. Nodes.Workers.Select((node, index) => new ComponentPlan($"dump-{node}", "/var/log/app", (90 + index) * M, (160 + index) * M, 6 + index))])
                    { Parameters = Paths("/var/log/app"), PodPerComponent = true },
                ],
                [new("node-logs-repo", "s3-backend", "/web/node-logs")])
            {
                Timeout = TimeSpan.FromMinutes(15),
                Failures = [new(FailureCause.Unschedulable, 8.3, 7.3)],
            },
        ]),
        new("uploads", Uploads, "pvc-addon", 13.6, Storages.Encryption, [new("share", Storages.Share, Policies.TwoMonths)],
        [
            new("daily", "10 3 * * *", 14, [new(Logical, "pvc-backup", new ComponentPlan("dump", "/kubestash-data", (long)(9.2 * G), (long)(10.6 * G), 88))], [new("uploads-repo", "share", "/web/uploads")]),
            new("volume", "40 4 * * *", 14, [new("volume-snapshot", "volumesnapshot-backup", new ComponentPlan("volumesnapshot", "/kubestash-data", 0, 0, 3.1) { Claim = "uploads" }) { Parameters = SnapshotClass }], [new("uploads-volumes", "share", "/web/uploads-volumes")]),
        ])
        { PausedDays = 4.8 },
    ];

    private static IEnumerable<ConfigurationPlan> Analytics() =>
    [
        new("events", Databases.Events, "elasticsearch-addon", 13.85, Storages.Encryption, [LongTerm],
        [
            new("three-hourly", "10 */3 * * *", 120, [new(Logical, "elasticsearch-backup", new ComponentPlan("dump", "/kubestash-interim/data", 11 * G, 17 * G, 240))], [new("events-repo", "s3-backend", "/analytics/events")])
            {
                MaxRetry = 2,
                RetryDelay = TimeSpan.FromMinutes(5),
                Timeout = TimeSpan.FromHours(1),
                Failures = [new(FailureCause.OutOfMemory, 14, 0) { Every = 9, RetriesToo = false }],
            },
        ]),
        new("warehouse", Databases.Warehouse, "postgres-addon", 13.75, Storages.Encryption, [LongTerm, Offsite],
        [
            new("nightly", "0 2 * * *", 30, [new(Logical, "postgres-backup", new ComponentPlan("dump", "dumpfile.sql", 52 * G, 61 * G, 1160))], [new("warehouse-offsite", "azure-backend", "/analytics/warehouse-offsite")])
            {
                PreHook = new("pause-imports", new ObjectKey("analytics", "pause-imports")),
                PostHook = Notify with { ExecutionPolicy = "OnFailure" },
                Failures = [new(FailureCause.RetentionLocked, 4.2, 3.2)],
            },
            new("six-hourly", "10 2,8,14,20 * * *", 60, [new(Logical, "postgres-backup", new ComponentPlan("dump", "dumpfile.sql", (long)(7.5 * G), (long)(8.8 * G), 150)) { Parameters = new Dictionary<string, string> { ["args"] = "--schema-only" } }], [new("warehouse-repo", "s3-backend", "/analytics/warehouse")])
            {
                Failures = [new(FailureCause.LoginRefused, 9.4, 8.1)],
            },
        ]),
        new("reports", Databases.Reports, "mysql-addon", 13.65, Storages.Encryption, [LongTerm],
        [
            new("twice-daily", "0 6,18 * * *", 30, [new(Logical, "mysql-backup", new ComponentPlan("dump", "dumpfile.sql", 64 * M, 77 * M, 6.5))], [new("reports-repo", "s3-backend", "/analytics/reports")]),
        ])
        { TargetGoneDays = 3.4 },
    ];

    private static Dictionary<string, string> SnapshotClass => new() { ["volumeSnapshotClassName"] = Nodes.SnapshotClass };

    private static Dictionary<string, string> Paths(string paths) => new() { ["paths"] = paths };
}
