namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Base of the row records: identity, times, labels and the managing owner, all in the one object that is the row. Two rows of one
/// object are told apart by <see cref="ResourceVersion"/>; record equality also compares lists by reference and is of no use for that.
/// </summary>
public abstract record ResourceRow : IRow
{
    /// <summary>Takes identity, times, labels and owner from the object's metadata.</summary>
    protected ResourceRow(ObjectMeta metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Key = new ObjectKey(metadata.Namespace ?? string.Empty, metadata.Name ?? string.Empty);
        Uid = metadata.Uid ?? string.Empty;
        ResourceVersion = metadata.ResourceVersion ?? string.Empty;
        CreationTimestamp = metadata.CreationTimestamp;
        DeletionTimestamp = metadata.DeletionTimestamp;
        Labels = metadata.Labels;
        ControllerOwner = metadata.ControllerOwner;
    }

    /// <inheritdoc />
    public ObjectKey Key { get; init; }

    /// <summary>Object name.</summary>
    public string Name => Key.Name;

    /// <summary>Namespace; empty for cluster-scoped kinds.</summary>
    public string Namespace => Key.Namespace;

    /// <inheritdoc />
    public string Uid { get; init; }

    /// <inheritdoc />
    public string ResourceVersion { get; init; }

    /// <summary>When the server created the object.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When deletion was asked for; null when it was not.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Whether the object only waits for its finalizers.</summary>
    public bool IsDeleting => DeletionTimestamp is not null;

    /// <summary>Labels.</summary>
    public LabelSet Labels { get; init; }

    /// <summary>The owner that manages the object; null when there is none.</summary>
    public OwnerReference? ControllerOwner { get; init; }
}
