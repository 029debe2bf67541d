using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Addons;

/// <summary>Which restore task brings back what a backup task has stored, and which addon is for a kind of target.</summary>
public static class RestoreTasks
{
    private const string Backup = "-backup";
    private const string Restore = "-restore";

    // What is kept as it is named after the kind, apart from these.
    private static readonly (string Kind, string Addon)[] Addons =
        [("Deployment", "workload-addon"), ("StatefulSet", "workload-addon"), ("DaemonSet", "workload-addon"), ("PersistentVolumeClaim", "pvc-addon")];

    /// <summary>The counterparts of backup tasks, in their order, as far as an addon has them.</summary>
    /// <param name="addon">The addon.</param>
    /// <param name="backupTasks">Names of the backup tasks.</param>
    public static ImmutableArray<string> Of(AddonRow addon, IEnumerable<string> backupTasks)
    {
        ArgumentNullException.ThrowIfNull(addon);
        ArgumentNullException.ThrowIfNull(backupTasks);
        return [.. backupTasks.Select(task => Counterpart(addon, task)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The addon that is for a kind of target; <c>null</c> when none is.</summary>
    public static AddonRow? AddonFor(string kind, IEnumerable<AddonRow> addons)
    {
        ArgumentNullException.ThrowIfNull(addons);
        string name = Addons.FirstOrDefault(known => known.Kind == kind).Addon ?? $"{kind.ToLowerInvariant()}-addon";
        return kind.Length == 0 ? null : addons.FirstOrDefault(addon => addon.Name == name);
    }

    // logical-backup is brought back by logical-backup-restore, manifest-backup by manifest-restore.
    private static string? Counterpart(AddonRow addon, string task)
    {
        string[] wanted = [$"{task}{Restore}", task.EndsWith(Backup, StringComparison.Ordinal) ? $"{task[..^Backup.Length]}{Restore}" : task];
        return wanted.FirstOrDefault(name => addon.RestoreTasks.Any(offered => offered.Name == name));
    }
}
