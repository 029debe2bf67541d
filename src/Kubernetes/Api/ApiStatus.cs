using System.Collections.Immutable;
using System.Net;

namespace BackupConsole.Kubernetes.Api;

/// <summary>The API server's <c>Status</c> object: why it refused.</summary>
/// <param name="Code">HTTP status code.</param>
/// <param name="Reason">Machine-readable reason (<c>NotFound</c>, <c>AlreadyExists</c>, <c>Conflict</c>, <c>Invalid</c>, <c>Expired</c> ...); empty when none was given.</param>
/// <param name="Message">The server's words.</param>
/// <param name="Causes">One entry per field at fault; empty when the server names none.</param>
/// <param name="RetryAfter">How long the server asks to wait before another try.</param>
public sealed record ApiStatus(int Code, string Reason, string Message, ImmutableArray<ApiStatusCause> Causes, TimeSpan? RetryAfter)
{
    /// <summary>
    /// Whether an admission webhook refused. Such a refusal is a 403 or another code chosen by the webhook, and says nothing about the
    /// user's permissions (Kubernetes: <c>admission webhook "name" denied the request</c>).
    /// </summary>
    public bool IsWebhookRefusal => Webhook is not null;

    /// <summary>The name of the admission webhook that refused; <c>null</c> when none did.</summary>
    public string? Webhook
    {
        get
        {
            const string Start = "admission webhook \"";
            int at = Message.IndexOf(Start, StringComparison.Ordinal);
            if (at < 0)
            {
                return null;
            }

            int end = Message.IndexOf('"', at + Start.Length);
            return end > 0 && Message.AsSpan(end + 1).TrimStart().StartsWith("denied the request", StringComparison.Ordinal)
                ? Message[(at + Start.Length)..end]
                : null;
        }
    }

    /// <summary>Whether the user lacks a permission: a 403 that no webhook made.</summary>
    public bool IsForbidden => Code == (int)HttpStatusCode.Forbidden && !IsWebhookRefusal;

    /// <summary>Whether a resourceVersion or continue token is too old to go on from.</summary>
    public bool IsExpired => Code == (int)HttpStatusCode.Gone;

    /// <summary>Whether the object, kind or path is not there.</summary>
    public bool IsNotFound => Code == (int)HttpStatusCode.NotFound;
}

/// <summary>One field at fault, as <c>details.causes</c> of a Status names it.</summary>
/// <param name="Field">Path as the server writes it, such as <c>spec.sessions[0].name</c>; older servers leave list indexes out.</param>
/// <param name="Reason">Machine-readable reason, such as <c>FieldValueRequired</c>.</param>
/// <param name="Message">The server's words about this field.</param>
public sealed record ApiStatusCause(string Field, string Reason, string Message);

/// <summary>The API server refused a request.</summary>
/// <param name="status">Why.</param>
public sealed class ApiStatusException(ApiStatus status) : Exception(status.Message)
{
    /// <summary>Why the server refused.</summary>
    public ApiStatus Status { get; } = status;
}
