using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Why a request failed, for people: the cause, not the layers it came through.</summary>
public static class FailureWords
{
    /// <summary>One or two sentences about an exception of <see cref="KubernetesClient"/>.</summary>
    public static string Of(Exception exception) => exception switch
    {
        ApiStatusException { Status.Code: (int)HttpStatusCode.Unauthorized } =>
            "The API server does not accept the credential of this context. It may have expired: check that kubectl works with it.",
        ApiStatusException refused => $"The API server answers {refused.Status.Code}: {refused.Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            "The name of the API server is not known here. Check the address in the kubeconfig, and the network or VPN.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls(exception),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "Nothing listens at the address of the API server (connection refused). It may be stopped or starting.",
        HttpRequestException { InnerException: SocketException socket } => $"The API server cannot be reached: {socket.Message}.",
        OperationCanceledException or HttpRequestException { InnerException: TimeoutException or OperationCanceledException } =>
            "The API server does not answer in time. Check the network or VPN.",
        BrokenAnswerException => exception.Message,
        HttpRequestException { InnerException: BrokenAnswerException cause } => cause.Message,
        IOException or HttpRequestException { InnerException: IOException } => "The connection to the API server broke off.",
        null => throw new ArgumentNullException(nameof(exception)),
        _ => exception.Message,
    };

    private static string Tls(Exception exception)
    {
        Exception cause = exception;
        while (cause.InnerException is not null && cause is not AuthenticationException)
        {
            cause = cause.InnerException;
        }

        return $"No trusted connection: {cause.Message.TrimEnd('.')}. Check certificate-authority and tls-server-name in the kubeconfig.";
    }
}
