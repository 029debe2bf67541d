using System.Collections.Immutable;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Settings;

namespace BackupConsole.Clusters;

/// <summary>The clusters that were found.</summary>
/// <param name="Catalog">The clusters, and what is wrong with others.</param>
/// <param name="SandboxSlug">Which of them is the sandbox; <c>null</c> when it does not run.</param>
public sealed record LoadedClusters(ClusterCatalog Catalog, string? SandboxSlug);

/// <summary>Finds the clusters that the settings ask for. Reads files; contacts nothing.</summary>
public static class ClusterLoader
{
    private const string SandboxName = "sandbox";

    /// <summary>The clusters of the source that is set.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="sandboxKubeconfig">Kubeconfig of the running sandbox; <c>null</c> when it does not run.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SettingsException">The source gives no cluster at all, which for the in-cluster account means a wrong setting.</exception>
    public static LoadedClusters Load(ClusterOptions options, string? sandboxKubeconfig, TimeProvider time)
    {
        KubeconfigLoader loader = new(new ExecPluginOptions(), time);
        return options.Source switch
        {
            ClusterSource.Auto => WithSandbox(loader.Load(options.Kubeconfig, KubeconfigEnvironment.FromProcess()), Sandbox(loader, sandboxKubeconfig)),
            ClusterSource.Kubeconfig => new LoadedClusters(loader.Load(options.Kubeconfig, KubeconfigEnvironment.FromProcess()), null),
            ClusterSource.Sandbox => WithSandbox(Nothing, Sandbox(loader, sandboxKubeconfig)),
            ClusterSource.InCluster => new LoadedClusters(InCluster(time), null),
            _ => throw new InvalidOperationException($"{options.Source} is no source of clusters."),
        };
    }

    private static ClusterCatalog Nothing => new() { Clusters = [], Problems = [] };

    /// <summary>The sandbox's own context. Its others, with fewer permissions, are for kubectl and for those who add the file to theirs.</summary>
    private static ClusterConfiguration? Sandbox(KubeconfigLoader loader, string? kubeconfig)
    {
        if (kubeconfig is null)
        {
            return null;
        }

        ClusterCatalog catalog = loader.Load([kubeconfig], new KubeconfigEnvironment());
        return catalog.Clusters.FirstOrDefault(cluster => cluster.Name == catalog.CurrentContext)
            ?? throw new InvalidOperationException($"The sandbox wrote a kubeconfig that cannot be used: {string.Join(" ", catalog.Problems)}");
    }

    private static LoadedClusters WithSandbox(ClusterCatalog catalog, ClusterConfiguration? sandbox)
    {
        if (sandbox is null)
        {
            return new LoadedClusters(catalog, null);
        }

        string slug = ClusterSlug.Create(SandboxName, catalog.Clusters.Select(cluster => cluster.Slug).ToHashSet(StringComparer.Ordinal));
        ClusterConfiguration named = sandbox with { Name = SandboxName, Slug = slug };
        return new LoadedClusters(
            new ClusterCatalog { Clusters = catalog.Clusters.Add(named), CurrentContext = catalog.CurrentContext, Problems = catalog.Problems },
            slug);
    }

    private static ClusterCatalog InCluster(TimeProvider time)
    {
        try
        {
            ClusterConfiguration cluster = InClusterConfiguration.Load(InClusterEnvironment.FromProcess(), time);
            return new ClusterCatalog { Clusters = [cluster], CurrentContext = cluster.Name, Problems = ImmutableArray<ClusterProblem>.Empty };
        }
        catch (ClusterConfigurationException exception)
        {
            throw new SettingsException([$"Clusters:Source is InCluster: {exception.Message}"]);
        }
    }
}
