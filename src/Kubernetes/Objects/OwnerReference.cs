namespace BackupConsole.Kubernetes.Objects;

/// <summary>One entry of <c>metadata.ownerReferences</c>.</summary>
/// <param name="ApiVersion"><c>group/version</c> of the owner.</param>
/// <param name="Kind">Kind of the owner.</param>
/// <param name="Name">Name of the owner, in the same namespace or cluster-scoped.</param>
/// <param name="Uid">Uid of the owner.</param>
/// <param name="Controller">Whether the owner is the managing controller; at most one entry is.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Controller);
