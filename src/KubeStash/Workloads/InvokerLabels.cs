using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Workloads;

/// <summary>The labels by which Jobs and pods are found that serve an object: a session, a storage, a repository.</summary>
public static class InvokerLabels
{
    /// <summary>The label that says who made an object.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>Its value on everything KubeStash makes.</summary>
    public const string Manager = "kubestash.com";

    /// <summary>The label with the name of the object that is served.</summary>
    public const string InvokerName = "kubestash.com/invoker-name";

    /// <summary>The label that says what part a Job has, such as <c>kubestash-backup</c> or <c>kubestash-hook</c>.</summary>
    public const string Component = "app.kubernetes.io/component";

    private const int MaximumLabelLength = 63;

    /// <summary>
    /// The Jobs, or the pods, that serve an object of this name; <c>null</c> when the name is too long to be a label, so that nothing can be found by it.
    /// They are looked for in the object's own namespace, where they run.
    /// </summary>
    public static ObjectSelector? Serving(string invoker)
    {
        ArgumentException.ThrowIfNullOrEmpty(invoker);
        return invoker.Length > MaximumLabelLength
            ? null
            : ObjectSelector.ByLabels(LabelSelector.Everything.WithLabel(ManagedBy, Manager).WithLabel(InvokerName, invoker));
    }
}
