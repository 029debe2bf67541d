namespace BackupConsole.Kubernetes.Objects;

/// <summary>What rows of kinds keep whose lists show annotations: kinds of which a cluster has few.</summary>
public sealed class AnnotatedMeta : ObjectMeta
{
    /// <summary>Annotations, whole.</summary>
    public LabelSet Annotations { get; set; }
}
