using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Every cluster a configuration names, and what is wrong with the rest of it. Owns the credential sources of its clusters.</summary>
public sealed class ClusterCatalog : IAsyncDisposable
{
    /// <summary>The usable contexts, in file order. Names and slugs are unique.</summary>
    public required ImmutableArray<ClusterConfiguration> Clusters { get; init; }

    /// <summary>
    /// The context kubectl would use, from the first file that sets one; <c>null</c> when none does or no context has that name.
    /// It may name a broken context, which is not among <see cref="Clusters"/>.
    /// </summary>
    public string? CurrentContext { get; init; }

    /// <summary>What is wrong, one for each broken file or entry, in file and line order.</summary>
    public required ImmutableArray<ClusterProblem> Problems { get; init; }

    /// <summary>Names of the contexts that cannot be used, in the order of <see cref="Problems"/>.</summary>
    public IEnumerable<string> BrokenContexts =>
        Problems.Where(problem => problem.Severity == ClusterProblemSeverity.Error).SelectMany(problem => problem.Contexts).Distinct();

    /// <summary>Ends running credential plugins and releases keys and certificates. No cluster of this catalog may be in use any more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (ClusterConfiguration cluster in Clusters)
        {
            await cluster.Credentials.DisposeAsync();
            foreach (X509Certificate2 authority in cluster.CertificateAuthorities ?? [])
            {
                authority.Dispose();
            }
        }
    }
}
