using System.Collections.Frozen;
using System.Collections.Immutable;
using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Clusters;

/// <summary>The clusters one may choose from, and what is wrong with the rest. Fixed at start.</summary>
public sealed class ClusterRegistry
{
    private readonly FrozenDictionary<string, ClusterConfiguration> bySlug;

    /// <summary>Takes what was found over; the catalog is not disposed.</summary>
    public ClusterRegistry(LoadedClusters found)
    {
        ClusterCatalog catalog = found.Catalog;
        SandboxSlug = found.SandboxSlug;
        Clusters = catalog.Clusters;
        Problems = catalog.Problems;
        CurrentContext = catalog.CurrentContext;
        bySlug = Clusters.ToFrozenDictionary(cluster => cluster.Slug, StringComparer.Ordinal);
    }

    /// <summary>The clusters, in the order of their files.</summary>
    public ImmutableArray<ClusterConfiguration> Clusters { get; }

    /// <summary>What is wrong with the configuration: broken entries, and warnings about usable ones.</summary>
    public ImmutableArray<ClusterProblem> Problems { get; }

    /// <summary>The context kubectl would use; <c>null</c> when none is set.</summary>
    public string? CurrentContext { get; }

    /// <summary>The slug of the sandbox; <c>null</c> when it does not run.</summary>
    public string? SandboxSlug { get; }

    /// <summary>Whether a cluster is the sandbox, where backups are simulated.</summary>
    public bool IsSandbox(ClusterConfiguration cluster) => cluster.Slug == SandboxSlug;

    /// <summary>The cluster of a slug; <c>null</c> when there is none.</summary>
    public ClusterConfiguration? Find(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>What to know about a usable cluster before choosing it.</summary>
    public IEnumerable<string> WarningsOf(ClusterConfiguration cluster)
    {
        if (cluster.InsecureSkipTlsVerify)
        {
            yield return "TLS certificate not verified: anyone between here and the server could read and change everything.";
        }
        else if (cluster.Server.Scheme == Uri.UriSchemeHttp)
        {
            yield return "Not encrypted: the server is addressed by http.";
        }

        foreach (ClusterProblem problem in Problems)
        {
            if (problem.Severity == ClusterProblemSeverity.Warning && problem.Contexts.Contains(cluster.Name))
            {
                yield return problem.ToString();
            }
        }
    }
}
