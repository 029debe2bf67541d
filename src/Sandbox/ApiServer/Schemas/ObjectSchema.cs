using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>The schema of one kind in one version.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Declared">The schema as the CRD (or the built-in kind) states it, for validation.</param>
/// <param name="NameForm">How objects may be called.</param>
/// <param name="Custom">Whether a CRD defines the kind; strategic merge patches are for the others only.</param>
internal sealed record ObjectSchema(ResourceKind Kind, StructuralSchema Declared, NameForm NameForm = NameForm.Subdomain, bool Custom = true)
{
    /// <summary>The schema with typed metadata: for pruning, defaults, field ownership and strategic merge.</summary>
    public StructuralSchema Complete { get; } = MetadataSchema.Complete(Declared);
}
