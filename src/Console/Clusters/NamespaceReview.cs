using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>Asks a server where a user may list or create a kind. The server decides; this only puts its answers together.</summary>
internal static class NamespaceReview
{
    /// <summary>Most namespaces asked about one by one. A review is cheap, but not free, and they are asked when a page opens.</summary>
    public const int MaximumReviews = 100;

    private const int AtOnce = 8;

    /// <summary>Asks whether a verb is allowed. <paramref name="asked"/> is the namespace the page is about, and is always reviewed.</summary>
    public static async Task<NamespaceAccess> ReviewAsync(
        IClusterConnection connection, string verb, ResourceKind kind, string user, string? asked, ImmutableArray<string> candidates, CancellationToken cancellationToken)
    {
        bool everywhere = await MayAsync(connection, verb, kind, null, cancellationToken);
        (bool known, ImmutableArray<string> names) = await NamesAsync(connection, asked, candidates, cancellationToken);
        if (everywhere)
        {
            return new NamespaceAccess(kind, user, WholeCluster: true, known, names, [], []);
        }

        string[] toReview = names.Length <= MaximumReviews ? [.. names] : asked is null ? [] : [asked];
        bool[] answers = new bool[toReview.Length];
        ParallelOptions limits = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, toReview.Length, limits, async (at, token) =>
            answers[at] = await MayAsync(connection, verb, kind, toReview[at], token));
        return new NamespaceAccess(
            kind,
            user,
            WholeCluster: false,
            known,
            names,
            [.. toReview.Where((_, at) => answers[at])],
            [.. toReview.Where((_, at) => !answers[at])]);
    }

    /// <summary>Asks whether a kind may be listed in one namespace, and about nothing else.</summary>
    public static async Task<NamespaceAccess> ReviewOneAsync(IClusterConnection connection, ResourceKind kind, string user, string ns, CancellationToken cancellationToken)
    {
        bool allowed = await MayAsync(connection, "list", kind, ns, cancellationToken);
        return new NamespaceAccess(kind, user, WholeCluster: false, NamesKnown: true, [ns], allowed ? [ns] : [], allowed ? [] : [ns]);
    }

    private static async Task<bool> MayAsync(IClusterConnection connection, string verb, ResourceKind kind, string? ns, CancellationToken cancellationToken)
    {
        try
        {
            return (await connection.ReviewAccessAsync(new AccessRequest(verb, kind, ns), cancellationToken)).Allowed;
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden && ns is null)
        {
            // Not even the question is allowed, as for anonymous users. Then the thing itself is tried, and its refusal says why.
            return true;
        }
    }

    private static async Task<(bool Known, ImmutableArray<string> Names)> NamesAsync(
        IClusterConnection connection, string? asked, ImmutableArray<string> candidates, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<string> all = await connection.ListNamespacesAsync(cancellationToken);
            return (true, asked is null || all.Contains(asked) ? all : [.. all.Append(asked).Order(StringComparer.Ordinal)]);
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            IEnumerable<string> named = asked is null ? candidates : candidates.Append(asked);
            return (false, [.. named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }
    }
}
