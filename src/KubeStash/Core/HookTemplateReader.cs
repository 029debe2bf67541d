using System.Text.Json.Serialization;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class HookTemplateReader() : RowReader<HookTemplateWire, HookTemplateRow>(KubeStashKinds.HookTemplate, CoreJson.Default.HookTemplateWire)
{
    protected override HookTemplateRow ToRow(HookTemplateWire wire, ObjectMeta metadata)
    {
        HookTemplateSpecWire spec = wire.Spec ?? new();
        return new HookTemplateRow(metadata)
        {
            UsagePolicy = spec.UsagePolicy.Read(),
            Executor = spec.Executor?.Type ?? string.Empty,
            Function = spec.Executor?.Function?.Name ?? string.Empty,
            Action = ActionOf(spec.Action),
        };
    }

    private static string ActionOf(HookActionWire? action) => action switch
    {
        { Exec: not null } => "exec",
        { HttpGet: not null } => "httpGet",
        { HttpPost: not null } => "httpPost",
        { TcpSocket: not null } => "tcpSocket",
        _ => string.Empty,
    };
}

internal sealed class HookTemplateWire : IWireObject
{
    public ObjectMeta? Metadata { get; set; }

    public HookTemplateSpecWire? Spec { get; set; }
}

internal sealed class HookTemplateSpecWire
{
    public UsagePolicyWire? UsagePolicy { get; set; }

    public HookExecutorWire? Executor { get; set; }

    public HookActionWire? Action { get; set; }
}

internal sealed class HookExecutorWire
{
    [JsonConverter(typeof(PooledStringConverter))]
    public string? Type { get; set; }

    public NameWire? Function { get; set; }
}

internal sealed class HookActionWire
{
    public PresentWire? Exec { get; set; }

    public PresentWire? HttpGet { get; set; }

    public PresentWire? HttpPost { get; set; }

    public PresentWire? TcpSocket { get; set; }
}
