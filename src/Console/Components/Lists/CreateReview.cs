using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Lists;

/// <summary>Asks the API server whether the user may create objects of a kind.</summary>
internal static class CreateReview
{
    // More namespaces than this are not asked about one by one: the form does so for the one that is chosen.
    private const int MaximumAsked = 10;

    /// <summary>Whether an object may be created in a namespace, or in any of several.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace; <c>null</c> for any.</param>
    /// <param name="known">Namespaces there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Allowance> AskAsync(
        ClusterSession session, ResourceKind kind, string? ns, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        try
        {
            Allowance answer = await session.ReviewAsync(new AccessRequest("create", kind, kind.Namespaced ? ns : null), cancellationToken);
            if (answer.Allowed || ns is not null || !kind.Namespaced)
            {
                return answer;
            }

            if (known.Count > MaximumAsked)
            {
                return Allowance.Granted;
            }

            foreach (string name in known)
            {
                if ((await session.ReviewAsync(new AccessRequest("create", kind, name), cancellationToken)).Allowed)
                {
                    return Allowance.Granted;
                }
            }

            return answer;
        }
        catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
        {
            return Allowance.Granted; // Not known. The page tells what is wrong with the cluster, and the server has the last word.
        }
    }
}
