using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>An object of a kind that has no row record of its own: identity and phase.</summary>
public sealed record KindRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public KindRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary><c>status.phase</c>; empty when the kind or the object has none.</summary>
    public string Phase { get; init; } = string.Empty;

    /// <summary>Reads rows of a kind.</summary>
    public static IRowReader<KindRow> Reader(ResourceKind kind) => new KindReader(kind);

    private sealed class KindReader(ResourceKind kind) : RowReader<KindWire, KindRow>(kind, CoreJson.Default.KindWire)
    {
        protected override KindRow ToRow(KindWire wire, ObjectMeta metadata) => new(metadata) { Phase = wire.Status?.Phase ?? string.Empty };
    }
}
