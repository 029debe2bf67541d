using Microsoft.Extensions.Primitives;

namespace BackupConsole.Security;

/// <summary>
/// Tells the browser what a page of the console may do. Everything shown comes from objects that others may write, so the page must be
/// harmless even where an escape was forgotten: scripts, styles, workers and connections come from the console alone.
/// </summary>
public sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    /// <summary>
    /// The content security policy. No inline script at all; inline style attributes are allowed, as the component library positions its
    /// popups with them and a style runs nothing. <c>connect-src 'self'</c> covers the circuit's WebSocket. Framing is refused: a framed
    /// console could be clicked through, and the compressed circuit could be measured.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:; "
        + "font-src 'self' data:; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; worker-src 'self'";

    private static readonly KeyValuePair<string, StringValues>[] Headers =
    [
        new("Content-Security-Policy", ContentSecurityPolicy),

        // The same as frame-ancestors, for browsers that know nothing newer.
        new("X-Frame-Options", "DENY"),

        // A log line or a manifest must not be taken for a script because it looks like one.
        new("X-Content-Type-Options", "nosniff"),

        // Addresses hold cluster and namespace names. Not "no-referrer": that would also empty the Origin header of our own forms.
        new("Referrer-Policy", "same-origin"),

        // Windows opened by, or opening, other sites get no handle to this one.
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];

    /// <summary>Sets the headers when the answer starts, so that none set later by an endpoint wins over them.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Apply((HttpResponse)state), context.Response);
        return next(context);
    }

    private static Task Apply(HttpResponse response)
    {
        foreach (KeyValuePair<string, StringValues> header in Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        // Pages tell what is in a cluster: no cache of browser or proxy may keep them. Static files carry their own rule.
        if (response.ContentType is { } type && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
