using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>The words of a kind's list and page. They are what people look for, so they are written down once, and pages are held to them.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Title">Title of its list.</param>
/// <param name="List">Columns of its list.</param>
/// <param name="Basic">Labels of its Basic panel after the five that every kind begins with.</param>
/// <param name="Tables">Tables of its page, each with the heading and the columns.</param>
public sealed record KindGuide(ResourceKind Kind, string Title, string[] List, string[] Basic, params (string Heading, string[] Columns)[] Tables)
{
    private static readonly string[] Configurations = ["Name", "Namespace", "Schedule", "Paused", "Repository", "BackupStorage", "Target", "Task", "RetentionPolicy", "Phase", "Age"];
    private static readonly string[] Storages = ["Name", "Namespace", "Provider", "Size", "No. of Connected Repositories", "Status", "Age"];
    private static readonly string[] Repositories = ["Name", "Namespace", "BackupStorage", "Size", "Snapshot Count", "Target", "Last-Successful-Backup", "Integrity", "Phase", "Age"];
    private static readonly string[] Snapshots = ["Name", "Namespace", "Repository", "Invoker Name", "Creation Timestamp", "Size", "Phase", "Verification Status", "Age"];
    private static readonly string[] Policies = ["Name", "Namespace", "Max Retention Period", "Default", "Age"];
    private static readonly string[] Sessions = ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Session", "Total snapshots", "Phase", "Duration", "Age"];
    private static readonly string[] Restores = ["Name", "Namespace", "Target", "Task", "Repository", "Snapshot", "Total components", "Duration", "Phase", "Age"];
    private static readonly string[] Verifications = ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Session", "Repository", "Snapshot", "Phase", "Duration", "Age"];
    private static readonly string[] Verifiers = ["Name", "Namespace", "Type", "Function", "Schedule", "Addon", "Target", "Age"];
    private static readonly string[] Blueprints = ["Name", "Namespace", "Allowed namespaces", "Subjects", "Schedule", "Addon", "Task", "BackupStorage", "Age"];
    private static readonly string[] Batches = ["Name", "Namespace", "Targets", "Schedule", "Paused", "BackupStorage", "Phase", "Age"];
    private static readonly string[] Hooks = ["Name", "Namespace", "Executor", "Action", "Function", "Allowed namespaces", "Age"];
    private static readonly string[] Addons = ["Name", "Backup tasks", "Restore tasks", "Age"];
    private static readonly string[] Functions = ["Name", "Image", "Age"];
    private static readonly string[] CronJobs = ["Name", "Namespace", "Annotations", "Schedule", "Suspend", "Active", "Last Schedule", "Age", "Images"];
    private static readonly string[] Secrets = ["Name", "Namespace", "Annotations", "Type", "Data", "Age", "Keys"];
    private static readonly string[] Dependencies = ["Kind", "Name", "Namespace", "Found"];
    private static readonly string[] AddonTasks = ["Task", "Function", "Driver", "Executor", "Singleton", "Volumes", "Mounts"];
    private static readonly string[] TaskParameters = ["Task", "Name", "Usage", "Required", "Default"];
    private static readonly string[] GivenTasks = ["Task", "Parameters", "Variables", "Volumes"];
    private static readonly string[] Mounts = ["Volume", "Path", "Sub path", "Read only"];
    private static readonly string[] SessionRepositories = ["Session", "Name", "Backend", "Directory", "Encryption Secret", "Backup Verifier", "Deletion Policy"];
    private static readonly string[] SessionTasks = ["Session", "Addon", "Task", "Parameters"];
    private static readonly string[] SessionHooks = ["Session", "Hook", "When", "Hook Template", "Execution Policy", "Timeout", "Parameters"];
    private static readonly string[] SessionStatus = ["Name", "Schedule", "Next Schedule", "Conditions"];
    private static readonly string[] BackendStatus = ["Name", "Ready", "BackupStorage", "Storage Phase", "Storage Reason", "RetentionPolicy", "Policy Found", "Policy Reason"];
    private static readonly string[] RepositoryStatus = ["Name", "Phase", "Reason", "Verification Configured"];

