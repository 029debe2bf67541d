namespace BackupConsole.Kubernetes.Objects;

/// <summary>Names an object of any kind.</summary>
/// <param name="ApiGroup">API group without a version; empty for the core group.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Namespace">Namespace, with the default of the referring object filled in; empty for cluster-scoped kinds.</param>
/// <param name="Name">Object name.</param>
public sealed record TypedObjectReference(string ApiGroup, string Kind, string Namespace, string Name)
{
    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => new(Namespace, Name);

    /// <summary><c>Kind namespace/name</c>, as lists show targets.</summary>
    public override string ToString() => $"{Kind} {Key}";
}
