using BackupConsole.Settings;

namespace BackupConsole.Security;

/// <summary>
/// Answers only under names that are meant for the console. A page of another site can point its own name at 127.0.0.1 (DNS rebinding) and
/// would then be of the console's origin as far as the browser can tell: it could read lists and open a circuit. The Host header still
/// carries the other site's name, so it gives such a request away. The port is not compared: port forwarding and proxies change it, and it
/// proves nothing.
/// </summary>
public sealed class HostHeaderMiddleware(RequestDelegate next, AccessOptions options)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly HashSet<string> accepted = new(Loopback.Concat(options.Hosts.Select(Bracketed)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Passes the request on, or refuses it with 400.</summary>
    public Task InvokeAsync(HttpContext context) =>
        accepted.Contains(context.Request.Host.Host)
            ? next(context)
            : PlainRefusal.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                "The console does not answer under this host name. Open it as http://localhost with its port, or add the name to the setting Access:Hosts.");

    // HostString gives IPv6 literals in brackets; people write them without.
    private static string Bracketed(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.IPv6 && !host.StartsWith('[') ? $"[{host}]" : host;
}
