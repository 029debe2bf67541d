using BackupConsole.KubeStash.Storage;
using BackupConsole.KubeStash.Tests.Samples;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Storage;

public sealed class StorageRowTests
{
    [Fact]
    public void Every_column_and_link_of_a_snapshot_is_read()
    {
        SnapshotRow row = SnapshotRow.Reader.ReadSample("snapshot-succeeded-verified");

        Assert.Equal("sts-repo", row.Repository);
        Assert.Equal("sts-repo", row.ControllerOwner?.Name);
        Assert.Equal("frequent-backup", row.Session);
        Assert.Equal("sample-backup-sts-frequent-backup-1778574600", row.BackupSession);
        Assert.Equal(("FullBackup", "Delete", "Succeeded", "12.222 MiB"), (row.Type, row.DeletionPolicy, row.Phase, row.Size));
        Assert.Equal("StatefulSet demo/sample-sts", row.Target?.ToString());
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 30, 0, TimeSpan.Zero), row.SnapshotTime);
        Assert.True(row.Integrity);
        Assert.Equal(3, row.TotalComponents);
        Assert.Equal(("Verified", "sts-repo-frequent-backup-1778575200"), (row.VerificationStatus, row.VerificationSession));
        Assert.Equal(["Restic"], row.Drivers);
        Assert.Empty(row.VolumeSnapshots);
        Assert.Null(row.FailureReason);
    }

    [Fact]
    public void A_snapshot_of_volumes_names_its_volume_snapshots()
    {
        SnapshotRow row = SnapshotRow.Reader.Read(
            """
            {"metadata":{"name":"a"},"status":{"components":{"volumesnapshot":{"driver":"VolumeSnapshotter",
              "volumeSnapshotterStats":[{"pvcName":"data","volumeSnapshotName":"data-1705402801"},null]},"gone":null}}}
            """);

        Assert.Equal(["data-1705402801"], row.VolumeSnapshots);
        Assert.Equal(["VolumeSnapshotter"], row.Drivers);
    }

    [Theory]
    [InlineData("snapshot-failed-component", "Component dump-pod-1 failed: ")]
    [InlineData("snapshot-failed-incomplete", "Backup executor has been terminated before completion")]
    public void A_failed_snapshot_says_why(string sample, string reason) =>
        Assert.StartsWith(reason, SnapshotRow.Reader.ReadSample(sample).FailureReason, StringComparison.Ordinal);

    [Theory]
    [InlineData("snapshot-pending")]
    [InlineData("snapshot-incremental-running")]
    public void A_snapshot_in_order_has_no_failure_reason(string sample) => Assert.Null(SnapshotRow.Reader.ReadSample(sample).FailureReason);

    [Fact]
    public void Every_column_and_link_of_a_repository_is_read()
    {
        RepositoryRow row = RepositoryRow.Reader.ReadSample("repository-ready-five-recent");

        Assert.Equal(new ObjectKey("demo", "s3-storage"), row.Storage);
        Assert.Equal(new ObjectKey("demo", "encrypt-secret"), row.EncryptionSecret);
        Assert.Equal("StatefulSet demo/sample-sts", row.Target?.ToString());
        Assert.Equal(("/sample-sts", "Delete", "Ready", "12.224 MiB"), (row.Path, row.DeletionPolicy, row.Phase, row.Size));
        Assert.Equal(7, row.SnapshotCount);
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 25, 19, TimeSpan.Zero), row.LastBackupTime);
        Assert.True(row.Integrity);
        Assert.Null(row.FailureReason);
    }

    [Fact]
    public void A_repository_of_the_whole_cluster_has_no_target() => Assert.Null(
        RepositoryRow.Reader.Read("""{"metadata":{"name":"a"},"spec":{"appRef":{"apiGroup":"na","kind":"","name":"na"}}}""").Target);

    [Fact]
    public void Every_column_and_link_of_a_storage_is_read()
    {
        BackupStorageRow row = BackupStorageRow.Reader.ReadSample("backupstorage-ready-two-repositories");

        Assert.Equal(("s3", "s3-secret", "", true), (row.Provider, row.SecretName, row.ClaimName, row.IsDefault));
        Assert.Equal(("Delete", "Ready", "12.291 MiB", 2), (row.DeletionPolicy, row.Phase, row.TotalSize, row.RepositoryCount));
        Assert.Null(row.FailureReason);
    }

    [Fact]
    public void A_local_storage_names_its_claim()
    {
        BackupStorageRow row = BackupStorageRow.Reader.Read(
            """{"metadata":{"name":"a"},"spec":{"storage":{"provider":"local","local":{"persistentVolumeClaim":{"claimName":"disk"}}}}}""");

        Assert.Equal(("local", "", "disk"), (row.Provider, row.SecretName, row.ClaimName));
    }

    [Theory]
    [InlineData("backupstorage-notready-secret-missing", "secrets \"s3-secret\" not found")]
    [InlineData("backupstorage-notready-access-denied", "blob (code=PermissionDenied)")]
    public void A_storage_that_is_not_ready_says_why(string sample, string reason) =>
        Assert.StartsWith(reason, BackupStorageRow.Reader.ReadSample(sample).FailureReason, StringComparison.Ordinal);

    [Fact]
    public void A_repository_that_is_not_ready_says_why() => Assert.Contains(
        "s3-secret",
        RepositoryRow.Reader.ReadSample("repository-notready").FailureReason,
        StringComparison.Ordinal);
}
