using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Kinds of Kubernetes and of other products that the operator deals with.</summary>
internal static class CoreKinds
{
    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static ResourceKind Node { get; } = new("", "v1", "nodes", "Node", Namespaced: false);

    public static ResourceKind Pod { get; } = Core("pods", "Pod");

    public static ResourceKind Secret { get; } = Core("secrets", "Secret");

    public static ResourceKind ConfigMap { get; } = Core("configmaps", "ConfigMap");

    public static ResourceKind Event { get; } = Core("events", "Event");

    public static ResourceKind ServiceAccount { get; } = Core("serviceaccounts", "ServiceAccount");

    public static ResourceKind PersistentVolumeClaim { get; } = Core("persistentvolumeclaims", "PersistentVolumeClaim");

    public static ResourceKind RoleBinding { get; } = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", Namespaced: true);

    public static ResourceKind Job { get; } = new("batch", "v1", "jobs", "Job", Namespaced: true);

    public static ResourceKind CronJob { get; } = new("batch", "v1", "cronjobs", "CronJob", Namespaced: true);

    public static ResourceKind Deployment { get; } = Apps("deployments", "Deployment");

    public static ResourceKind ReplicaSet { get; } = Apps("replicasets", "ReplicaSet");

    public static ResourceKind StatefulSet { get; } = Apps("statefulsets", "StatefulSet");

    public static ResourceKind DaemonSet { get; } = Apps("daemonsets", "DaemonSet");

    public static ResourceKind VolumeSnapshot { get; } = new("snapshot.storage.k8s.io", "v1", "volumesnapshots", "VolumeSnapshot", Namespaced: true);

    public static ResourceKind VolumeSnapshotClass { get; } = new("snapshot.storage.k8s.io", "v1", "volumesnapshotclasses", "VolumeSnapshotClass", Namespaced: false);

    /// <summary>KubeDB's databases, as far as the sandbox has them.</summary>
    public static IReadOnlyList<ResourceKind> Databases { get; } =
    [
        Database("mongodbs", "MongoDB"), Database("postgreses", "Postgres"), Database("mysqls", "MySQL"),
        Database("mariadbs", "MariaDB"), Database("redises", "Redis"), Database("elasticsearches", "Elasticsearch"),
    ];

    private static ResourceKind Core(string plural, string kind) => new("", "v1", plural, kind, Namespaced: true);

    private static ResourceKind Apps(string plural, string kind) => new("apps", "v1", plural, kind, Namespaced: true);

    private static ResourceKind Database(string plural, string kind) => new("kubedb.com", "v1", plural, kind, Namespaced: true);
}
