using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Documents;
using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Version, health, discovery and OpenAPI.</summary>
internal sealed class DocumentHandler(KindCatalog catalog, Func<string> address)
{
    private const string DiscoveryGroup = "apidiscovery.k8s.io";
    private static readonly string[] Roots =
    [
        "/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version",
    ];

    /// <summary>What <c>/version</c> says; the behaviour is that of this version.</summary>
    public static JsonObject Version { get; } = new()
    {
        ["major"] = "1",
        ["minor"] = "32",
        ["gitVersion"] = "v1.32.0-sandbox",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "none",
        ["platform"] = $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}/amd64",
    };

    /// <summary>Answers a path that is no object's.</summary>
    /// <returns>Whether there is something at the path.</returns>
    public async Task<bool> TryHandleAsync(HttpContext context)
    {
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            return false;
        }

        string[] parts = (context.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["livez" or "readyz" or "healthz", ..]:
                await Answers.SendTextAsync(context, StatusCodes.Status200OK, "ok");
                return true;
            case ["api"] or ["apis"]:
                await SendRootAsync(context, parts[0] == "api");
                return true;
            case ["openapi", "v3", .. string[] rest] when rest.Length > 0:
                return await SendOpenApiAsync(context, string.Join('/', rest));
        }

        if (Find(parts) is not { } document)
        {
            return false;
        }

        await Answers.SendAsync(context, StatusCodes.Status200OK, document, Negotiation.Of(context.Request, objects: false));
        return true;
    }

    private JsonObject? Find(string[] parts) => parts switch
    {
        [] => new JsonObject { ["paths"] = new JsonArray([.. Roots.Concat(catalog.All.Select(kind => $"/{kind.Resource.GroupPath}")).Distinct().Order(StringComparer.Ordinal).Select(path => (JsonNode)path)]) },
        ["version"] => Version.DeepClone().AsObject(),
        ["openapi", "v3"] => catalog.OpenApi.Index(),
        ["api", string version] => catalog.Discovery.Resources("", version),
        ["apis", string group] => catalog.Discovery.Group(group),
        ["apis", string group, string version] => catalog.Discovery.Resources(group, version),
        _ => null,
    };

    private Task SendRootAsync(HttpContext context, bool core)
    {
        foreach (string clause in context.Request.Headers.Accept.ToString().Split(','))
        {
            string[] parts = clause.Split(';', StringSplitOptions.TrimEntries);
            string version = Negotiation.Parameter(parts, "v");
            if (parts[0] == "application/json" && Negotiation.Parameter(parts, "as") == "APIGroupDiscoveryList" && Negotiation.Parameter(parts, "g") == DiscoveryGroup && version is "v2" or "v2beta1")
            {
                return SendAggregatedAsync(context, core, version);
            }
        }

        JsonObject answer = core ? DiscoveryDocuments.CoreVersions(address()) : catalog.Discovery.Groups();
        return Answers.SendAsync(context, StatusCodes.Status200OK, answer, Negotiation.Of(context.Request, objects: false));
    }

    private async Task SendAggregatedAsync(HttpContext context, bool core, string version)
    {
        byte[] body = JsonBytes.Write(catalog.Discovery.Aggregated(core, version));
        string tag = $"\"{Convert.ToHexString(SHA256.HashData(body))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.Vary = "Accept";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = $"application/json;g={DiscoveryGroup};v={version};as=APIGroupDiscoveryList";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task<bool> SendOpenApiAsync(HttpContext context, string path)
    {
        if (catalog.OpenApi.Find(path) is not { } document)
        {
            return false;
        }

        string asked = context.Request.Query["hash"].ToString();
        if (asked.Length > 0 && asked != document.Hash)
        {
            context.Response.Redirect($"/openapi/v3/{path}?hash={document.Hash}", permanent: true);
            return true;
        }

        context.Response.Headers.ETag = $"\"{document.Hash}\"";
        if (asked.Length > 0)
        {
            context.Response.Headers.CacheControl = "public, immutable";
        }

        await Answers.SendAsync(context, StatusCodes.Status200OK, document.Json, Negotiation.Of(context.Request, objects: false));
        return true;
    }
}
