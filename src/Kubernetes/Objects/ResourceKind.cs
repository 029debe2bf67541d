namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// A kind of object as an API server serves it. Group, version and plural are always compared together: the same plural
/// ("namespaces", "repositories") may exist in several groups and mean different things.
/// </summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version, such as <c>v1alpha1</c>.</param>
/// <param name="Plural">Resource name in URLs, exactly as the server spells it; it cannot be derived from the kind.</param>
/// <param name="Kind">Kind as written in manifests.</param>
/// <param name="Namespaced">Whether objects live in namespaces.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    /// <summary>The value of <c>apiVersion</c> in manifests: <c>group/version</c>, or the version alone in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>plural.group</c>, or the plural alone in the core group: unique among a cluster's kinds.</summary>
    public string Id => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The path of the group and version below the server's root, without a leading or trailing slash.</summary>
    public string GroupPath => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    /// <inheritdoc />
    public override string ToString() => Id;
}
