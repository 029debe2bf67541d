namespace BackupConsole.Settings;

/// <summary>What the sandbox holds when it starts.</summary>
public enum SandboxData
{
    /// <summary>A company with two weeks of backups.</summary>
    Demo,

    /// <summary>KubeStash installed, and no backups.</summary>
    Empty,
}

/// <summary>Where the sandbox keeps its objects.</summary>
public enum SandboxStorage
{
    /// <summary>In memory: every start is a fresh one.</summary>
    Memory,

    /// <summary>In the state directory, across restarts.</summary>
    Disk,
}

/// <summary>The embedded cluster with simulated backups.</summary>
public sealed class SandboxSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Sandbox";

    /// <summary>What it holds at start.</summary>
    [Setting("What the sandbox holds when it starts: `Demo` is a company with two weeks of backups, `Empty` has KubeStash installed and nothing else.")]
    public SandboxData Data { get; set; } = SandboxData.Demo;

    /// <summary>Extra sessions, for load.</summary>
    [Setting("That many BackupSessions more, for load; at most 200000.", Minimum = 0, Maximum = 200_000)]
    public int Sessions { get; set; }

    /// <summary>How many times faster the operator works.</summary>
    [Setting("Divides the simulated operator's delays, from 1 to 1000; schedules still follow the real clock.", Minimum = 1, Maximum = 1000)]
    public int Speed { get; set; } = 1;

    /// <summary>Where objects are kept.</summary>
    [Setting("Where the sandbox's objects are kept: `Memory` starts afresh each time, `Disk` keeps them in the state directory.")]
    public SandboxStorage Storage { get; set; } = SandboxStorage.Memory;

    /// <summary>Port on loopback.</summary>
    [Setting("Port of the sandbox's API server on loopback; 0 is the one used last, or any that is free.", Minimum = 0, Maximum = 65_535)]
    public int Port { get; set; }

    /// <summary>Where the kubeconfig is written.</summary>
    [Setting("Where the sandbox's kubeconfig is written; empty is the state directory.")]
    public string KubeconfigPath { get; set; } = "";

    /// <summary>Private directory.</summary>
    [Setting("Private directory of the sandbox: certificate authority, tokens, kubeconfig; empty is `backup-console/sandbox` in the user's state directory.")]
    public string StateDirectory { get; set; } = "";
}
