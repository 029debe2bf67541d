using System.Collections.Immutable;
using BackupConsole.Components.Lists;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.Pages.KindColumns;

/// <summary>What pages show of a neighbour where no guide says which columns: enough to tell which it is and how it is.</summary>
internal static class NeighbourColumns
{
    /// <summary>BackupConfigurations.</summary>
    public static ImmutableArray<ListColumn<BackupConfigurationRow>> BackupConfigurations { get; } =
    [
        BackupConfigurationColumns.Name, BackupConfigurationColumns.Namespace, BackupConfigurationColumns.Schedule(), BackupConfigurationColumns.Target,
        BackupConfigurationColumns.Task(), BackupConfigurationColumns.BackupStorage, BackupConfigurationColumns.Paused, BackupConfigurationColumns.Phase, BackupConfigurationColumns.Age,
    ];

    /// <summary>BackupStorages.</summary>
    public static ImmutableArray<ListColumn<BackupStorageRow>> BackupStorages { get; } =
        [BackupStorageColumns.Name, BackupStorageColumns.Namespace, BackupStorageColumns.Provider, BackupStorageColumns.Size, BackupStorageColumns.Repositories, BackupStorageColumns.Status, BackupStorageColumns.Age];

    /// <summary>Repositories.</summary>
    public static ImmutableArray<ListColumn<RepositoryRow>> Repositories { get; } =
    [
        RepositoryColumns.Name, RepositoryColumns.Namespace, RepositoryColumns.BackupStorage, RepositoryColumns.Size, RepositoryColumns.Target,
        RepositoryColumns.LastSuccessfulBackup, RepositoryColumns.Integrity, RepositoryColumns.Phase, RepositoryColumns.Age,
    ];

    /// <summary>Snapshots.</summary>
    public static ImmutableArray<ListColumn<SnapshotRow>> Snapshots { get; } =
    [
        SnapshotColumns.Name, SnapshotColumns.Namespace, SnapshotColumns.Repository, SnapshotColumns.Size, SnapshotColumns.Target,
        SnapshotColumns.VerificationStatus, SnapshotColumns.Phase, SnapshotColumns.Age,
    ];

    /// <summary>RetentionPolicies.</summary>
    public static ImmutableArray<ListColumn<RetentionPolicyRow>> RetentionPolicies { get; } =
        [RetentionPolicyColumns.Name, RetentionPolicyColumns.Namespace, RetentionPolicyColumns.MaxRetentionPeriod, RetentionPolicyColumns.Default, RetentionPolicyColumns.Age];
}
