using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
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
    public static async Task<Permit> AskAsync(
        ClusterSession session, ResourceKind kind, string? ns, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        try
        {
            if ((await session.ReviewAccessAsync(new AccessRequest("create", kind, kind.Namespaced ? ns : null), cancellationToken)).Allowed)
            {
                return Permit.Granted;
            }

            if (ns is null && kind.Namespaced)
            {
                if (known.Count > MaximumAsked)
                {
                    return Permit.Granted;
                }

                foreach (string name in known)
                {
                    if ((await session.ReviewAccessAsync(new AccessRequest("create", kind, name), cancellationToken)).Allowed)
                    {
                        return Permit.Granted;
                    }
                }
            }

            UserIdentity user = await session.WhoAmIAsync(cancellationToken);
            string who = user.Name.Length > 0 ? $"User \"{user.Name}\"" : $"The user of context \"{session.Cluster.Name}\"";
            string where = ns is not null ? $"in namespace {ns}" : kind.Namespaced && known.Count > 0 ? "in any namespace known here" : "in this cluster";
            return new Permit(false, $"{who} may not create {kind.Id} {where}: a role with the verb create on it is missing.");
        }
        catch (Exception exception) when (exception is ApiStatusException or HttpRequestException or IOException or CredentialException)
        {
            return Permit.Granted; // Not known. The page tells what is wrong with the cluster, and the server has the last word.
        }
    }
}
