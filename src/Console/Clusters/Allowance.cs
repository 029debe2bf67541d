using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Clusters;

/// <summary>Whether something may be done, as the API server told.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Reason">Why not, in a sentence; empty when it may.</param>
public sealed record Allowance(bool Allowed, string Reason)
{
    /// <summary>It may be done.</summary>
    public static Allowance Granted { get; } = new(true, string.Empty);

    /// <summary>It has not been asked yet: buttons wait.</summary>
    public static Allowance Unknown { get; } = new(false, "The cluster is being asked whether you may do this.");

    /// <summary>It may not be done.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="user">Who asks, for people.</param>
    /// <param name="words">The server's own words; often empty.</param>
    public static Allowance Refused(AccessRequest request, string user, string words)
    {
        ArgumentNullException.ThrowIfNull(request);
        string place = request.Namespace is { Length: > 0 } ns ? $"in namespace {ns}" : request.Kind.Namespaced ? "in all namespaces" : "in this cluster";
        string why = words.Length == 0 ? string.Empty : $" The server says: {words}";
        return new(false, $"Not permitted: {user} may not {request.Verb} {request.Kind.Id} {place}.{why}");
    }
}
