using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// What an informer is shared by: two viewers share one only when everything here is equal. The identity is part of it, so that nobody
/// is ever shown what was fetched with another user's permissions.
/// </summary>
/// <param name="Cluster">Name of the cluster, unique in this process.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Scope">Where to look.</param>
/// <param name="Selector">Which of the objects.</param>
/// <param name="Identity">The user and groups requests are made as, in one canonical text. It is compared, never parsed, and holds no secret.</param>
public sealed record InformerKey(
    string Cluster,
    ResourceKind Kind,
    InformerScope Scope,
    ObjectSelector Selector,
    string Identity);
