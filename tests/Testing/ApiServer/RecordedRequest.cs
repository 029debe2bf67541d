using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace BackupConsole.Testing.ApiServer;

/// <summary>A request as it came in.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(HttpRequest request)
    {
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        QueryString = request.QueryString.Value ?? "";
        Query = QueryHelpers.ParseQuery(QueryString);
        Protocol = request.Protocol;
        ConnectionId = request.HttpContext.Connection.Id;
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
    }

    public string Method { get; }

    public string Path { get; }

    public string QueryString { get; }

    public IReadOnlyDictionary<string, StringValues> Query { get; }

    public IReadOnlyDictionary<string, StringValues> Headers { get; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public string Protocol { get; }

    /// <summary>Equal for requests that came over the same connection.</summary>
    public string ConnectionId { get; }

    public bool IsWatch => Method == "GET" && this["watch"] is "true" or "1";

    /// <summary>A list of objects, neither watch nor discovery.</summary>
    public bool IsList => Method == "GET" && !IsWatch && ResourcePath.Parse(Path) is { Plural: not null, Name: null };

    /// <summary>A query parameter; <c>null</c> when absent or empty.</summary>
    public string? this[string parameter] => Query.TryGetValue(parameter, out StringValues values) && values[0] is { Length: > 0 } value ? value : null;

    public override string ToString() => $"{Method} {Path}{QueryString}";
}

/// <summary>What a script answers instead of the server.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body; a Status object is made when <c>null</c> and the status is an error.</param>
public sealed record ScriptedAnswer(int Status, string? Body = null)
{
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>429 or 503 that asks to wait.</summary>
    public static ScriptedAnswer RetryAfter(int status, int seconds) =>
        new(status) { Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) } };

    internal async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        string body = Body ?? (Status < 400 ? "" : new FakeStatusException(Status, ReasonOf(Status), $"scripted answer {Status}").ToStatus().ToJsonString());
        await response.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    private static string ReasonOf(int status) => status switch
    {
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        409 => "Conflict",
        410 => "Expired",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => "InternalError",
    };
}
