namespace BackupConsole.Sandbox;

/// <summary>How the sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>
    /// Private folder for authority, tokens, kubeconfig and, with <see cref="Persist"/>, the objects; made when it is not there. <c>null</c> for
    /// <c>backup-console/sandbox</c> below the user's state folder (<c>XDG_STATE_HOME</c>, else <c>~/.local/state</c>; the local application data on Windows and macOS).
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>Port on loopback; 0 for the one used last, or any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Where the kubeconfig is written; <c>null</c> for <c>kubeconfig</c> in the state folder.</summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>Whether objects are kept in the state folder and found again at the next start.</summary>
    public bool Persist { get; init; }

    /// <summary>What a new cluster begins with; one that was kept goes on with what it has.</summary>
    public SandboxStartData Data { get; init; } = SandboxStartData.None;

    /// <summary>How many more BackupSessions there are at the start, for load; only with <see cref="Data"/>.</summary>
    public int ExtraSessions { get; init; }

    /// <summary>
    /// How many times faster than real the simulated operator works, from 1; <c>null</c> for a cluster without one. Schedules follow the clock in any case.
    /// </summary>
    public double? OperatorSpeed { get; init; }

    /// <summary>Whether KubeStash's admission webhooks run. Without them the cluster is one where only KubeStash's kinds are installed.</summary>
    public bool Webhooks { get; init; } = true;
}

/// <summary>What a sandbox begins with.</summary>
public enum SandboxStartData
{
    /// <summary>Kubernetes' own first objects only.</summary>
    None,

    /// <summary>KubeStash's addons and functions, and no backups.</summary>
    Empty,

    /// <summary>A company with two weeks of backups.</summary>
    Demo,
}
