using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>
/// What the simulated backends know that no other object says. Kept in ConfigMaps of the operator's namespace, so that it lives exactly as long as the
/// cluster's other objects; in memory only while that namespace is missing. Secrets are kept as fingerprints.
/// </summary>
internal sealed class BackendMemory(OperatorContext context)
{
    /// <summary>Namespace of the operator.</summary>
    public const string OperatorNamespace = "kubestash";

    /// <summary>Fingerprint of the credentials of a place.</summary>
    public const string Credential = "credential";

    /// <summary>Fingerprint of the password of a repository.</summary>
    public const string Password = "password";

    private const int MaxArchived = 200;
    private const string Map = "sandbox-backends";
    private const string ArchivePrefix = "sandbox-archive-";
    private const string PlaceAnnotation = "sandbox.local/place";
    private readonly Dictionary<string, JsonObject> fallback = new(StringComparer.Ordinal);

    /// <summary>Something that is known about a place; null when it is not.</summary>
    public string? Recall(string what, string place) => Read(Map).Text("data", EntryKey(what, place));

    /// <summary>Notes something unless something is noted already.</summary>
    public void Remember(string what, string place, string value)
    {
        if (Recall(what, place) is null)
        {
            Write(Map, "", data => data[EntryKey(what, place)] = value);
        }
    }

    /// <summary>Forgets something.</summary>
    public void Forget(string what, string place)
    {
        if (Recall(what, place) is not null)
        {
            Write(Map, "", data => data.Remove(EntryKey(what, place)));
        }
    }

    /// <summary>Keeps the manifests of a repository whose objects are removed while its data stay; the newest Snapshots when there are too many.</summary>
    public void Archive(string place, JsonObject repository, IEnumerable<JsonObject> snapshots)
    {
        JsonArray kept = [];
        foreach (JsonObject snapshot in snapshots.OrderByDescending(snapshot => snapshot.Created()).Take(MaxArchived))
        {
            kept.Add((JsonNode)Bare(snapshot, withStatus: true));
        }

        Write(ArchiveName(place), place, data =>
        {
            data["repository"] = Bare(repository, withStatus: false).ToJsonString();
            data["snapshots"] = kept.ToJsonString();
        });
    }

    /// <summary>The repository found in a folder; null when there is none.</summary>
    public (JsonObject Repository, IReadOnlyList<JsonObject> Snapshots)? FindArchived(string place) => ReadArchive(Read(ArchiveName(place)));

    /// <summary>The repositories found below a storage's folder.</summary>
    public IEnumerable<JsonObject> ListArchived(string storagePlace) => context.Cluster.List(CoreKinds.ConfigMap, OperatorNamespace)
        .Concat(fallback.Values)
        .Where(map => map.Annotation(PlaceAnnotation)?.StartsWith(storagePlace + "|", StringComparison.Ordinal) == true)
        .Select(ReadArchive)
        .OfType<(JsonObject Repository, IReadOnlyList<JsonObject>)>()
        .Select(entry => entry.Repository);

    /// <summary>The data of a folder are gone, or its objects are back.</summary>
    public void ForgetArchived(string place)
    {
        fallback.Remove(ArchiveName(place));
        if (context.Get(CoreKinds.ConfigMap, OperatorNamespace, ArchiveName(place)) is { } map)
        {
            context.Delete(CoreKinds.ConfigMap, map);
        }
    }

    private static (JsonObject Repository, IReadOnlyList<JsonObject> Snapshots)? ReadArchive(JsonObject? map)
    {
        try
        {
            return map.Text("data", "repository") is { } text && JsonNode.Parse(text) is JsonObject repository
                && JsonNode.Parse(map.Text("data", "snapshots") ?? "[]") is JsonArray snapshots
                    ? (repository, [.. snapshots.OfType<JsonObject>()])
                    : null;
        }
        catch (JsonException)
        {
            // Somebody edited the ConfigMap: what it held is lost, as after a bad edit of a bucket.
            return null;
        }
    }

    private static JsonObject Bare(JsonObject source, bool withStatus)
    {
        JsonObject bare = Meta.Create(new ResourceKind("", "", "", "", true), source.Namespace(), source.Name(), source.Pairs("metadata", "labels"));
        bare["apiVersion"] = source.Text("apiVersion");
        bare["kind"] = source.Text("kind");
        bare["spec"] = source.At("spec")?.DeepClone();
        if (withStatus)
        {
            bare["status"] = source.At("status")?.DeepClone();
        }

        return bare;
    }

    private static string EntryKey(string what, string place) => $"{what}-{Hash(place)}";

    private static string ArchiveName(string place) => ArchivePrefix + Hash(place);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private JsonObject? Read(string name) => context.Get(CoreKinds.ConfigMap, OperatorNamespace, name) ?? fallback.GetValueOrDefault(name);

    private void Write(string name, string place, Action<JsonObject> change)
    {
        if (context.Update(CoreKinds.ConfigMap, new ObjectKey(OperatorNamespace, name), map => change(map.Child("data"))) is not null)
        {
            return;
        }

        JsonObject created = Meta.Create(CoreKinds.ConfigMap, OperatorNamespace, name, [KeyValuePair.Create(StashLabels.ManagedBy, "sandbox")]);
        created.Child("metadata")["annotations"] = new JsonObject { [PlaceAnnotation] = place };
        if (fallback.TryGetValue(name, out JsonObject? before))
        {
            created["data"] = before["data"]?.DeepClone();
        }

        change(created.Child("data"));
        try
        {
            context.Ensure(CoreKinds.ConfigMap, (JsonObject)created.DeepClone());
            fallback.Remove(name);
        }
        catch (ApiStatusException refusal) when (refusal.Status.IsNotFound || refusal.Status.IsForbidden)
        {
            context.Logger.LogDebug("Backends remember in memory only: {Refusal}", refusal.Message);
            fallback[name] = created;
        }
    }
}
