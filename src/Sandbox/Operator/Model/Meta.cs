using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Reads and writes what objects of all kinds have in common.</summary>
internal static class Meta
{
    /// <summary>The finalizer by which KubeStash cleans up before an object goes.</summary>
    public const string Finalizer = "kubestash.com/cleanup";

    public static string Name(this JsonObject source) => source.TextOrEmpty("metadata", "name");

    public static string Namespace(this JsonObject source) => source.TextOrEmpty("metadata", "namespace");

    public static string Uid(this JsonObject source) => source.TextOrEmpty("metadata", "uid");

    public static ObjectKey Key(this JsonObject source) => new(source.Namespace(), source.Name());

    public static DateTimeOffset Created(this JsonObject source) => source.Time("metadata", "creationTimestamp") ?? DateTimeOffset.UnixEpoch;

    public static long Generation(this JsonObject source) => source.Number("metadata", "generation") ?? 0;

    public static bool IsDeleting(this JsonObject source) => source.Text("metadata", "deletionTimestamp") is not null;

    public static string? Label(this JsonObject source, string name) => source.Text("metadata", "labels", name);

    public static string? Annotation(this JsonObject source, string name) => source.Text("metadata", "annotations", name);

    public static bool HasFinalizer(this JsonObject source) => source.Texts("metadata", "finalizers").Contains(Finalizer, StringComparer.Ordinal);

    /// <summary>The owner that controls the object; null when there is none.</summary>
    public static JsonObject? Controller(this JsonObject source) => source.Objects("metadata", "ownerReferences").FirstOrDefault(owner => owner.IsTrue("controller"));

    /// <summary>Whether an object of this uid controls it.</summary>
    public static bool IsControlledBy(this JsonObject source, JsonObject owner) => source.Controller().Text("uid") == owner.Uid();

    /// <summary>The key of the controlling owner when it is of this kind.</summary>
    public static IEnumerable<ObjectKey> ControllerKeys(this JsonObject source, string kind) =>
        source.Controller() is { } owner && owner.Text("kind") == kind ? [new ObjectKey(source.Namespace(), owner.TextOrEmpty("name"))] : [];

    /// <summary>A reference that makes an object the controlling owner of others.</summary>
    public static JsonObject OwnerReference(ResourceKind kind, JsonObject owner) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>A new object with the given metadata.</summary>
    public static JsonObject Create(ResourceKind kind, string ns, string name, IEnumerable<KeyValuePair<string, string>>? labels = null, JsonObject? owner = null)
    {
        JsonObject metadata = new() { ["name"] = name };
        if (kind.Namespaced)
        {
            metadata["namespace"] = ns;
        }

        if (labels is not null)
        {
            metadata["labels"] = Map(labels);
        }

        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(owner);
        }

        return new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
    }

    /// <summary>Names and texts as an object.</summary>
    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        JsonObject map = [];
        foreach ((string name, string value) in pairs)
        {
            map[name] = value;
        }

        return map;
    }

    /// <summary>The object at a field, made when it is not there.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    /// <summary>The moment as objects write it: UTC, whole seconds.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
