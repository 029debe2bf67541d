using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Addons;

/// <summary>A Function as lists and links need it.</summary>
public sealed record FunctionRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public FunctionRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<FunctionRow> Reader { get; } = new FunctionReader();

    /// <summary><c>spec.image</c>; may end in a variable for the version.</summary>
    public string Image { get; init; } = string.Empty;
}
