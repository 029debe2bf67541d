using System.Collections.Immutable;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Who sends a request, and whether it comes from where requests may come from.</summary>
internal sealed class Authentication(Func<string, UserInfo?> findToken, Authorizer authorizer, Func<int> port)
{
    private const string Scheme = "Bearer ";
    private const string AnonymousGroup = "system:unauthenticated";
    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "[::1]"];
    private static readonly string[] OpenPaths = ["/livez", "/readyz", "/version"];

    /// <summary>Refuses what a web page could send: a name that was made to point here, or a page's own request.</summary>
    /// <exception cref="WriteRefusedException">403.</exception>
    public void CheckOrigin(HttpRequest request)
    {
        if (!Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase) || request.Host.Port != port())
        {
            throw new WriteRefusedException(403, "Forbidden", "forbidden: the Host header does not name the sandbox's own address");
        }

        if (request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site"))
        {
            throw new WriteRefusedException(403, "Forbidden", "forbidden: the sandbox takes no requests of web pages");
        }
    }

    /// <summary>The user; null for paths that anybody may read.</summary>
    /// <exception cref="WriteRefusedException">401, or 403 for an impersonation.</exception>
    public UserInfo? Authenticate(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0 && request.Method == "GET" && OpenPaths.Contains(request.Path.Value))
        {
            return null;
        }

        UserInfo? user = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? findToken(header[Scheme.Length..].Trim()) : null;
        return user is null ? throw Refusals.Unauthorized() : Impersonate(request, user);
    }

    private UserInfo Impersonate(HttpRequest request, UserInfo user)
    {
        string name = request.Headers["Impersonate-User"].ToString();
        ImmutableArray<string> groups = [.. request.Headers["Impersonate-Group"].OfType<string>()];
        string uid = request.Headers["Impersonate-Uid"].ToString();
        if (name.Length == 0)
        {
            return groups.IsEmpty && uid.Length == 0
                ? user
                : throw new WriteRefusedException(500, "InternalError", "Internal error occurred: requested impersonation of groups or uid without impersonating a user");
        }

        Demand(user, "users", "", name);
        foreach (string group in groups)
        {
            Demand(user, "groups", "", group);
        }

        if (uid.Length > 0)
        {
            Demand(user, "uids", "authentication.k8s.io", uid);
        }

        return new(name, uid, groups.Contains(AnonymousGroup) || groups.Contains(UserInfo.Authenticated) ? groups : [.. groups, UserInfo.Authenticated]);
    }

    private void Demand(UserInfo user, string resource, string group, string name)
    {
        AccessAttributes access = new("impersonate") { Group = group, Resource = resource, Name = name };
        if (resource == "users" && name.Split(':') is ["system", "serviceaccount", string ns, string account])
        {
            access = access with { Resource = "serviceaccounts", Namespace = ns, Name = account };
        }

        authorizer.Demand(user, access);
    }
}
