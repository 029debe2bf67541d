using System.Text.Json.Nodes;

namespace BackupConsole.Kubernetes.Api;

/// <summary>A change to an object, in one of the forms an API server accepts.</summary>
/// <param name="ContentType">Media type that names the form.</param>
/// <param name="Body">The change.</param>
public sealed record Patch(string ContentType, JsonNode Body)
{
    /// <summary>A list of operations (RFC 6902).</summary>
    public static Patch Json(JsonArray operations) => new("application/json-patch+json", operations);

    /// <summary>An object to merge; null values remove (RFC 7386).</summary>
    public static Patch Merge(JsonObject changes) => new("application/merge-patch+json", changes);

    /// <summary>The fields this field manager wants (server-side apply). JSON is valid YAML, which is what servers read here.</summary>
    public static Patch Apply(JsonObject intent) => new("application/apply-patch+yaml", intent);

    /// <summary>Whether this is a server-side apply.</summary>
    public bool IsApply => ContentType.StartsWith("application/apply-patch", StringComparison.Ordinal);
}
