using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Conformance;

/// <summary>Built-in kinds the suite uses.</summary>
internal static class TestKinds
{
    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", false);

    public static ResourceKind ConfigMap { get; } = new("", "v1", "configmaps", "ConfigMap", true);

    public static ResourceKind Pod { get; } = new("", "v1", "pods", "Pod", true);

    public static ResourceKind ServiceAccount { get; } = new("", "v1", "serviceaccounts", "ServiceAccount", true);
}