    /// <summary>What every Basic panel begins with.</summary>
    public static readonly string[] Identity = ["Name", "Namespace", "Labels", "Annotations", "UID"];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<KindGuide> All { get; } =
    [
        new(KubeStashKinds.BackupConfiguration, "Backup Configuration", Configurations, ["Phase", "Paused", "Age", "Target found"],
            ("Backup Sessions", Sessions), ("Retention Policies", ["Name", "Annotations", "Age", "Max Retention Period", "Default", "Namespace"]),
            ("Repository", ["Name", "Namespace", "Size", "Snapshot Count", "Target", "Last-Successful-Backup", "Integrity", "Age"]), ("BackupStorage", Storages), ("CronJobs", CronJobs),
            ("Sessions", SessionStatus), ("Backends", BackendStatus), ("Repositories", RepositoryStatus), ("Dependencies", Dependencies)),
        new(KubeStashKinds.BackupSession, "Recent Backups", ["Name", "Namespace", "BackupConfiguration", "Invoker Kind", "Invoker Name", "Session", "Timeout", "Phase", "Duration", "Age", "Total snapshots"],
            ["Phase", "Timeout", "Session", "Age", "Invoker Kind", "Invoker Name", "Invoker API Group", "Duration", "Deadline", "Total snapshots", "Retry left", "Retried", "Next retry"],
            ("Backup Configuration", ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Target", "Task", "Repository", "Status", "Age", "Schedule", "Paused"]),
            ("Snapshots", ["Name", "Namespace", "Repository", "Size", "Phase", "Creation Timestamp", "Status", "Target", "Age"]),
            ("Hooks", ["Name", "When", "Phase"]), ("Retention", ["Retention Policy", "Repository", "Phase", "Error"])),
        new(KubeStashKinds.BackupStorage, "BackupStorage", Storages, ["Provider", "Status", "Age", "Default", "Deletion Policy", "Total Size", "Place", "Allowed namespaces"],
            ("Repositories", ["Name", "Namespace", "Size", "Snapshots", "Target", "Retention Policy", "Status", "Age", "Last-Successful-Backup", "Integrity"]),
            ("BackupConfigurations", ["Name", "Namespace", "Schedule", "Target", "Session", "Invoker Kind", "Task", "Paused", "Status", "Repository", "RetentionPolicy", "Age"]),
            ("Secrets", Secrets), ("Connected Repositories", ["Repository", "Path", "Size", "Synced", "Error"])),
        new(KubeStashKinds.Repository, "Repository", ["Name", "Namespace", "BackupStorage", "Target", "Size", "Phase", "Age", "Snapshot Count", "Last-Successful-Backup", "Integrity"],
            ["Phase", "Integrity Status", "Last Integrity Check Time", "Age", "Size", "Snapshot Count", "Last-Successful-Backup", "Target", "Path", "Deletion Policy", "Retention Policy", "Last Verification", "Component Paths"],
            ("Backup Storage", Storages), ("Secret", Secrets),
            ("Backup Configuration", ["Name", "Namespace", "Schedule", "Paused", "Target", "Session", "Status", "Age", "Task", "BackupStorage", "RetentionPolicy"]),
            ("Snapshots", ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Creation Timestamp", "Deletion Policy", "Phase", "Verification Status", "Age", "Driver", "Size"]),
            ("Recent Restores", Restores), ("Recent Snapshots", ["Name", "Session", "Phase", "Size", "SnapshotTime"]), ("Backup Verification Sessions", Verifications)),
        new(KubeStashKinds.RestoreSession, "Recent Restores", Restores,
            ["Target", "Task", "Repository", "Snapshot", "Total components", "Duration", "Phase", "Age", "Point in time", "Components", "Addon", "Target found", "Timeout", "Deadline"],
            ("Component Progress", ["Component", "Phase", "Progress", "Files", "Restored", "Speed", "Duration", "Error"]), ("Repository", Repositories), ("Snapshot", Snapshots), ("Encryption Secret", Secrets),
            ("Tasks", GivenTasks), ("Hooks", ["Name", "When", "Phase"]), ("Dependencies", Dependencies), ("Paused Backups", Configurations), ("Backup Verification Session", Verifications)),
        new(KubeStashKinds.Snapshot, "Snapshot",
            ["Name", "Namespace", "Repository", "Invoker Kind", "Invoker Name", "Backend Repository", "Creation Timestamp", "Deletion Policy", "Phase", "Verification Status", "Age", "Target", "Driver", "Size"],
            ["Phase", "Verification Status", "Deletion Policy", "Age", "Repository", "Session", "Snapshot-Time", "Last Update", "Target", "Size", "Integrity", "Type", "Snapshot ID", "Total components", "Last Verification"],
            ("Repository", ["Name", "Namespace", "BackupStorage", "Size", "Target", "Status", "Age", "Snapshot Count", "Last-Successful-Backup", "Integrity"]), ("Backup Session", Sessions), ("Recent Restores", Restores),
            ("Components", ["Name", "Phase", "Driver", "Path", "Size", "Duration", "Integrity", "Error"]), ("Component statistics", ["Component", "Statistics", "Values"]), ("Backup Verification Sessions", Verifications)),
        new(KubeStashKinds.RetentionPolicy, "RetentionPolicy", ["Name", "Namespace", "Annotations", "Age", "Max Retention Period", "Default"],
            ["Age", "Max-Retention-Period", "Default", "Successful: Last", "Successful: Hourly", "Successful: Daily", "Successful: Weekly", "Successful: Monthly", "Successful: Yearly", "Failed: Last", "Allowed namespaces"],
            ("Backup Configurations", ["Name", "Namespace", "Schedule", "Paused", "Repository", "BackupStorage", "Target", "Task", "Phase", "Age"])),
        new(KubeStashKinds.BackupVerificationSession, "BackupVerificationSession", Verifications,
            ["Age", "Phase", "Duration", "Invoker API Group", "Invoker Kind", "Invoker Name", "Session", "Repository", "Snapshot", "Retry left", "Retried", "Backup Verifier"],
            ("Backup Configuration", Configurations), ("Repository", Repositories), ("Snapshot", Snapshots), ("Restore Session", Restores)),
        new(KubeStashKinds.BackupVerifier, "BackupVerifier", Verifiers,
            ["Age", "Type", "Schedule", "Suspended", "Function", "Addon", "Restore target", "Script", "Script arguments", "Max retry", "Retry delay", "Session history limit"],
            ("Restore Tasks", GivenTasks), ("Volume Mounts", Mounts), ("Backup Configurations", Configurations), ("Backup Batches", Batches), ("Backup Blueprints", Blueprints), ("Addons", Addons), ("Functions", Functions)),
        new(KubeStashKinds.BackupBlueprint, "BackupBlueprint", Blueprints, ["Age", "Allowed namespaces", "Configurations go to", "When it is deleted"],
            ("Subjects", ["API Version", "Kind"]), ("Backends", ["Name", "BackupStorage", "Retention Policy"]), ("Sessions", ["Name", "Schedule", "Suspended", "Timeout", "Max Retry", "Retry Delay", "History Limit"]),
            ("Session Repositories", SessionRepositories), ("Session Tasks", SessionTasks), ("Session Hooks", SessionHooks), ("Backup Configurations", Configurations), ("BackupStorage", Storages),
            ("Retention Policies", Policies), ("Addons", Addons), ("Hook Templates", Hooks), ("Backup Verifiers", Verifiers)),
        new(KubeStashKinds.BackupBatch, "BackupBatch", Batches, ["Phase", "Paused", "Age"],
            ("Targets", ["Name", "Target", "Found"]), ("Backup Sessions", Sessions), ("Sessions", SessionStatus), ("Session Tasks", SessionTasks), ("Session Repositories", SessionRepositories), ("Session Hooks", SessionHooks),
            ("Backends", BackendStatus), ("Repository", Repositories), ("Repositories", RepositoryStatus), ("BackupStorage", Storages), ("Retention Policies", Policies), ("Addons", Addons), ("CronJobs", CronJobs),
            ("Backup Verification Sessions", Verifications), ("Dependencies", Dependencies)),
        new(KubeStashKinds.HookTemplate, "HookTemplate", Hooks, ["Age", "Executor", "Function", "Pod selector", "Pod strategy", "Pod owner", "Action", "Container", "Allowed namespaces"],
            ("Parameters", ["Name", "Usage", "Required", "Default"]), ("Backup Configurations", Configurations), ("Backup Batches", Batches), ("Backup Blueprints", Blueprints), ("Restore Sessions", Restores), ("Functions", Functions)),
        new(KubeStashKinds.Addon, "Addon", Addons, ["Age"],
            ("Backup Tasks", AddonTasks), ("Backup Task Parameters", TaskParameters), ("Restore Tasks", AddonTasks), ("Restore Task Parameters", TaskParameters), ("Functions", Functions),
            ("Backup Configurations", Configurations), ("Backup Batches", Batches), ("Backup Blueprints", Blueprints), ("Backup Verifiers", Verifiers), ("Restore Sessions", Restores)),
        new(KubeStashKinds.Function, "Function", Functions, ["Age", "Image", "Command", "Working directory", "Available versions"],
            ("Arguments", ["Argument", "Placeholder", "When not given"]), ("Volume Mounts", Mounts), ("Ports", ["Name", "Port", "Protocol"]), ("Addons", Addons), ("Hook Templates", Hooks), ("Backup Verifiers", Verifiers)),
    ];
}
