using BackupConsole.Sandbox.ApiServer.Security;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>What a request is about, from its method and URL.</summary>
internal sealed record RequestInfo
{
    private static readonly string[] NamespaceParts = ["status", "finalize"];

    /// <summary>Verb of the API; the method in small letters for other paths.</summary>
    public required string Verb { get; init; }

    public required string Path { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Plural; empty for paths that are no objects.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Namespace; null for all, and for kinds without.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the object; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Whether the URL goes on after the subresource.</summary>
    public bool HasMore { get; init; }

    public bool IsResource => Resource.Length > 0;

    /// <summary>Whether the URL is one of a Namespace object, whose namespace is itself.</summary>
    public bool IsNamespaceObject => Group.Length == 0 && Resource == "namespaces";

    /// <summary>Reads a request.</summary>
    public static RequestInfo Read(HttpRequest request)
    {
        string path = request.Path.Value ?? "/";
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        RequestInfo other = new() { Verb = request.Method.ToLowerInvariant(), Path = path };
        (string group, string version, string[] rest) = parts switch
        {
            ["api", string v, .. string[] after] => ("", v, after),
            ["apis", string g, string v, .. string[] after] => (g, v, after),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
        {
            return other;
        }

        string? ns = null;
        if (rest[0] == "namespaces" && rest.Length > 1)
        {
            ns = rest[1];
            if (rest.Length > 2 && !NamespaceParts.Contains(rest[2]))
            {
                rest = rest[2..];
            }
        }

        string? name = rest.Length > 1 ? rest[1] : null;
        return other with
        {
            Group = group,
            Version = version,
            Resource = rest[0],
            Namespace = ns,
            Name = name,
            Subresource = rest.Length > 2 ? rest[2] : "",
            HasMore = rest.Length > 3,
            Verb = VerbOf(request, name),
        };
    }

    /// <summary>What the user needs the right to.</summary>
    public AccessAttributes Access() => IsResource
        ? new(Verb) { Group = Group, Resource = Resource, Subresource = Subresource, Namespace = Namespace ?? "", Name = Name ?? "" }
        : new(Verb) { Path = Path };

    private static string VerbOf(HttpRequest request, string? name) => request.Method switch
    {
        "GET" or "HEAD" when name is null => IsTrue(request.Query["watch"]) ? "watch" : "list",
        "GET" or "HEAD" => "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name is null ? "deletecollection" : "delete",
        _ => request.Method.ToLowerInvariant(),
    };

    /// <summary>Whether a parameter of the query is set.</summary>
    public static bool IsTrue(string? value) => value is "true" or "1" or "True" or "TRUE" or "t" or "T";
}
