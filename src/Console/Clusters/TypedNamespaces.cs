using System.Collections.Immutable;

namespace BackupConsole.Clusters;

/// <summary>
/// Namespaces a person has named while the page is open, per cluster. Where namespaces may not be listed, a name that worked once is
/// offered, and watched with the others, from then on. One per circuit; bounded.
/// </summary>
public sealed class TypedNamespaces
{
    private const int MaximumPerCluster = 20;

    // A live query reads on its own thread what the page adds.
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> byCluster = new(StringComparer.Ordinal);

    /// <summary>The names, the latest last.</summary>
    public ImmutableArray<string> Of(string cluster)
    {
        lock (gate)
        {
            return byCluster.TryGetValue(cluster, out List<string>? names) ? [.. names] : [];
        }
    }

    /// <summary>Keeps a name; the oldest one goes when there are too many.</summary>
    public void Add(string cluster, string name)
    {
        lock (gate)
        {
            if (!byCluster.TryGetValue(cluster, out List<string>? names))
            {
                byCluster[cluster] = names = [];
            }

            names.Remove(name);
            names.Add(name);
            if (names.Count > MaximumPerCluster)
            {
                names.RemoveAt(0);
            }
        }
    }
}
