using BackupConsole.KubeStash.Core;

namespace BackupConsole.KubeStash.Links;

/// <summary>What BackupVerifiers refer to.</summary>
public static class BackupVerifierLinks
{
    /// <summary>Where it tries to restore.</summary>
    public static Link<BackupVerifierRow> Target { get; } = new("target", null, row => row.Target is { } target ? LinkKey.Of(target) : null);

    /// <summary>The addon that restores.</summary>
    public static Link<BackupVerifierRow> Addon { get; } = new("addon", KubeStashKinds.Addon, row => LinkKey.OfClusterScoped(row.Addon));

    /// <summary>The function that checks.</summary>
    public static Link<BackupVerifierRow> Function { get; } = new("function", KubeStashKinds.Function, row => LinkKey.OfClusterScoped(row.Function));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<BackupVerifierRow>> All { get; } = [Target, Addon, Function];
}
