namespace BackupConsole.Kubernetes.Configuration;

/// <summary>What kubectl takes from its process when it looks for kubeconfigs and plugins.</summary>
public sealed record KubeconfigEnvironment
{
    /// <summary>Value of <c>KUBECONFIG</c>: paths separated by <see cref="Path.PathSeparator"/>; <c>null</c> or empty when not set.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The user's home directory, where <c>.kube/config</c> is looked for; <c>null</c> when there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>Value of <c>PATH</c>, where credential plugins named without a slash are looked for.</summary>
    public string? SearchPath { get; init; }

    /// <summary>That of this process.</summary>
    public static KubeconfigEnvironment FromProcess()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new KubeconfigEnvironment
        {
            Kubeconfig = Environment.GetEnvironmentVariable("KUBECONFIG"),
            HomeDirectory = home.Length == 0 ? null : home,
            SearchPath = Environment.GetEnvironmentVariable("PATH"),
        };
    }
}
