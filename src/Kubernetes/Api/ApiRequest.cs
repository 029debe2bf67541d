namespace BackupConsole.Kubernetes.Api;

/// <summary>One HTTP request to an API server, in a form that can be sent again.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="PathAndQuery">Below the server's root, without a leading slash; made by <see cref="ApiPath"/>.</param>
/// <param name="Accept">Value of <c>Accept</c>.</param>
/// <param name="Body">Body; <c>null</c> for none.</param>
/// <param name="ContentType">Media type of the body.</param>
internal sealed record ApiRequest(
    HttpMethod Method,
    string PathAndQuery,
    string Accept = ApiRequest.Json,
    ReadOnlyMemory<byte>? Body = null,
    string ContentType = ApiRequest.Json)
{
    public const string Json = "application/json";
}
