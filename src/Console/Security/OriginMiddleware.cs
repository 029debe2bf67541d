namespace BackupConsole.Security;

/// <summary>
/// Refuses requests that another site's page makes the browser send. A WebSocket is not bound by the same-origin policy: any page could open
/// the console's circuit and steer it, with the reader's rights in the cluster. The browser states the asking page in the Origin header, on
/// every WebSocket and on every request that is not GET or HEAD; it must be the console itself. A missing Origin is refused too: no browser
/// leaves it out here, and a rule with an exception is the weaker one.
/// </summary>
public sealed class OriginMiddleware(RequestDelegate next)
{
    /// <summary>Passes the request on, or refuses it with 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!NeedsOrigin(context) || IsOwnOrigin(request))
        {
            return next(context);
        }

        return PlainRefusal.WriteAsync(
            context,
            StatusCodes.Status403Forbidden,
            "The request was not made by a page of this console, so it is refused. Open the console directly, and not through another site.");
    }

    private static bool NeedsOrigin(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || IsUpgrade(context.Request)
        || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    // Also before the WebSocket middleware has looked at the request; Connect is how HTTP/2 opens one and is no GET.
    private static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Upgrade.Any(value => value is not null && value.Contains("websocket", StringComparison.OrdinalIgnoreCase));

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
