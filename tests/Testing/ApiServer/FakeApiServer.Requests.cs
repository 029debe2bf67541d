using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Testing.ApiServer;

/// <summary>The way of a request: scripts, authentication, discovery, authorization, storage.</summary>
public sealed partial class FakeApiServer
{
    private async Task HandleAsync(HttpContext context)
    {
        RecordedRequest request = new(context.Request);
        if (requests.Count < RequestLimit)
        {
            requests.Enqueue(request);
        }

        try
        {
            foreach (Func<HttpContext, RecordedRequest, Task<bool>> script in scripts)
            {
                if (await script(context, request))
                {
                    return;
                }
            }

            (string Name, string Group) user = Access.UserOf(context.Request.Headers.Authorization) ?? throw new FakeStatusException(401, "Unauthorized", "Unauthorized");
            await ServeAsync(context, request, user);
        }
        catch (FakeStatusException refusal)
        {
            context.Response.StatusCode = refusal.Code;
            await WriteJsonAsync(context, refusal.ToStatus());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // The client has gone; there is nobody to answer.
        }
    }

    private async Task ServeAsync(HttpContext context, RecordedRequest request, (string Name, string Group) user)
    {
        bool aggregated = Features.AggregatedDiscovery && context.Request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal);
        if (request.Method == "GET" && Discovery.Answer(request.Path, Features, [.. kinds.Values], aggregated) is JsonObject discovery)
        {
            context.Response.ContentType = discovery["kind"]?.GetValue<string>() == "APIGroupDiscoveryList" ? Discovery.AggregatedType : "application/json";
            await WriteJsonAsync(context, discovery);
            return;
        }

        JsonNode? body = await ReadBodyAsync(context);
        ResourcePath? path = ResourcePath.Parse(request.Path);
        if (path is not null && request.Method == "POST" && Access.Review(Features, path, user, body as JsonObject ?? []) is JsonObject review)
        {
            context.Response.StatusCode = 201;
            await WriteJsonAsync(context, review);
            return;
        }

        string id = path?.Group.Length > 0 ? $"{path.Plural}.{path.Group}" : path?.Plural ?? "";
        if (path?.Plural is null || !kinds.TryGetValue(id, out FakeKind? kind) || kind.Kind.Version != path.Version)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
            return;
        }

        Access.Demand(user.Name, Verb(request, path), path);
        await ServeResourceAsync(context, request, path, kind, body);
    }

    private async Task ServeResourceAsync(HttpContext context, RecordedRequest request, ResourcePath path, FakeKind kind, JsonNode? body)
    {
        if (request.Method == "GET")
        {
            Task read = path switch
            {
                { Name: null } when request.IsWatch => reads.WatchAsync(context, kind, path, request),
                { Name: null } => reads.ListAsync(context, kind, path, request),
                { Subresource: "log" } => WriteLogAsync(context, request, path, kind),
                _ => reads.GetAsync(context, kind, path),
            };
            await read;
            return;
        }

        string manager = request["fieldManager"] ?? context.Request.Headers.UserAgent.ToString().Split('/')[0];
        WriteRequest write = new(kind, path, request["dryRun"] == "All" || Objects.Text((body as JsonObject)?["dryRun"] is JsonArray { Count: > 0 } dry ? dry[0] : null) == "All", $"{manager}|Update", request["fieldValidation"] == "Strict", request["force"] is "true" or "1");
        string contentType = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
        JsonObject answer;
        lock (store.Gate)
        {
            answer = (request.Method, path.Name) switch
            {
                ("POST", null) => writes.Create(write, body as JsonObject ?? throw FakeStatusException.BadRequest("the body of the request must be an object")),
                ("PUT", not null) => writes.Replace(write, body as JsonObject ?? throw FakeStatusException.BadRequest("the body of the request must be an object")),
                ("PATCH", not null) => writes.Patch(write, contentType, body),
                ("DELETE", not null) => writes.Delete(write, body as JsonObject, request["propagationPolicy"]),
                _ => throw new FakeStatusException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
            };
        }

        context.Response.StatusCode = request.Method == "POST" ? 201 : 200;
        await WriteJsonAsync(context, answer);
    }

    private Task WriteLogAsync(HttpContext context, RecordedRequest request, ResourcePath path, FakeKind kind)
    {
        string key = Objects.Key(path.Namespace, path.Name!);
        lock (store.Gate)
        {
            _ = store.Find(kind, key) ?? throw FakeStatusException.NotFound(kind, path.Name!);
        }

        return logs.WriteAsync(context, key, request);
    }

    private static string Verb(RecordedRequest request, ResourcePath path) => request.Method switch
    {
        "GET" when path.Name is not null => "get",
        "GET" => request.IsWatch ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => path.Name is null ? "deletecollection" : "delete",
        _ => request.Method,
    };

    private static async Task<JsonNode?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.Method == "GET" || context.Request.ContentLength == 0)
        {
            return null;
        }

        using MemoryStream bytes = new();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        try
        {
            return bytes.Length == 0 ? null : JsonNode.Parse(bytes.ToArray(), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException failure)
        {
            throw FakeStatusException.BadRequest($"the object provided is unrecognized: {failure.Message}");
        }
    }

    private static Task WriteJsonAsync(HttpContext context, JsonObject value)
    {
        context.Response.ContentType ??= "application/json";
        return context.Response.WriteAsync(value.ToJsonString(), context.RequestAborted);
    }
}
