using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>Asks the server a second question before a refusal is believed.</summary>
internal sealed class RefusalCheck<T>(IListerWatcher<T> server, string? ns, ILogger logger)
    where T : class, IRow
{
    /// <summary>Whether the refusal is true: the review denies the permission, or discovery does not name the kind.</summary>
    public async Task<bool> IsConfirmedAsync(Failure failure, CancellationToken cancellationToken)
    {
        try
        {
            return failure.Kind == FailureKind.Forbidden
                ? !await IsAllowedAsync(failure.Problem.Verb!, cancellationToken)
                : await server.IsServedAsync(cancellationToken) == false;
        }
        catch (ApiStatusException exception) when (exception.Status.IsForbidden)
        {
            // Who may not even ask has nothing to set against the refusal.
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // However the second question failed, it leaves the first undecided.
            logger.LogDebug(exception, "Whether the refusal of {Kind} is final could not be asked; it will be tried again.", server.Kind);
            return false;
        }
    }

    /// <summary>Whether a review still denies the verb. When it cannot be asked, trying is the only way to know.</summary>
    public async Task<bool> IsStillRefusedAsync(string verb, CancellationToken cancellationToken)
    {
        try
        {
            return !await IsAllowedAsync(verb, cancellationToken);
        }
        catch (ApiStatusException exception)
        {
            logger.LogDebug(exception, "Whether {Verb} of {Kind} is allowed could not be asked.", verb, server.Kind);
            return false;
        }
    }

    private async Task<bool> IsAllowedAsync(string verb, CancellationToken cancellationToken) =>
        (await server.ReviewAccessAsync(new AccessRequest(verb, server.Kind, ns), cancellationToken)).Allowed;
}
