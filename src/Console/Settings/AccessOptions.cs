namespace BackupConsole.Settings;

/// <summary>From where the console may be reached.</summary>
public enum ListenScope
{
    /// <summary>This machine only.</summary>
    Loopback,

    /// <summary>Every network interface.</summary>
    Any,
}

/// <summary>Who the console's visitors are.</summary>
public enum AccessMode
{
    /// <summary>Nobody signs in; clusters are asked as the users of the kubeconfig, which is the reader's own.</summary>
    None,

    /// <summary>Nobody signs in, and whoever reaches the console acts as its own account. Has to be said explicitly.</summary>
    SingleUser,
}

/// <summary>Who may reach the console, and as whom they act.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Access";

    /// <summary>From where the console may be reached.</summary>
    [Setting("Where to listen: `Loopback` is this machine only, `Any` is every network interface.")]
    public ListenScope Listen { get; set; } = ListenScope.Loopback;

    /// <summary>TCP port.</summary>
    [Setting("TCP port; 0 lets the system choose one.", Minimum = 0, Maximum = 65535)]
    public int Port { get; set; } = 5080;

    /// <summary>Who the console's visitors are.</summary>
    [Setting("`None`: clusters are asked as the users of your kubeconfig. `SingleUser`: whoever reaches the console acts as its own service account; `Clusters:Source=InCluster` needs it.")]
    public AccessMode Mode { get; set; } = AccessMode.None;

    /// <summary>Host names accepted besides those of the loopback interface.</summary>
    [Setting("Host names under which the console is reached, besides `localhost`, `127.0.0.1` and `[::1]`; only with `Access:Listen=Any`.")]
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Where the keys that protect cookies and forms are kept.</summary>
    [Setting("Existing directory for the keys that protect cookies and form tokens; empty keeps them in memory, so that they end with the process.")]
    public string KeyDirectory { get; set; } = "";
}
