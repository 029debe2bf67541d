using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash;

/// <summary>The kinds KubeStash serves, with the plurals its CRDs declare (two of which are singular words), and AppBinding.</summary>
public static class KubeStashKinds
{
    /// <summary>API group of configurations, sessions, hooks and verification.</summary>
    public const string CoreGroup = "core.kubestash.com";

    /// <summary>API group of storages, repositories, snapshots and retention.</summary>
    public const string StorageGroup = "storage.kubestash.com";

    /// <summary>API group of the catalogue.</summary>
    public const string AddonsGroup = "addons.kubestash.com";

    /// <summary>API group of AppBinding.</summary>
    public const string AppCatalogGroup = "appcatalog.appscode.com";

    private const string Version = "v1alpha1";

    /// <summary>What to back up, when and where to.</summary>
    public static ResourceKind BackupConfiguration { get; } = Core("backupconfigurations", "BackupConfiguration");

    /// <summary>A BackupConfiguration of several targets.</summary>
    public static ResourceKind BackupBatch { get; } = Core("backupbatches", "BackupBatch");

    /// <summary>A template that makes BackupConfigurations for annotated objects.</summary>
    public static ResourceKind BackupBlueprint { get; } = Core("backupblueprints", "BackupBlueprint");

    /// <summary>One run of a session of a BackupConfiguration or BackupBatch.</summary>
    public static ResourceKind BackupSession { get; } = Core("backupsessions", "BackupSession");

    /// <summary>One restore.</summary>
    public static ResourceKind RestoreSession { get; } = Core("restoresessions", "RestoreSession");

    /// <summary>What a hook executes.</summary>
    public static ResourceKind HookTemplate { get; } = Core("hooktemplates", "HookTemplate");

    /// <summary>How to verify a backup. Its plural is the singular.</summary>
    public static ResourceKind BackupVerifier { get; } = Core("backupverifier", "BackupVerifier");

    /// <summary>One verification of a Snapshot. Its plural is the singular.</summary>
    public static ResourceKind BackupVerificationSession { get; } = Core("backupverificationsession", "BackupVerificationSession");

    /// <summary>A backend: a bucket or volume that holds repositories.</summary>
    public static ResourceKind BackupStorage { get; } = Storage("backupstorages", "BackupStorage");

    /// <summary>A folder of a backend with the backups of one target.</summary>
    public static ResourceKind Repository { get; } = Storage("repositories", "Repository");

    /// <summary>Which Snapshots to keep.</summary>
    public static ResourceKind RetentionPolicy { get; } = Storage("retentionpolicies", "RetentionPolicy");

    /// <summary>The state of one target backed up at one time.</summary>
    public static ResourceKind Snapshot { get; } = Storage("snapshots", "Snapshot");

    /// <summary>Backup and restore tasks for a kind of target.</summary>
    public static ResourceKind Addon { get; } = new(AddonsGroup, Version, "addons", "Addon", Namespaced: false);

    /// <summary>The container a task runs.</summary>
    public static ResourceKind Function { get; } = new(AddonsGroup, Version, "functions", "Function", Namespaced: false);

    /// <summary>How to connect to an application; a target that KubeDB does not run.</summary>
    public static ResourceKind AppBinding { get; } = new(AppCatalogGroup, Version, "appbindings", "AppBinding", Namespaced: true);

    /// <summary>KubeStash's own 14 kinds; AppBinding is not among them, as it is installed on its own.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        BackupConfiguration, BackupBatch, BackupBlueprint, BackupSession, RestoreSession, HookTemplate, BackupVerifier,
        BackupVerificationSession, BackupStorage, Repository, RetentionPolicy, Snapshot, Addon, Function,
    ];

    private static ResourceKind Core(string plural, string kind) => new(CoreGroup, Version, plural, kind, Namespaced: true);

    private static ResourceKind Storage(string plural, string kind) => new(StorageGroup, Version, plural, kind, Namespaced: true);
}
