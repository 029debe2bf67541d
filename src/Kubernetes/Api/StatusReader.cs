using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads refusals: the server's Status object, or whatever a proxy in front of it answered instead.</summary>
internal static class StatusReader
{
    private const int MaxBodyBytes = 256 * 1024;
    private const int MaxPlainMessage = 500;

    /// <summary>What a refused response says. Reads no more of the body than a Status can need.</summary>
    public static async Task<ApiStatus> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        int code = (int)response.StatusCode;
        TimeSpan? retryAfter = RetryAfter(response, time);
        if (code is >= 300 and < 400)
        {
            return new ApiStatus(
                code,
                "Redirect",
                $"The server answered with a redirect to {response.Headers.Location?.Host ?? "another place"}, which is not followed. Check the server address of this cluster.",
                [],
                retryAfter);
        }

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] bytes = await ReadStartAsync(body, cancellationToken);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (Parse(document.RootElement, code, retryAfter) is { } status)
            {
                return status;
            }
        }
        catch (JsonException)
        {
            // Not the API server's own answer: its text is shown as it is.
        }

        string text = Encoding.UTF8.GetString(bytes).Trim();
        string message = text.Length == 0 || text.StartsWith('<')
            ? string.Create(CultureInfo.InvariantCulture, $"The server answered {code} {response.ReasonPhrase}.")
            : text.Length > MaxPlainMessage ? text[..MaxPlainMessage] + "…" : text;
        return new ApiStatus(code, ReasonOf(response.StatusCode), message, [], retryAfter);
    }

    /// <summary>A Status object, or <c>null</c> when the element is something else.</summary>
    /// <param name="element">The object.</param>
    /// <param name="fallbackCode">Code when the object names none.</param>
    /// <param name="retryAfter">Wait asked for by a header; wins over the one in the object.</param>
    public static ApiStatus? Parse(JsonElement element, int fallbackCode, TimeSpan? retryAfter)
    {
        if (element.ValueKind != JsonValueKind.Object || Text(element, "kind") != "Status")
        {
            return null;
        }

        int code = element.TryGetProperty("code", out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int given) && given > 0 ? given : fallbackCode;
        ImmutableArray<ApiStatusCause> causes = [];
        if (element.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Object)
        {
            if (details.TryGetProperty("causes", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
            {
                causes = [.. list.EnumerateArray().Where(cause => cause.ValueKind == JsonValueKind.Object).Select(cause => new ApiStatusCause(Text(cause, "field"), Text(cause, "reason"), Text(cause, "message")))];
            }

            if (retryAfter is null && details.TryGetProperty("retryAfterSeconds", out JsonElement seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out int wait) && wait > 0)
            {
                retryAfter = TimeSpan.FromSeconds(wait);
            }
        }

        string message = Text(element, "message");
        string reason = Text(element, "reason");
        return new ApiStatus(
            code,
            reason,
            message.Length > 0 ? message : reason.Length > 0 ? reason : string.Create(CultureInfo.InvariantCulture, $"The server answered {code}."),
            causes,
            retryAfter);
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string ReasonOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.Gone => "Expired",
        HttpStatusCode.TooManyRequests => "TooManyRequests",
        HttpStatusCode.ServiceUnavailable => "ServiceUnavailable",
        HttpStatusCode.GatewayTimeout => "Timeout",
        _ => string.Empty,
    };

    private static async Task<byte[]> ReadStartAsync(Stream body, CancellationToken cancellationToken)
    {
        using MemoryStream start = new();
        byte[] chunk = new byte[8 * 1024];
        int read;
        while (start.Length < MaxBodyBytes && (read = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            start.Write(chunk, 0, read);
        }

        return start.ToArray();
    }
}
