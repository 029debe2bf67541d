using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;

namespace BackupConsole.Clusters;

/// <summary>When a query that could not be answered is asked again.</summary>
internal static class QueryRetry
{
    /// <summary>The first wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait; also how often a missing permission is looked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after a number of failures in a row.</summary>
    public static TimeSpan After(int failures)
    {
        TimeSpan wait = Shortest * Math.Pow(2, Math.Min(failures, 10));
        return wait < Longest ? wait : Longest;
    }

    /// <summary>Whether an exception is about the cluster, rather than a mistake of ours or the end of the page.</summary>
    public static bool IsRefusalOrBreak(Exception exception, CancellationToken cancellationToken) =>
        exception is ApiStatusException or HttpRequestException or IOException or CredentialException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
