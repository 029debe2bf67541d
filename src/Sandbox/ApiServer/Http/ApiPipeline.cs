using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Logs;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>The way of a request: where it comes from, who sends it, whether they may, and who answers.</summary>
internal sealed class ApiPipeline
{
    private readonly ClusterState state;
    private readonly Authorizer authorizer;
    private readonly Authentication authentication;
    private readonly DocumentHandler documents;
    private readonly ReviewHandler reviews;
    private readonly ReadHandler reads;
    private readonly WatchHandler watches;
    private readonly WriteHandler writes;
    private readonly ScaleHandler scales;
    private readonly LogHandler logs;
    private readonly ServiceAccountTokens accountTokens;
    private readonly ILogger logger;

    public ApiPipeline(ObjectWrites objectWrites, PodLogs podLogs, SandboxIdentity identity, Func<int> port, ILogger logger, CancellationToken stopping)
    {
        state = objectWrites.State;
        this.logger = logger;
        authorizer = new(state.Store);
        accountTokens = new(state);
        UserInfo? FindToken(string token) => identity.Find(token) ?? accountTokens.Find(token);
        authentication = new(FindToken, authorizer, port);
        documents = new(state.Catalog, () => $"127.0.0.1:{port()}");
        reviews = new(authorizer, FindToken);
        reads = new(state);
        watches = new(state, reads, stopping);
        writes = new(objectWrites, reads);
        scales = new(objectWrites);
        logs = new(state, podLogs, stopping);
    }

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["Audit-Id"] = Guid.NewGuid().ToString();
        context.Response.Headers.CacheControl = "no-cache, private";
        try
        {
            authentication.CheckOrigin(context.Request);
            UserInfo? user = authentication.Authenticate(context.Request);
            RequestInfo request = RequestInfo.Read(context.Request);
            if (user is not null)
            {
                authorizer.Demand(user, request.Access());
            }

            await ServeAsync(context, request, user);
        }
        catch (WriteRefusedException refusal) when (!context.Response.HasStarted)
        {
            await Answers.RefuseAsync(context, refusal.Code, refusal.ToStatus());
        }
        catch (ContinueExpiredException expired) when (!context.Response.HasStarted)
        {
            System.Text.Json.Nodes.JsonObject status = Refusals.Expired(expired.Message).ToStatus();
            status["metadata"] = new System.Text.Json.Nodes.JsonObject { ["continue"] = expired.Token };
            await Answers.RefuseAsync(context, StatusCodes.Status410Gone, status);
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            WriteRefusedException refusal = broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusals.BodyTooLarge(Bodies.Limit) : WriteRefusedException.BadRequest(broken.Message);
            await Answers.RefuseAsync(context, refusal.Code, refusal.ToStatus());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // The client has gone; there is nobody to answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            logger.LogError(failure, "The sandbox failed at {Method} {Path}.", context.Request.Method, context.Request.Path);
            await Answers.RefuseAsync(context, StatusCodes.Status500InternalServerError, new WriteRefusedException(500, "InternalError", $"Internal error occurred: {failure.Message}").ToStatus());
        }
    }

    private async Task ServeAsync(HttpContext context, RequestInfo request, UserInfo? user)
    {
        if (!request.IsResource)
        {
            if (!await documents.TryHandleAsync(context))
            {
                await Answers.PageNotFoundAsync(context);
            }

            return;
        }

        if (state.Catalog.Find(request.Group, request.Version, request.Resource) is not { } kind || request.HasMore)
        {
            if (IsBuiltInVersion(request))
            {
                throw Refusals.NoSuchResource();
            }

            await Answers.PageNotFoundAsync(context);
            return;
        }

        if (kind.DeprecationWarning is { } deprecated)
        {
            Answers.Warn(context, [deprecated]);
        }

        await ServeKindAsync(context, request, kind, user!);
    }

    private Task ServeKindAsync(HttpContext context, RequestInfo request, KindDefinition kind, UserInfo user)
    {
        string? ns = kind.Resource.Namespaced ? request.Namespace : null;
        if (kind.Resource.Namespaced ? request.Name is not null && ns is null : request.Namespace is not null && !request.IsNamespaceObject)
        {
            return kind.IsCustom ? Answers.PageNotFoundAsync(context) : throw Refusals.NoSuchResource();
        }

        if (kind.IsReview)
        {
            return request is { Verb: "create", Name: null } ? reviews.HandleAsync(context, kind, ns, user) : throw Refusals.MethodNotAllowed();
        }

        if (request.Name is null)
        {
            return ServeCollectionAsync(context, request, kind, ns);
        }

        ObjectKey key = new(ns ?? "", request.Name);
        return request.Subresource.Length > 0 ? ServePartAsync(context, request, kind, key) : request.Verb switch
        {
            "get" => reads.GetAsync(context, kind, key),
            "update" => writes.ReplaceAsync(context, kind, key, ""),
            "patch" => writes.PatchAsync(context, kind, key, ""),
            "delete" => writes.DeleteAsync(context, kind, key),
            _ => throw Refusals.MethodNotAllowed(),
        };
    }

    private Task ServeCollectionAsync(HttpContext context, RequestInfo request, KindDefinition kind, string? ns)
    {
        switch (request.Verb)
        {
            case "list":
                return reads.ListAsync(context, kind, ns);
            case "watch":
                return watches.WatchAsync(context, kind, ns);
            case "create" when !kind.Resource.Namespaced || ns is not null:
                return writes.CreateAsync(context, kind, ns);
            case "deletecollection" when kind.Verbs.Contains("deletecollection") && (!kind.Resource.Namespaced || ns is not null):
                return writes.DeleteCollectionAsync(context, kind, ns);
            case "update" or "patch" when kind.IsCustom:
                throw WriteRefusedException.BadRequest("name must be provided");
            default:
                throw Refusals.MethodNotAllowed();
        }
    }

    private Task ServePartAsync(HttpContext context, RequestInfo request, KindDefinition kind, ObjectKey key)
    {
        if (kind.Subresources.FirstOrDefault(part => part.Name == request.Subresource) is not { } part)
        {
            throw kind.IsCustom ? Refusals.NotFound(kind.Resource, key.Name) : Refusals.NoSuchResource();
        }

        if (!part.Verbs.Contains(request.Verb))
        {
            throw Refusals.MethodNotAllowed();
        }

        return (part.Name, request.Verb) switch
        {
            ("log", _) => logs.HandleAsync(context, key),
            ("token", _) => accountTokens.HandleAsync(context, key),
            (Subresource.ScaleName, _) => scales.HandleAsync(context, kind, key),
            (_, "get") => reads.GetAsync(context, kind, key),
            (_, "update") => writes.ReplaceAsync(context, kind, key, part.Name),
            (_, "patch") => writes.PatchAsync(context, kind, key, part.Name),
            _ => throw Refusals.MethodNotAllowed(),
        };
    }

    // Of the core group's versions that are none, too.
    private bool IsBuiltInVersion(RequestInfo request) =>
        request.Group.Length == 0 ||
        state.Catalog.All.Any(kind => !kind.IsCustom && kind.Resource.Group == request.Group && kind.Resource.Version == request.Version);
}
