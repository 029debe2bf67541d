using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Workloads;

/// <summary>A Secret: its name and the names of what it holds. Values are skipped as they arrive and are never in memory as text.</summary>
public sealed record SecretRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public SecretRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<SecretRow> Reader { get; } = new SecretReader();

    /// <summary><c>type</c>, such as <c>Opaque</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>Names in <c>data</c>.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}
