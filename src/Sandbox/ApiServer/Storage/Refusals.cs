using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>The refusals of an API server that no schema is needed for, in its words.</summary>
internal static class Refusals
{
    /// <summary>404 for an object.</summary>
    public static WriteRefusedException NotFound(ResourceKind kind, string name) => new(404, "NotFound", $"{kind.Id} {GoText.Quote(name)} not found", Details(kind, name));

    /// <summary>404 for a path that belongs to no kind.</summary>
    public static WriteRefusedException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource", []);

    /// <summary>409 for a create.</summary>
    /// <param name="deleting">Whether what is there is about to go.</param>
    public static WriteRefusedException AlreadyExists(ResourceKind kind, string name, bool deleting = false) =>
        new(409, "AlreadyExists", $"{(deleting ? "object is being deleted: " : "")}{kind.Id} {GoText.Quote(name)} already exists", Details(kind, name));

    /// <summary>409 for a write based on another version.</summary>
    public static WriteRefusedException Conflict(ResourceKind kind, string name, string why = "the object has been modified; please apply your changes to the latest version and try again") =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.Id} {GoText.Quote(name)}: {why}", Details(kind, name));

    /// <summary>409 for a deletion with a precondition that does not hold; names the kind instead of the plural, as a server does.</summary>
    public static WriteRefusedException DeletionConflict(ResourceKind kind, string name, string why) => Conflict(kind with { Plural = kind.Kind }, name, why);

    /// <summary>403 with words of one's own about an object.</summary>
    public static WriteRefusedException Forbidden(ResourceKind kind, string name, string why, JsonArray? causes = null)
    {
        JsonObject details = Details(kind, name);
        if (causes is not null)
        {
            details["causes"] = causes;
        }

        return new(403, "Forbidden", $"{kind.Id}{(name.Length > 0 ? $" {GoText.Quote(name)}" : "")} is forbidden: {why}", details);
    }

    /// <summary>401.</summary>
    public static WriteRefusedException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    /// <summary>405.</summary>
    public static WriteRefusedException MethodNotAllowed() => new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    /// <summary>406.</summary>
    public static WriteRefusedException NotAcceptable(IEnumerable<string> accepted) => new(406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", accepted)}");

    /// <summary>415.</summary>
    public static WriteRefusedException UnsupportedMediaType(IEnumerable<string> accepted) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    /// <summary>413 for a body.</summary>
    public static WriteRefusedException BodyTooLarge(long limit) =>
        new(413, "RequestEntityTooLarge", string.Create(CultureInfo.InvariantCulture, $"Request entity too large: limit is {limit}"));

    /// <summary>410 for a version that is no longer known.</summary>
    public static WriteRefusedException Expired(string message) => new(410, "Expired", message);

    /// <summary>410 for a watch.</summary>
    public static WriteRefusedException WatchExpired(long asked, long oldest) =>
        Expired(string.Create(CultureInfo.InvariantCulture, $"too old resource version: {asked} ({oldest})"));

    /// <summary>504 for a version that is not there yet.</summary>
    public static WriteRefusedException VersionTooLarge(long asked, long current) => new(
        504,
        "Timeout",
        string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {asked}, current: {current}"),
        new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    /// <summary>422 for a request's options.</summary>
    public static WriteRefusedException InvalidOptions(string kind, FieldError error) => WriteRefusedException.Invalid("meta.k8s.io", kind, "", [error]);

    /// <summary><c>details</c> that name an object.</summary>
    public static JsonObject Details(ResourceKind kind, string name)
    {
        JsonObject details = [];
        foreach ((string field, string value) in new[] { ("name", name), ("group", kind.Group), ("kind", kind.Plural) })
        {
            if (value.Length > 0)
            {
                details[field] = value;
            }
        }

        return details;
    }
}
