namespace BackupConsole.Kubernetes.Objects;

/// <summary>Kinds that every cluster has, as far as the console reads them.</summary>
public static class KubernetesKinds
{
    /// <summary>What bounds the names of everything else.</summary>
    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    /// <summary>Containers that run together on one node.</summary>
    public static ResourceKind Pod { get; } = new("", "v1", "pods", "Pod", Namespaced: true);

    /// <summary>What happened to an object, for people; kept for about an hour.</summary>
    public static ResourceKind Event { get; } = new("", "v1", "events", "Event", Namespaced: true);

    /// <summary>Work that is done when its pods have ended well.</summary>
    public static ResourceKind Job { get; } = new("batch", "v1", "jobs", "Job", Namespaced: true);
}
