using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Sends answers: JSON or YAML, compressed when large.</summary>
internal static class Answers
{
    /// <summary>Smaller answers are not worth compressing.</summary>
    private const int CompressFrom = 128 * 1024;

    private const int ChunkSize = 64 * 1024;

    /// <summary>Sends a tree.</summary>
    public static Task SendAsync(HttpContext context, int code, JsonObject value, Negotiation negotiation) =>
        SendAsync(context, code, JsonBytes.Write(value, negotiation is { Indented: true, Yaml: false }), negotiation, alreadyIndented: true);

    /// <summary>Sends JSON that is there already.</summary>
    public static async Task SendAsync(HttpContext context, int code, ReadOnlyMemory<byte> json, Negotiation negotiation, bool alreadyIndented = false)
    {
        ReadOnlyMemory<byte> body = json;
        if (negotiation.Yaml)
        {
            body = Encoding.UTF8.GetBytes(YamlWriter.Write(new Manifest(JsonBytes.Read(json))));
        }
        else if (negotiation.Indented && !alreadyIndented)
        {
            body = JsonBytes.Write(JsonBytes.Read(json), indented: true);
        }

        context.Response.StatusCode = code;
        context.Response.ContentType = negotiation.Yaml ? "application/yaml" : "application/json";
        await SendBytesAsync(context, body, lineEnd: !negotiation.Yaml);
    }

    /// <summary>Sends many pieces of JSON as they come, without putting them together first.</summary>
    public static async Task SendPiecesAsync(HttpContext context, IEnumerable<ReadOnlyMemory<byte>> pieces, long length)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        if (length < CompressFrom || !TakesGzip(context.Request))
        {
            context.Response.ContentLength = context.Request.Method == "HEAD" ? null : length;
            foreach (ReadOnlyMemory<byte> piece in pieces)
            {
                context.Response.BodyWriter.Write(piece.Span);
                if (context.Response.BodyWriter.UnflushedBytes >= ChunkSize)
                {
                    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                }
            }

            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            return;
        }

        await using GZipStream compressed = Compress(context);
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            await compressed.WriteAsync(piece, context.RequestAborted);
        }
    }

    /// <summary>Sends a refusal.</summary>
    public static Task RefuseAsync(HttpContext context, int code, JsonObject status)
    {
        if (status["details"]?["retryAfterSeconds"] is JsonNode wait)
        {
            context.Response.Headers.RetryAfter = wait.ToJsonString();
        }

        bool indented = context.Request.Headers.UserAgent.ToString().StartsWith("curl", StringComparison.Ordinal);
        return SendAsync(context, code, status, new(AnswerForm.Whole, false, indented));
    }

    /// <summary>Sends text.</summary>
    public static async Task SendTextAsync(HttpContext context, int code, string text)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }

    /// <summary>404 for paths that nothing is at.</summary>
    public static Task PageNotFoundAsync(HttpContext context) => SendTextAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");

    /// <summary>Adds warnings for the client's user.</summary>
    public static void Warn(HttpContext context, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            string printable = string.Concat(warning.Where(c => c is >= ' ' and <= '~')).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            context.Response.Headers.Append("Warning", $"299 - \"{printable}\"");
        }
    }

    private static async Task SendBytesAsync(HttpContext context, ReadOnlyMemory<byte> body, bool lineEnd)
    {
        if (body.Length >= CompressFrom && TakesGzip(context.Request))
        {
            await using GZipStream compressed = Compress(context);
            await compressed.WriteAsync(body, context.RequestAborted);
            return;
        }

        context.Response.ContentLength = body.Length + (lineEnd ? 1 : 0);
        context.Response.BodyWriter.Write(body.Span);
        if (lineEnd)
        {
            context.Response.BodyWriter.Write("\n"u8);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static GZipStream Compress(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.Headers.Vary = "Accept-Encoding";
        return new(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',', StringSplitOptions.TrimEntries).Any(coding => coding == "gzip" || coding.StartsWith("gzip;q=1", StringComparison.Ordinal));
}
