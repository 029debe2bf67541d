using System.Net;
using System.Text.Json;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>What a failed request means for an informer.</summary>
internal enum FailureKind
{
    /// <summary>Try again where we were.</summary>
    Passing,

    /// <summary>The version to resume from is no longer, or not yet, known to the server.</summary>
    Expired,

    /// <summary>A permission seems to be missing.</summary>
    Forbidden,

    /// <summary>The kind seems not to be served.</summary>
    NotServed,

    /// <summary>The credential is not accepted; the client has already tried a fresh one.</summary>
    Unauthorized,

    /// <summary>A fault of this program. It is logged and tried again slowly: one bug must not end a live collection for good.</summary>
    Unexpected,
}

/// <summary>A failed request, judged.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Problem">The same in words.</param>
/// <param name="RetryAfter">How long the server asks to wait.</param>
internal sealed record Failure(FailureKind Kind, InformerProblem Problem, TimeSpan? RetryAfter = null)
{
    /// <summary>Answers of servers that have no streaming lists, or have them switched off.</summary>
    private static readonly int[] NotUnderstood =
    [
        (int)HttpStatusCode.BadRequest,
        (int)HttpStatusCode.MethodNotAllowed,
        (int)HttpStatusCode.NotAcceptable,
        (int)HttpStatusCode.UnsupportedMediaType,
        (int)HttpStatusCode.UnprocessableEntity,
        (int)HttpStatusCode.NotImplemented,
    ];

    public static Failure Of(Exception exception, ResourceKind kind, string verb) => exception switch
    {
        ApiStatusException refused => Of(refused.Status, kind, verb),
        CredentialException => new Failure(FailureKind.Unauthorized, new InformerProblem(InformerProblemKind.Unauthorized, exception.Message)),
        HttpRequestException or IOException => new Failure(FailureKind.Passing, new InformerProblem(InformerProblemKind.Unreachable, FailureWords.Of(exception))),
        JsonException or InvalidDataException => new Failure(
            FailureKind.Passing, new InformerProblem(InformerProblemKind.ServerError, $"The server's answer cannot be read: {exception.Message}", Resource: kind)),
        _ => new Failure(FailureKind.Unexpected, new InformerProblem(InformerProblemKind.ServerError, $"Unexpected: {exception.Message}", Resource: kind)),
    };

    /// <summary>Whether the request was refused for what it asks, so that a plain list may still work.</summary>
    public static bool IsNotUnderstood(ApiStatusException exception) => NotUnderstood.Contains(exception.Status.Code);

    /// <summary>Whether the server has not yet come to the version asked for: a replica that lags, or a cluster restored from a backup.</summary>
    public static bool IsVersionTooLarge(ApiStatus status) =>
        status.Causes.Any(cause => cause.Reason == "ResourceVersionTooLarge")
        || status.Message.StartsWith("Too large resource version", StringComparison.Ordinal);

    private static Failure Of(ApiStatus status, ResourceKind kind, string verb) => status switch
    {
        _ when status.IsExpired || IsVersionTooLarge(status) => new Failure(
            FailureKind.Expired, new InformerProblem(InformerProblemKind.ServerError, status.Message, Resource: kind), status.RetryAfter),
        { IsForbidden: true } => new Failure(
            FailureKind.Forbidden, new InformerProblem(InformerProblemKind.Forbidden, status.Message, verb, kind), status.RetryAfter),
        { IsNotFound: true } => new Failure(
            FailureKind.NotServed, new InformerProblem(InformerProblemKind.NotInstalled, status.Message, Resource: kind), status.RetryAfter),
        { Code: (int)HttpStatusCode.Unauthorized } => new Failure(
            FailureKind.Unauthorized, new InformerProblem(InformerProblemKind.Unauthorized, FailureWords.Of(new ApiStatusException(status))), status.RetryAfter),
        _ => new Failure(FailureKind.Passing, new InformerProblem(InformerProblemKind.ServerError, status.Message, Resource: kind), status.RetryAfter),
    };
}
