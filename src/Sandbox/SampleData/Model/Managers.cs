namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>Who wrote the objects, as <c>managedFields</c> name them.</summary>
internal static class Managers
{
    public const string Person = "kubectl-create";

    public const string Helm = "helm";

    public const string KubeStash = "kubestash";

    /// <summary>The pod of a trigger Job, which makes the sessions.</summary>
    public const string Trigger = "trigger-backup";

    public const string KubeDb = "kubedb-provisioner";

    public const string Controllers = "kube-controller-manager";

    public const string Kubelet = "kubelet";

    public const string Scheduler = "kube-scheduler";
}
