using System.Collections.Immutable;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Settings;

namespace BackupConsole.Clusters;

/// <summary>Finds the clusters that the settings ask for. Reads files; contacts nothing.</summary>
public static class ClusterLoader
{
    /// <summary>The clusters of the source that is set.</summary>
    /// <exception cref="SettingsException">The source gives no cluster at all, which for the in-cluster account means a wrong setting.</exception>
    public static ClusterCatalog Load(ClusterOptions options, TimeProvider time) => options.Source switch
    {
        // The settings were checked: the sandbox does not get here until it exists.
        ClusterSource.Auto or ClusterSource.Kubeconfig =>
            new KubeconfigLoader(new ExecPluginOptions(), time).Load(options.Kubeconfig, KubeconfigEnvironment.FromProcess()),
        ClusterSource.InCluster => InCluster(time),
        _ => throw new InvalidOperationException($"Clusters:Source is {options.Source}, which has no clusters."),
    };

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
