using System.Net.Sockets;
using System.Security.Authentication;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class FailureWordsTests
{
    public static TheoryData<Exception, string> Failures => new()
    {
        { new ApiStatusException(new ApiStatus(401, "Unauthorized", "Unauthorized", [], null)), "does not accept the credential" },
        { new ApiStatusException(new ApiStatus(500, "InternalError", "etcd is away", [], null)), "answers 500: etcd is away" },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known (x:443)"), "not known here" },
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), "connection refused" },
        { new HttpRequestException("x", new SocketException((int)SocketError.NetworkUnreachable)), "cannot be reached" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "see inner", new IOException("layer", new AuthenticationException("The certificate is not trusted."))), "No trusted connection: The certificate is not trusted. Check" },
        { new HttpRequestException("x", new TaskCanceledException()), "does not answer in time" },
        { new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."), "broke off" },
        { new IOException("The request was aborted."), "The connection to the API server broke off." },
        { new HttpRequestException("x", new IOException("Unable to read data from the transport connection.")), "broke off" },
        { new BrokenAnswerException("The list of widgets broke off."), "The list of widgets broke off." },
        { new HttpRequestException("x", new BrokenAnswerException("The server's answer is larger than 5 bytes.")), "larger than 5 bytes" },
        { new HttpRequestException("api.example.com did not answer within 60 s."), "api.example.com did not answer within 60 s." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failures_are_said_in_words(Exception exception, string words)
    {
        string text = FailureWords.Of(exception);

        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ResponseEnded", text, StringComparison.Ordinal);
    }
}
