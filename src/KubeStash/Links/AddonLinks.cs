using BackupConsole.KubeStash.Addons;

namespace BackupConsole.KubeStash.Links;

/// <summary>What Addons refer to.</summary>
public static class AddonLinks
{
    /// <summary>The functions its tasks run.</summary>
    public static Link<AddonRow> Function { get; } = new("function", KubeStashKinds.Function, row => row.BackupTasks.Concat(row.RestoreTasks).Select(task => LinkKey.OfClusterScoped(task.Function)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<AddonRow>> All { get; } = [Function];
}
