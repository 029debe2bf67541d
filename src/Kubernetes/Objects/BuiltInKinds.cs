namespace BackupConsole.Kubernetes.Objects;

/// <summary>Kinds that every cluster has.</summary>
public static class BuiltInKinds
{
    /// <summary>A namespace.</summary>
    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    /// <summary>Named values that are not for everyone's eyes.</summary>
    public static ResourceKind Secret { get; } = new("", "v1", "secrets", "Secret", Namespaced: true);

    /// <summary>A claim to storage.</summary>
    public static ResourceKind PersistentVolumeClaim { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", Namespaced: true);

    /// <summary>Containers that run together.</summary>
    public static ResourceKind Pod { get; } = new("", "v1", "pods", "Pod", Namespaced: true);

    /// <summary>Something that was noticed about an object.</summary>
    public static ResourceKind Event { get; } = new("", "v1", "events", "Event", Namespaced: true);

    /// <summary>Pods that run to their end.</summary>
    public static ResourceKind Job { get; } = new("batch", "v1", "jobs", "Job", Namespaced: true);

    /// <summary>Jobs by the clock; served as batch/v1 since Kubernetes 1.21.</summary>
    public static ResourceKind CronJob { get; } = new("batch", "v1", "cronjobs", "CronJob", Namespaced: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } = [Namespace, Secret, PersistentVolumeClaim, Pod, Event, Job, CronJob];
}
