using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>
/// A reference that objects of a kind hold to others, declared once and followed both ways: forward by reading the referring object,
/// backward by asking an index of the referring kind for the key.
/// </summary>
/// <typeparam name="TRow">The row record of the referring kind.</typeparam>
/// <param name="Name">Its name, unique among the links of the referring kind: stores name their index by it.</param>
/// <param name="To">The kind referred to; <c>null</c> for targets, which may be of any kind: their keys are those of <see cref="LinkKey"/>.</param>
/// <param name="Select">What an object refers to, with namespaces filled in; entries that are <c>null</c> or have no name are left out.</param>
public sealed record Link<TRow>(string Name, ResourceKind? To, Func<TRow, IEnumerable<ObjectKey?>> Select)
    where TRow : class, IRow
{
    /// <summary>A link to one object at most.</summary>
    public Link(string name, ResourceKind? to, Func<TRow, ObjectKey?> select)
        : this(name, to, row => [select(row)])
    {
    }

    /// <summary>What an object refers to, each once.</summary>
    public IEnumerable<ObjectKey> Keys(TRow row) =>
        Select(row).Where(key => key is { Name.Length: > 0 }).Select(key => key!.Value).Distinct();
}

/// <summary>Keys for objects of any kind.</summary>
public static class LinkKey
{
    /// <summary>The key of a target: its namespace, and group, kind and name in one. Empty groups mean the core group.</summary>
    public static ObjectKey Of(TypedObjectReference target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Of(target.ApiGroup, target.Kind, target.Key);
    }

    /// <summary>The key of an object of a kind, as links to targets have it.</summary>
    public static ObjectKey Of(string group, string kind, ObjectKey key) => new(key.Namespace, $"{group}/{kind}/{key.Name}");

    /// <summary>The key of an object that lives outside namespaces; <c>null</c> when there is no name.</summary>
    internal static ObjectKey? OfClusterScoped(string name) => name.Length == 0 ? null : new ObjectKey(string.Empty, name);

    /// <summary>The key of an object in the referring one's namespace; <c>null</c> when there is no name.</summary>
    internal static ObjectKey? Beside(this ResourceRow row, string? name) => string.IsNullOrEmpty(name) ? null : new ObjectKey(row.Namespace, name);

    /// <summary>The managing owner, if it is of a kind.</summary>
    internal static ObjectKey? Owner(this ResourceRow row, ResourceKind kind) =>
        row.ControllerOwner is { } owner && owner.Kind == kind.Kind && owner.ApiVersion.StartsWith($"{kind.Group}/", StringComparison.Ordinal)
            ? new ObjectKey(kind.Namespaced ? row.Namespace : string.Empty, owner.Name)
            : null;
}
