using BackupConsole.KubeStash.Core;

namespace BackupConsole.KubeStash.Links;

/// <summary>What HookTemplates refer to.</summary>
public static class HookTemplateLinks
{
    /// <summary>The function it runs.</summary>
    public static Link<HookTemplateRow> Function { get; } = new("function", KubeStashKinds.Function, row => LinkKey.OfClusterScoped(row.Function));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<HookTemplateRow>> All { get; } = [Function];
}
