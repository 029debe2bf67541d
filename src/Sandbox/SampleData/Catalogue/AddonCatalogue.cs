using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Catalogue;

/// <summary>The Addons and Functions that come with an installation.</summary>
internal static class AddonCatalogue
{
    private const string ManifestBackup = "manifest-backup";
    private const string ManifestRestore = "manifest-restore";
    private const string LogicalBackup = "logical-backup";
    private const string LogicalRestore = "logical-backup-restore";
    private const string PhysicalBackup = "physical-backup";
    private const string PhysicalRestore = "physical-backup-restore";
    private const string VolumeSnapshot = "volume-snapshot";
    private const string MySqlFiles = "dataDir=/var/lib/mysql";
    private const string Indexes = "args=--match=^(?![.])(?!apm-agent-configuration)(?!kubedb-system).+";

    private static readonly (string, string, bool)[] Interim = [("kubestash-interim-volume", "/kubestash-interim", false)];
    private static readonly (string, string, bool)[] DataVolume = [("kubestash-data-volume", "/kubestash-data", true)];
    private static readonly (string, string, bool)[] MySqlVolume = [("kubestash-data-volume", "/var/lib/mysql", true)];
    private static readonly string[] Filters =
        ["ANDedLabelSelectors=", "ORedLabelSelectors=", "IncludeClusterResources=false", "IncludeNamespaces=", "ExcludeNamespaces=", "IncludeResources=", "ExcludeResources="];

    private static readonly AddonTask DatabaseManifestBackup = new(ManifestBackup, "kubedbmanifest-backup");
    private static readonly AddonTask DatabaseManifestRestore = new(ManifestRestore, "kubedbmanifest-restore");

    /// <summary>Backup and restore tasks by addon.</summary>
    public static IReadOnlyList<(string Addon, AddonTask[] Backup, AddonTask[] Restore)> Addons { get; } =
    [
        ("elasticsearch-addon",
            [new(LogicalBackup, "elasticsearch-backup", Indexes, "interimDataDir=/kubestash-interim/data") { Volumes = Interim }, Dashboard("dashboard-backup", "elasticsearch-dashboard-backup")],
            [new(LogicalRestore, "elasticsearch-restore", Indexes, "interimDataDir=/kubestash-interim/data") { Volumes = Interim }, Dashboard("dashboard-restore", "elasticsearch-dashboard-restore")]),
        ("kubedump-addon", [new(ManifestBackup, "kubedump-backup", Filters)], [new(ManifestRestore, "kubedump-restore", [.. Filters, "OverrideResources=false", "StorageClassMappings=", "RestorePVs=false"])]),
        ("mariadb-addon",
            [new(LogicalBackup, "mariadb-backup", "args=--all-databases --ignore-database=mysql"), new(PhysicalBackup, "mariadb-physical-backup", "args", "host"), DatabaseManifestBackup, Snapshotter("mariadb")],
            [
                new(LogicalRestore, "mariadb-restore", "args"), new(PhysicalRestore, "mariadb-physical-restore", "args", MySqlFiles) { Volumes = MySqlVolume },
                DatabaseManifestRestore, new("distributed-physical-backup-restore", "mariadb-physical-restore", "args", MySqlFiles),
            ]),
        ("mongodb-addon", [new(LogicalBackup, "mongodb-backup", "args"), Snapshotter("mongodb"), DatabaseManifestBackup], [new(LogicalRestore, "mongodb-restore", "args"), DatabaseManifestRestore]),
        ("mysql-addon",
            [
                new(LogicalBackup, "mysql-backup", "args=--set-gtid-purged=OFF", "databases"), new(PhysicalBackup, "mysql-physical-backup", "args", MySqlFiles, "databases"),
                Snapshotter("mysql"), DatabaseManifestBackup,
            ],
            [new(LogicalRestore, "mysql-restore", "args"), new(PhysicalRestore, "mysql-physical-restore", "args", MySqlFiles) { Volumes = MySqlVolume }, DatabaseManifestRestore]),
        ("postgres-addon",
            [
                new(LogicalBackup, "postgres-backup", "args", "backupCmd=pg_dumpall", "user=postgres"), new(PhysicalBackup, "postgres-physical-backup", "args", "backupCmd=pg_basebackup", "user=postgres"),
                Snapshotter("postgres"), DatabaseManifestBackup,
            ],
            [
                new(LogicalRestore, "postgres-restore", "args", "user=postgres"),
                new(PhysicalRestore, "postgres-physical-backup-restore", "args", "user=postgres", "restoreCmd=tar", "restorePath=/data") { Volumes = DataVolume },
                DatabaseManifestRestore,
            ]),
        ("pvc-addon",
            [new(LogicalBackup, "pvc-backup", "paths=/kubestash-data", "exclude") { Volumes = DataVolume }, FileSnapshots],
            [
                new(LogicalRestore, "pvc-restore") { Volumes = DataVolume }, new("volume-clone", "pvc-restore") { Singleton = false },
                new("volume-snapshot-restore", "volumesnapshot-restore") { Snapshots = true },
            ]),
        ("redis-addon", [new(LogicalBackup, "redis-backup", "args"), DatabaseManifestBackup], [new(LogicalRestore, "redis-restore", "args"), DatabaseManifestRestore]),
        ("workload-addon",
            [new(LogicalBackup, "workload-backup", "paths!", "exclude") { Singleton = false }, FileSnapshots, new(ManifestBackup, "manifest-backup", "includeRBACResources=false")],
            [
                new(LogicalRestore, "workload-restore", "exclude", "include") { Singleton = false },
                new(ManifestRestore, "manifest-restore", "includeRBACResources=false", "overrideResources=false"),
            ]),
    ];

    private static AddonTask FileSnapshots => new(VolumeSnapshot, "volumesnapshot-backup", "volumeSnapshotClassName") { Snapshots = true, HasExecutor = false };

    /// <summary>Adds them all.</summary>
    public static void AddTo(ClusterBuilder cluster, DateTimeOffset installed)
    {
        foreach ((string name, string image, string[] versions) in FunctionImages.All)
        {
            Add(cluster, KubeStashKinds.Function, name, installed, FunctionImages.ToJson(name, image, versions));
        }

        foreach ((string addon, AddonTask[] backup, AddonTask[] restore) in Addons)
        {
            JsonObject spec = new() { ["backupTasks"] = SampleJson.List(backup.Select(task => task.ToJson())), ["restoreTasks"] = SampleJson.List(restore.Select(task => task.ToJson())) };
            Add(cluster, KubeStashKinds.Addon, addon, installed, spec);
        }
    }

    private static void Add(ClusterBuilder cluster, ResourceKind kind, string name, DateTimeOffset installed, JsonObject spec)
    {
        JsonObject labels = new() { ["app.kubernetes.io/instance"] = "kubestash", ["app.kubernetes.io/managed-by"] = "Helm", ["app.kubernetes.io/name"] = "kubestash-catalog" };
        cluster.Add(kind, new ObjectKey("", name), installed, Managers.Helm, new JsonObject { ["spec"] = spec }, extras: new Extras { Labels = labels });
    }

    private static AddonTask Dashboard(string name, string function) => new(name, function, "interimDataDir=/kubestash-interim/data") { Volumes = Interim };

    private static AddonTask Snapshotter(string database) => new(VolumeSnapshot, $"{database}-csi-snapshotter", "volumeSnapshotClassName") { Snapshots = true };
}
