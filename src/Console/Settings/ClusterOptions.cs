namespace BackupConsole.Settings;

/// <summary>Where clusters come from.</summary>
public enum ClusterSource
{
    /// <summary>Every context of the kubeconfig, and the sandbox.</summary>
    Auto,

    /// <summary>Every context of the kubeconfig.</summary>
    Kubeconfig,

    /// <summary>The sandbox alone.</summary>
    Sandbox,

    /// <summary>The cluster the console runs in, as the console's own service account.</summary>
    InCluster,
}

/// <summary>Which clusters are offered.</summary>
public sealed class ClusterOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Clusters";

    /// <summary>Where clusters come from.</summary>
    [Setting("`Auto`: every context of the kubeconfig, and the sandbox. `Kubeconfig`: without the sandbox. `Sandbox`: the sandbox alone. `InCluster`: the cluster the console runs in, as its service account; needs `Access:Mode=SingleUser`.")]
    public ClusterSource Source { get; set; } = ClusterSource.Auto;

    /// <summary>Kubeconfig files, in merge order.</summary>
    [Setting("Kubeconfig files in merge order, used instead of `KUBECONFIG` and `~/.kube/config`.", IsPathList = true)]
    public IReadOnlyList<string> Kubeconfig { get; set; } = [];

    /// <summary>Namespaces to try where namespaces may not be listed.</summary>
    [Setting("Namespaces to try where namespaces may not be listed, besides the context's own and those typed on a page.")]
    public IReadOnlyList<string> Namespaces { get; set; } = [];
}
