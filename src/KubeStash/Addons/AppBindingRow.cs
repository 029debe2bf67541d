using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

/// <summary>An AppBinding (<c>appcatalog.appscode.com</c>) as lists and links need it: how to connect to an application.</summary>
public sealed record AppBindingRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public AppBindingRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<AppBindingRow> Reader { get; } = new AppBindingReader();

    /// <summary><c>spec.type</c>, such as <c>kubedb.com/postgres</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary><c>spec.version</c> of the application.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary><c>spec.clientConfig.service.name</c>.</summary>
    public string Service { get; init; } = string.Empty;

    /// <summary><c>spec.secret</c>, in its own namespace; null when not written.</summary>
    public ObjectKey? Secret { get; init; }

    /// <summary><c>spec.appRef</c>: the object that runs the application.</summary>
    public TypedObjectReference? App { get; init; }
}
