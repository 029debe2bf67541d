using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>An object of any kind within the store.</summary>
/// <param name="Kind"><see cref="ResourceKind.Id"/> of its kind.</param>
/// <param name="Key">Namespace and name.</param>
internal readonly record struct ObjectAddress(string Kind, ObjectKey Key);

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record OwnerLink(string Uid, string ApiVersion, string Kind, string Name, bool BlocksDeletion);

/// <summary>
/// One version of an object. Its UTF-8 is what is kept, and sent to clients as it is; the tree is made from it when somebody looks, and let go
/// again: trees need ten times the memory.
/// </summary>
internal sealed class StoredObject
{
    private static readonly FrozenDictionary<string, string> NoLabels = FrozenDictionary<string, string>.Empty;
    private readonly WeakReference<JsonObject> tree;

    /// <summary>Takes a tree that nobody changes any more, with its version in it.</summary>
    public StoredObject(JsonObject value, long version, DateTimeOffset storedAt)
        : this(value, JsonBytes.Write(value), version, storedAt)
    {
    }

    private StoredObject(JsonObject value, byte[] json, long version, DateTimeOffset storedAt)
    {
        Json = json;
        Version = version;
        StoredAt = storedAt;
        // The tree that was given may be full of nodes; the one that is kept makes them as they are needed.
        tree = new(value);
        JsonNode? metadata = value.At("metadata");
        Key = new(metadata.TextOrEmpty("namespace"), metadata.TextOrEmpty("name"));
        Uid = metadata.TextOrEmpty("uid");
        Labels = metadata.At("labels") is JsonObject { Count: > 0 } ? metadata.Pairs("labels").ToDictionary(StringComparer.Ordinal) : NoLabels;
        Owners = [.. metadata.Objects("ownerReferences").Select(Owner)];
        Finalizers = [.. metadata.Texts("finalizers")];
        IsDeleting = metadata.At("deletionTimestamp") is not null;
    }

    /// <summary>Reads an object that was kept elsewhere.</summary>
    public static StoredObject Read(byte[] json, long version, DateTimeOffset storedAt) => new(JsonBytes.Read(json), json, version, storedAt);

    /// <summary>The object as clients get it.</summary>
    public byte[] Json { get; }

    /// <summary>The object. Shared: never change it.</summary>
    public JsonObject Value
    {
        get
        {
            if (tree.TryGetTarget(out JsonObject? value))
            {
                return value;
            }

            value = JsonBytes.Read(Json);
            tree.SetTarget(value);
            return value;
        }
    }

    public ObjectKey Key { get; }

    public string Uid { get; }

    /// <summary>The version as a number.</summary>
    public long Version { get; }

    /// <summary>When this version was stored.</summary>
    public DateTimeOffset StoredAt { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public ImmutableArray<OwnerLink> Owners { get; }

    public ImmutableArray<string> Finalizers { get; }

    /// <summary>Whether the object was deleted and waits for its finalizers.</summary>
    public bool IsDeleting { get; }

    private static OwnerLink Owner(JsonObject reference) => new(
        reference.TextOrEmpty("uid"), reference.TextOrEmpty("apiVersion"), reference.TextOrEmpty("kind"), reference.TextOrEmpty("name"), reference.IsTrue("blockOwnerDeletion"));
}
