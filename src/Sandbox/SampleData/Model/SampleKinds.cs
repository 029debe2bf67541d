using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>The kinds of the start data that are not KubeStash's.</summary>
internal static class SampleKinds
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Snapshots = "snapshot.storage.k8s.io";

    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static ResourceKind Node { get; } = new("", "v1", "nodes", "Node", Namespaced: false);

    public static ResourceKind Pod { get; } = Core("pods", "Pod");

    public static ResourceKind Secret { get; } = Core("secrets", "Secret");

    public static ResourceKind Service { get; } = Core("services", "Service");

    public static ResourceKind ServiceAccount { get; } = Core("serviceaccounts", "ServiceAccount");

    public static ResourceKind Event { get; } = Core("events", "Event");

    public static ResourceKind Claim { get; } = Core("persistentvolumeclaims", "PersistentVolumeClaim");

    public static ResourceKind Volume { get; } = new("", "v1", "persistentvolumes", "PersistentVolume", Namespaced: false);

    public static ResourceKind StorageClass { get; } = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    public static ResourceKind Deployment { get; } = new("apps", "v1", "deployments", "Deployment", Namespaced: true);

    public static ResourceKind ReplicaSet { get; } = new("apps", "v1", "replicasets", "ReplicaSet", Namespaced: true);

    public static ResourceKind StatefulSet { get; } = new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true);

    public static ResourceKind DaemonSet { get; } = new("apps", "v1", "daemonsets", "DaemonSet", Namespaced: true);

    public static ResourceKind Job { get; } = new("batch", "v1", "jobs", "Job", Namespaced: true);

    public static ResourceKind CronJob { get; } = new("batch", "v1", "cronjobs", "CronJob", Namespaced: true);

    public static ResourceKind ClusterRole { get; } = new(Rbac, "v1", "clusterroles", "ClusterRole", Namespaced: false);

    public static ResourceKind RoleBinding { get; } = new(Rbac, "v1", "rolebindings", "RoleBinding", Namespaced: true);

    public static ResourceKind VolumeSnapshot { get; } = new(Snapshots, "v1", "volumesnapshots", "VolumeSnapshot", Namespaced: true);

    public static ResourceKind VolumeSnapshotClass { get; } = new(Snapshots, "v1", "volumesnapshotclasses", "VolumeSnapshotClass", Namespaced: false);

    /// <summary>Databases KubeDB runs.</summary>
    public static IReadOnlyList<ResourceKind> Databases { get; } =
    [
        Database("mongodbs", "MongoDB"), Database("postgreses", "Postgres"), Database("mysqls", "MySQL"),
        Database("mariadbs", "MariaDB"), Database("redises", "Redis"), Database("elasticsearches", "Elasticsearch"),
    ];

    private static ResourceKind Core(string plural, string kind) => new("", "v1", plural, kind, Namespaced: true);

    private static ResourceKind Database(string plural, string kind) => new("kubedb.com", "v1", plural, kind, Namespaced: true);
}
