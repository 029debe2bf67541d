using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

/// <summary>A HookTemplate as lists and links need it. Absent texts are empty.</summary>
public sealed record HookTemplateRow : ResourceRow
{
    /// <summary>Creates a row with the given identity.</summary>
    public HookTemplateRow(ObjectMeta metadata)
        : base(metadata)
    {
    }

    /// <summary>Reads rows.</summary>
    public static IRowReader<HookTemplateRow> Reader { get; } = new HookTemplateReader();

    /// <summary><c>spec.usagePolicy</c>.</summary>
    public UsagePolicy UsagePolicy { get; init; } = UsagePolicy.Default;

    /// <summary><c>spec.executor.type</c>: Function, Pod or Operator.</summary>
    public string Executor { get; init; } = string.Empty;

    /// <summary><c>spec.executor.function.name</c> (cluster-scoped).</summary>
    public string Function { get; init; } = string.Empty;

    /// <summary>Which of <c>exec</c>, <c>httpGet</c>, <c>httpPost</c> and <c>tcpSocket</c> the action is.</summary>
    public string Action { get; init; } = string.Empty;
}
