using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.References;

/// <summary>Resolves references: an empty namespace is the referring object's.</summary>
internal static class ReferenceResolution
{
    // KubeStash writes this in the appRef of a whole-cluster backup, which has no target.
    private const string NotApplicable = "na";

    /// <summary>The object referred to; null when there is no name.</summary>
    public static ObjectKey? Resolve(this ObjectReferenceWire? reference, ObjectMeta referrer) =>
        string.IsNullOrEmpty(reference?.Name) ? null : new ObjectKey(NamespaceOf(reference.Namespace, referrer), reference.Name);

    /// <summary>The target; null when there is none, as in backups of the whole cluster.</summary>
    public static TypedObjectReference? Resolve(this TypedReferenceWire? reference, ObjectMeta referrer)
    {
        if (string.IsNullOrEmpty(reference?.Name) || (reference.Name == NotApplicable && string.IsNullOrEmpty(reference.Kind)))
        {
            return null;
        }

        return new TypedObjectReference(
            reference.ApiGroup ?? string.Empty,
            reference.Kind ?? string.Empty,
            NamespaceOf(reference.Namespace, referrer),
            reference.Name);
    }

    /// <summary>The distinct values in their order, without empty ones.</summary>
    public static ImmutableArray<string> DistinctNames(this IEnumerable<string?>? names) =>
        names is null ? [] : [.. names.Where(name => !string.IsNullOrEmpty(name)).Distinct(StringComparer.Ordinal).Select(name => name!)];

    /// <summary>The distinct keys in their order, without absent ones.</summary>
    public static ImmutableArray<ObjectKey> DistinctKeys(this IEnumerable<ObjectKey?>? keys) =>
        keys is null ? [] : [.. keys.Where(key => key is not null).Select(key => key!.Value).Distinct()];

    private static string NamespaceOf(string? written, ObjectMeta referrer) =>
        string.IsNullOrEmpty(written) ? referrer.Namespace ?? string.Empty : written;
}
