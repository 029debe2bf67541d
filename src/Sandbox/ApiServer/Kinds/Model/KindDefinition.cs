using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>One kind in one version, as the sandbox serves it: names, verbs, columns and schema.</summary>
internal sealed record KindDefinition
{
    /// <summary>Group, version, plural, kind and scope.</summary>
    public required ResourceKind Resource { get; init; }

    /// <summary>Singular name for the command line.</summary>
    public required string Singular { get; init; }

    /// <summary>Kind of lists.</summary>
    public required string ListKind { get; init; }

    /// <summary>Short names for the command line.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Groups of kinds, such as <c>all</c>, that the kind is part of.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What may be done with the kind's objects.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = KindVerbs.All;

    /// <summary>Parts with URLs of their own.</summary>
    public IReadOnlyList<Subresource> Subresources { get; init; } = [];

    /// <summary>Columns of the Table form; the first is the name.</summary>
    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Fields that field selectors may use besides <c>metadata.name</c> and <c>metadata.namespace</c>, as dotted paths.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>The schema of the kind's objects, complete in itself (no references); null when the kind has none and objects are kept as they are.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>Name of the schema in <see cref="SchemaLibrary"/>; null for custom kinds, whose schema is in their definition.</summary>
    public string? SchemaName { get; init; }

    /// <summary>Path of the scale subresource's fields; null when the kind has none or is built in (<c>spec.replicas</c>, <c>status.replicas</c>).</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Text for the warning header when the version is deprecated.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>Whether the kind comes from a CustomResourceDefinition; such kinds know no strategic merge patch.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The kind among whose objects this one's are stored, in that kind's form; null when they are stored by themselves.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Where the kind's objects are in the store.</summary>
    public string StoreId => StoredAs ?? Resource.Id;

    /// <summary>Whether the kind is answered but not stored, as reviews are.</summary>
    public bool IsReview => Verbs is ["create"];

    /// <summary>Whether the status is written through its own subresource only.</summary>
    public bool HasStatus => Subresources.Any(part => part.Name == Subresource.StatusName);
}

/// <summary>Where a custom kind keeps what its scale subresource shows; simple JSON paths such as <c>.spec.replicas</c>.</summary>
/// <param name="SpecReplicas">Path of the wanted number.</param>
/// <param name="StatusReplicas">Path of the number found.</param>
/// <param name="LabelSelector">Path of the selector as text; null when there is none.</param>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);
