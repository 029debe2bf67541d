using System.Text.Json.Nodes;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Catalogue;

/// <summary>The containers of the catalogue's tasks.</summary>
internal static class FunctionImages
{
    private const string KubeDb = "ghcr.io/kubedb/";
    private const string KubeStash = "ghcr.io/kubestash/";
    private const string OfDatabase = "_${DB_VERSION}";
    private const string Manifests = KubeDb + "kubedb-manifest-plugin:v0.30.0-rc.0";

    private static readonly string[] None = [];
    private static readonly string[] MariaDb = ["10.4.32-focal", "10.6.16-focal", "10.11.6-jammy", "11.1.3-jammy"];
    private static readonly string[] MongoDb = ["4.2.3", "4.4.6", "5.0.3", "5.0.15", "6.0.5", "8.0.3"];
    private static readonly string[] MySql = ["5.7.25", "8.0.3", "8.0.21", "8.4.2", "9.0.1"];
    private static readonly string[] XtraBackup = ["2.4.29", "8.0.35", "8.1.0", "8.2.0", "8.4.0", "9.7.1"];
    private static readonly string[] Postgres = ["12.17", "14.10", "16.4", "17.2", "18.2"];
    private static readonly string[] PostgresPhysical = ["16.4", "17.2", "18.2"];

    /// <summary>Image and versions by Function.</summary>
    public static IReadOnlyList<(string Name, string Image, string[] Versions)> All { get; } =
    [
        ("elasticsearch-backup", KubeDb + "elasticsearch-restic-plugin:v0.30.0-rc.0", None),
        ("elasticsearch-dashboard-backup", KubeDb + "dashboard-restic-plugin:v0.25.0-rc.0", None),
        ("elasticsearch-dashboard-restore", KubeDb + "dashboard-restic-plugin:v0.25.0-rc.0", None),
        ("elasticsearch-restore", KubeDb + "elasticsearch-restic-plugin:v0.30.0-rc.0", None),
        ("kubedbmanifest-backup", Manifests, None),
        ("kubedbmanifest-restore", Manifests, None),
        ("kubedbverifier", KubeDb + "kubedb-verifier:v0.18.0-rc.0", None),
        ("kubedump-backup", KubeStash + "kubedump:v0.28.0", None),
        ("kubedump-restore", KubeStash + "kubedump:v0.28.0", None),
        ("manifest-backup", KubeStash + "manifest:v0.21.0", None),
        ("manifest-restore", KubeStash + "manifest:v0.21.0", None),
        ("mariadb-backup", KubeDb + "mariadb-restic-plugin:v0.25.0-rc.0" + OfDatabase, MariaDb),
        ("mariadb-csi-snapshotter", KubeDb + "mariadb-csi-snapshotter-plugin:v0.27.0-rc.0", None),
        ("mariadb-physical-backup", KubeDb + "mariadb-restic-plugin:v0.25.0-rc.0" + OfDatabase, MariaDb),
        ("mariadb-physical-restore", KubeDb + "mariadb-restic-plugin:v0.25.0-rc.0" + OfDatabase, MariaDb),
        ("mariadb-restore", KubeDb + "mariadb-restic-plugin:v0.25.0-rc.0" + OfDatabase, MariaDb),
        ("mongodb-backup", KubeDb + "mongodb-restic-plugin:v0.30.0-rc.0" + OfDatabase, MongoDb),
        ("mongodb-csi-snapshotter", KubeDb + "mongodb-csi-snapshotter-plugin:v0.28.0-rc.0", None),
        ("mongodb-restore", KubeDb + "mongodb-restic-plugin:v0.30.0-rc.0" + OfDatabase, MongoDb),
        ("mysql-backup", KubeDb + "mysql-restic-plugin:v0.30.0-rc.0" + OfDatabase, MySql),
        ("mysql-csi-snapshotter", KubeDb + "mysql-csi-snapshotter-plugin:v0.28.0-rc.0", None),
        ("mysql-physical-backup", KubeDb + "xtrabackup-restic-plugin:v0.15.0-rc.0" + OfDatabase, XtraBackup),
        ("mysql-physical-restore", KubeDb + "xtrabackup-restic-plugin:v0.15.0-rc.0" + OfDatabase, XtraBackup),
        ("mysql-restore", KubeDb + "mysql-restic-plugin:v0.30.0-rc.0" + OfDatabase, MySql),
        ("postgres-backup", KubeDb + "postgres-restic-plugin:v0.30.0-rc.0" + OfDatabase, Postgres),
        ("postgres-csi-snapshotter", KubeDb + "postgres-csi-snapshotter-plugin:v0.28.0-rc.0", None),
        ("postgres-physical-backup", KubeDb + "postgres-restic-plugin:v0.30.0-rc.0" + OfDatabase, PostgresPhysical),
        ("postgres-physical-backup-restore", KubeDb + "postgres-restic-plugin:v0.30.0-rc.0" + OfDatabase, PostgresPhysical),
        ("postgres-restore", KubeDb + "postgres-restic-plugin:v0.30.0-rc.0" + OfDatabase, Postgres),
        ("pvc-backup", KubeStash + "pvc:v0.28.0", None),
        ("pvc-restore", KubeStash + "pvc:v0.28.0", None),
        ("redis-backup", KubeDb + "redis-restic-plugin:v0.30.0-rc.0", None),
        ("redis-restore", KubeDb + "redis-restic-plugin:v0.30.0-rc.0", None),
        ("volumesnapshot-backup", KubeStash + "volume-snapshotter:v0.28.0", None),
        ("volumesnapshot-restore", KubeStash + "volume-snapshotter:v0.28.0", None),
        ("workload-backup", KubeStash + "workload:v0.28.0", None),
        ("workload-restore", KubeStash + "workload:v0.28.0", None),
    ];

    /// <summary>The image a Job of a Function runs, for a database of a version.</summary>
    public static string Of(string function, string? databaseVersion)
    {
        (string _, string image, string[] versions) = All.First(entry => entry.Name == function);
        return image.Replace("${DB_VERSION}", Closest(versions, databaseVersion), StringComparison.Ordinal);
    }

    /// <summary>The spec of a Function.</summary>
    public static JsonObject ToJson(string name, string image, string[] versions)
    {
        JsonObject spec = new() { ["image"] = image, ["args"] = SampleJson.Texts(Arguments(name)) };
        if (versions.Length > 0)
        {
            spec["availableVersions"] = SampleJson.Texts(versions);
        }

        return spec;
    }

    // The newest version that is not above the database's.
    private static string Closest(string[] versions, string? wanted) =>
        versions.LastOrDefault(version => Numbers(version).CompareTo(Numbers(wanted ?? "")) <= 0) ?? versions.FirstOrDefault() ?? "";

    private static Version Numbers(string version) =>
        Version.TryParse(version.Split('-')[0], out Version? parsed) ? parsed : new Version(0, 0);

    private static IEnumerable<string> Arguments(string name)
    {
        if (name == "kubedbverifier")
        {
            return ["verify", "--namespace=${namespace:=default}"];
        }

        string[] session = name.EndsWith("restore", StringComparison.Ordinal)
            ? ["restore", "--namespace=${namespace:=default}", "--restoresession=${restoreSession:=}", "--snapshot=${snapshot:=}"]
            : ["backup", "--namespace=${namespace:=default}", "--backupsession=${backupSession:=}"];
        return [.. session, "--enable-cache=${enableCache:=}", "--scratch-dir=${scratchDir:=}"];
    }
}
