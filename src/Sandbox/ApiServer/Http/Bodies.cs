using System.Buffers;
using System.Text;
using System.Text.Json;
using BackupConsole.Sandbox.ApiServer.Protobuf;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Reads request bodies.</summary>
internal static class Bodies
{
    /// <summary>Largest body, as on real servers.</summary>
    public const int Limit = 3 * 1024 * 1024;

    private const int ShownBytes = 256;
    private static readonly string[] Accepted = ["application/json", "application/yaml"];

    /// <summary>Media type of a request without its parameters; JSON when none is given.</summary>
    public static string MediaType(HttpRequest request) =>
        request.ContentType is { Length: > 0 } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "application/json";

    /// <summary>Reads an object, JSON or YAML.</summary>
    /// <param name="kind">What it must be, for refusals.</param>
    /// <exception cref="WriteRefusedException">400, 413 or 415.</exception>
    public static async Task<DecodedBody> ReadObjectAsync(HttpContext context, string kind)
    {
        string type = MediaType(context.Request);
        if (type == ProtobufBody.MediaType && ProtobufBody.Knows(kind))
        {
            return ReadProtobuf(kind, await ReadAsync(context));
        }

        if (!Accepted.Contains(type))
        {
            throw Refusals.UnsupportedMediaType(Accepted);
        }

        byte[] bytes = await ReadAsync(context);
        try
        {
            DecodedBody body = type == "application/json" ? JsonBodyReader.Read(bytes) : YamlBodyReader.Read(Encoding.UTF8.GetString(bytes));
            System.Text.Json.Nodes.JsonObject value = body.Value as System.Text.Json.Nodes.JsonObject ?? throw Unrecognized(kind, "cannot unmarshal the value into an object", bytes);
            foreach (string field in new[] { "apiVersion", "kind" })
            {
                if (value[field] is { } word && JsonTypes.Of(word) != JsonType.String)
                {
                    throw Unrecognized(kind, $"json: cannot unmarshal {MetadataCoercion.GoKind(word)} into Go struct field .{field} of type string", bytes);
                }
            }

            return body;
        }
        catch (JsonException broken)
        {
            throw Unrecognized(kind, bytes.Length == 0 ? "unexpected end of JSON input" : broken.Message, bytes);
        }
        catch (YamlException broken)
        {
            throw WriteRefusedException.BadRequest($"the object provided is unrecognized (must be of type {kind}): error converting YAML to JSON: yaml: {broken.Message}");
        }
    }

    /// <summary>Reads a patch: YAML (which JSON is) for apply, else JSON.</summary>
    /// <exception cref="WriteRefusedException">400 or 413.</exception>
    public static async Task<DecodedBody> ReadPatchAsync(HttpContext context, bool yaml)
    {
        byte[] bytes = await ReadAsync(context);
        try
        {
            return yaml ? YamlBodyReader.Read(Encoding.UTF8.GetString(bytes)) : JsonBodyReader.Read(bytes);
        }
        catch (JsonException broken)
        {
            throw WriteRefusedException.BadRequest($"error decoding patch: {broken.Message}");
        }
        catch (YamlException broken)
        {
            throw WriteRefusedException.BadRequest($"error decoding YAML: {broken.Message}");
        }
    }

    /// <summary>Reads an object that may be left out.</summary>
    public static async Task<System.Text.Json.Nodes.JsonObject> ReadOptionsAsync(HttpContext context, string kind)
    {
        if (context.Request.ContentLength == 0 || (context.Request.ContentLength is null && context.Request.ContentType is null))
        {
            return [];
        }

        byte[] bytes = await ReadAsync(context);
        if (bytes.Length == 0)
        {
            return [];
        }

        string type = MediaType(context.Request);
        try
        {
            DecodedBody body = type == "application/yaml" ? YamlBodyReader.Read(Encoding.UTF8.GetString(bytes)) : JsonBodyReader.Read(bytes);
            if (body.Value is null)
            {
                return [];
            }

            System.Text.Json.Nodes.JsonObject options = body.Value as System.Text.Json.Nodes.JsonObject ?? throw new JsonException("json: cannot unmarshal the value into an object");
            CheckOptions(options, kind);
            return options;
        }
        catch (Exception broken) when (broken is JsonException or YamlException)
        {
            throw new WriteRefusedException(500, "", $"couldn't get version/kind; json parse error: {broken.Message}");
        }
    }

    // What cannot be decoded is an error without a reason here, as on a server.
    private static void CheckOptions(System.Text.Json.Nodes.JsonObject options, string kind)
    {
        string version = options["apiVersion"].AsText() ?? "";
        if (options["kind"].AsText() is { Length: > 0 } given && given != kind)
        {
            throw new WriteRefusedException(500, "", $"no kind {GoText.Quote(given)} is registered for version {GoText.Quote(version)}");
        }

        foreach ((string name, System.Text.Json.Nodes.JsonNode? value) in options)
        {
            JsonType type = JsonTypes.Of(value);
            bool fits = type == JsonType.Null || name switch
            {
                "gracePeriodSeconds" => type == JsonType.Integer,
                "dryRun" => type == JsonType.Array,
                "preconditions" => type == JsonType.Object,
                "kind" or "apiVersion" or "propagationPolicy" => type == JsonType.String,
                "orphanDependents" => type == JsonType.Boolean,
                _ => true,
            };
            if (!fits)
            {
                throw new WriteRefusedException(500, "", $"json: cannot unmarshal {JsonTypes.Name(type)} into Go struct field {kind}.{name}");
            }
        }
    }

    private static DecodedBody ReadProtobuf(string kind, byte[] bytes)
    {
        try
        {
            return new(ProtobufBody.Read(bytes), []);
        }
        catch (FormatException broken)
        {
            throw WriteRefusedException.BadRequest($"the object provided is unrecognized (must be of type {kind}): {broken.Message}");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        ArrayBufferWriter<byte> body = new(4096);
        while (true)
        {
            int read = await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted);
            if (read == 0)
            {
                return body.WrittenSpan.ToArray();
            }

            body.Advance(read);
            if (body.WrittenCount > Limit)
            {
                throw Refusals.BodyTooLarge(Limit);
            }
        }
    }

    private static WriteRefusedException Unrecognized(string kind, string why, byte[] bytes)
    {
        string shown = bytes.Length == 0 ? "<empty>" : Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, ShownBytes)));
        return WriteRefusedException.BadRequest($"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {why} ({shown})");
    }
}
