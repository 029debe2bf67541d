namespace BackupConsole.Settings;

/// <summary>All settings, read and checked once at start.</summary>
/// <param name="Access">Who may reach the console.</param>
/// <param name="Clusters">Which clusters are offered.</param>
/// <param name="Sandbox">The embedded cluster.</param>
/// <param name="Addresses">Where to listen, as Kestrel reads it.</param>
public sealed record ConsoleSettings(AccessOptions Access, ClusterOptions Clusters, SandboxSettings Sandbox, IReadOnlyList<string> Addresses)
{
    /// <summary>The options classes by section: what the README lists.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>
    {
        [AccessOptions.Section] = typeof(AccessOptions),
        [ClusterOptions.Section] = typeof(ClusterOptions),
        [SandboxSettings.Section] = typeof(SandboxSettings),
    };

    /// <summary>Reads all sections.</summary>
    /// <exception cref="SettingsException">Something is wrong; the message names every fault, not just the first.</exception>
    public static ConsoleSettings Read(IConfiguration configuration)
    {
        SettingsReader reader = new(configuration);
        AccessOptions access = reader.Read<AccessOptions>(AccessOptions.Section);
        ClusterOptions clusters = reader.Read<ClusterOptions>(ClusterOptions.Section);
        SandboxSettings sandbox = reader.Read<SandboxSettings>(SandboxSettings.Section);
        List<string> problems = [.. reader.Problems, .. Check(access), .. Check(clusters, access)];
        IReadOnlyList<string> addresses = ListenAddresses.Resolve(configuration, access, problems);
        return problems.Count == 0 ? new ConsoleSettings(access, clusters, sandbox, addresses) : throw new SettingsException(problems);
    }

    private static IEnumerable<string> Check(AccessOptions access)
    {
        foreach (string host in access.Hosts)
        {
            if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
            {
                yield return $"Access:Hosts has \"{host}\"; allowed are host names without scheme, port or path, such as console.example.org.";
            }
        }

        if (access.Hosts.Count > 0 && access.Listen != ListenScope.Any)
        {
            yield return "Access:Hosts is set, but Access:Listen is Loopback, where only localhost can be meant. Set Access:Listen=Any, or leave Access:Hosts out.";
        }

        if (access.KeyDirectory.Length > 0 && !Directory.Exists(access.KeyDirectory))
        {
            yield return $"Access:KeyDirectory is \"{access.KeyDirectory}\", which is not a directory; create it, or leave it empty to keep the keys in memory.";
        }
    }

    private static IEnumerable<string> Check(ClusterOptions clusters, AccessOptions access)
    {
        if (clusters.Source == ClusterSource.Sandbox && clusters.Kubeconfig.Count > 0)
        {
            yield return "Clusters:Kubeconfig is set, but Clusters:Source is Sandbox, which reads no kubeconfig. Leave one of them out.";
        }

        if (clusters.Source == ClusterSource.InCluster && access.Mode != AccessMode.SingleUser)
        {
            yield return "Clusters:Source is InCluster, where everyone who reaches the console acts as its service account. Say so with Access:Mode=SingleUser, or choose another source.";
        }

        if (clusters.Source == ClusterSource.InCluster && clusters.Kubeconfig.Count > 0)
        {
            yield return "Clusters:Kubeconfig is set, but Clusters:Source is InCluster, which reads no kubeconfig. Leave one of them out.";
        }

        foreach (string name in clusters.Namespaces)
        {
            if (!NamespaceName.IsValid(name))
            {
                yield return $"Clusters:Namespaces has \"{name}\"; allowed are namespace names: {NamespaceName.Rule}.";
            }
        }
    }
}
