using System.Text.Json.Serialization;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// What rows keep of <c>metadata</c>. Annotations and <c>managedFields</c> are left out on purpose: they are most of an object's
/// bytes, and few kinds have a column that shows them (<see cref="AnnotatedMeta"/>).
/// </summary>
public class ObjectMeta
{
    /// <summary>Object name.</summary>
    public string? Name { get; set; }

    /// <summary>Namespace; null for cluster-scoped objects.</summary>
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Namespace { get; set; }

    /// <summary>Identity that no later object shares.</summary>
    public string? Uid { get; set; }

    /// <summary>Opaque version of the object.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>When the server created the object.</summary>
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>When deletion was asked for; set while finalizers hold the object back.</summary>
    public DateTimeOffset? DeletionTimestamp { get; set; }

    /// <summary>Labels.</summary>
    public LabelSet Labels { get; set; }

    /// <summary>Owners; the server deletes the object after them.</summary>
    [JsonConverter(typeof(OwnerReferencesConverter))]
    public IReadOnlyList<OwnerReference> OwnerReferences { get; set; } = [];

    /// <summary>The owner that manages the object (<c>controller: true</c>); null when there is none.</summary>
    [JsonIgnore]
    public OwnerReference? ControllerOwner => OwnerReferences.FirstOrDefault(owner => owner.Controller);
}
