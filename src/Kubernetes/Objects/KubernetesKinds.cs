namespace BackupConsole.Kubernetes.Objects;

/// <summary>Kinds of Kubernetes itself, as far as backups have to do with them.</summary>
public static class KubernetesKinds
{
    /// <summary>Credentials and other texts that are nobody else's business.</summary>
    public static ResourceKind Secret { get; } = new("", "v1", "secrets", "Secret", Namespaced: true);
}
