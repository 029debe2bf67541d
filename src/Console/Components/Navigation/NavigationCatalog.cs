using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Components.Navigation;

/// <summary>An entry of the navigation: the list of a kind.</summary>
/// <param name="Label">The words.</param>
/// <param name="Kind">What its page lists.</param>
/// <param name="Icon">The icon.</param>
public sealed record NavigationEntry(string Label, ResourceKind Kind, IconName Icon);

/// <summary>Entries that belong together.</summary>
/// <param name="Id">Its name in scripts and styles, which keep it closed.</param>
/// <param name="Label">The words.</param>
/// <param name="Entries">The entries, in their order.</param>
public sealed record NavigationGroup(string Id, string Label, IReadOnlyList<NavigationEntry> Entries);

/// <summary>The navigation of a cluster: every kind of KubeStash, those of the daily work first.</summary>
public static class NavigationCatalog
{
    /// <summary>The groups, from top to bottom.</summary>
    public static IReadOnlyList<NavigationGroup> Groups { get; } =
    [
        new("backups", "Backups",
        [
            new("Backup Configuration", KubeStashKinds.BackupConfiguration, IconName.Gear),
            new("Recent Backups", KubeStashKinds.BackupSession, IconName.History),
            new("BackupStorage", KubeStashKinds.BackupStorage, IconName.Database),
            new("Repository", KubeStashKinds.Repository, IconName.Folder),
            new("Recent Restores", KubeStashKinds.RestoreSession, IconName.Undo),
            new("Snapshot", KubeStashKinds.Snapshot, IconName.Camera),
        ]),
        new("more", "More kinds",
        [
            new("RetentionPolicy", KubeStashKinds.RetentionPolicy, IconName.Calendar),
            new("BackupVerificationSession", KubeStashKinds.BackupVerificationSession, IconName.Checklist),
            new("BackupVerifier", KubeStashKinds.BackupVerifier, IconName.Magnifier),
            new("BackupBlueprint", KubeStashKinds.BackupBlueprint, IconName.Blueprint),
            new("BackupBatch", KubeStashKinds.BackupBatch, IconName.Layers),
            new("HookTemplate", KubeStashKinds.HookTemplate, IconName.Hook),
            new("Addon", KubeStashKinds.Addon, IconName.Puzzle),
            new("Function", KubeStashKinds.Function, IconName.Braces),
        ]),
    ];

    /// <summary>The entry of a kind; <c>null</c> for kinds that have none.</summary>
    public static NavigationEntry? Find(ResourceKind kind) => Groups.SelectMany(group => group.Entries).FirstOrDefault(entry => entry.Kind == kind);

    /// <summary>The entry of <c>plural.group</c>; <c>null</c> when there is none.</summary>
    public static NavigationEntry? Find(string? resource) => Groups.SelectMany(group => group.Entries).FirstOrDefault(entry => entry.Kind.Id == resource);
}
