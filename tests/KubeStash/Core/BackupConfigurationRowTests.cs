using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Tests.Samples;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Core;

public sealed class BackupConfigurationRowTests
{
    private static readonly IRowReader<BackupConfigurationRow> Reader = BackupConfigurationRow.Reader;

    [Fact]
    public void Every_column_and_link_of_a_configuration_is_read()
    {
        BackupConfigurationRow row = Reader.ReadSample("backupconfiguration-ready-two-sessions");

        Assert.Equal("StatefulSet demo/sample-sts", row.Target?.ToString());
        Assert.Equal("apps", row.Target?.ApiGroup);
        Assert.False(row.Paused);
        BackendReference backend = Assert.Single(row.Backends);
        Assert.Equal(new BackendReference("s3-backend", new ObjectKey("demo", "s3-storage"), new ObjectKey("demo", "keep-last-5")), backend);
        Assert.Equal(["frequent-backup", "nightly"], row.Sessions.Select(session => session.Name));
        SessionTemplate nightly = row.FindSession("nightly")!;
        Assert.Equal(("0 2 * * *", "workload-addon", "1h0m0s", 2), (nightly.Schedule, nightly.Addon, nightly.BackupTimeout, nightly.MaxRetry));
        Assert.Equal(["logical-backup"], nightly.Tasks);
        SessionRepository repository = Assert.Single(nightly.Repositories);
        Assert.Equal("sts-nightly-repo", repository.Name);
        Assert.Equal(new ObjectKey("demo", "encrypt-secret"), repository.EncryptionSecret);
        Assert.Null(repository.BackupVerifier);
        Assert.Same(backend, row.FindBackend(repository));
        Assert.Equal("Ready", row.Phase);
        Assert.True(row.TargetFound);
        Assert.Null(row.FailureReason);
    }

    [Theory]
    [InlineData("invalid", "task \"no-such-task\" not found in addon \"workload-addon\"")]
    [InlineData("notready-target-missing", "The target was not found.")]
    [InlineData("notready-backend", "Backend s3-backend is not ready: BackupStorage demo/absent-storage not found")]
    public void A_configuration_that_is_not_ready_says_why(string sample, string reason) =>
        Assert.Equal(reason, Reader.ReadSample($"backupconfiguration-{sample}").FailureReason);

    [Fact]
    public void References_without_a_namespace_are_in_the_configurations_own()
    {
        BackupConfigurationRow row = Reader.Read(
            """
            {"metadata":{"name":"a","namespace":"own"},"spec":{
              "target":{"kind":"PersistentVolumeClaim","name":"data"},
              "backends":[{"name":"b","storageRef":{"name":"s"},"retentionPolicy":{"name":"p","namespace":"other"}}],
              "sessions":[{"repositories":[{"name":"r","backupVerifier":{"name":"v"}}],
                "hooks":{"preBackup":[{"hookTemplate":{"name":"h"}}],"postBackup":[{"hookTemplate":{"name":"h","namespace":"own"}},{}]}}]}}
            """);

        Assert.Equal(new TypedObjectReference("", "PersistentVolumeClaim", "own", "data"), row.Target);
        Assert.Equal(new ObjectKey("own", "s"), row.Backends[0].Storage);
        Assert.Equal(new ObjectKey("other", "p"), row.Backends[0].RetentionPolicy);
        Assert.Equal(new ObjectKey("own", "v"), row.Sessions[0].Repositories[0].BackupVerifier);
        Assert.Equal([new ObjectKey("own", "h")], row.Sessions[0].HookTemplates);
        Assert.Same(row.Backends[0], row.FindBackend(row.Sessions[0].Repositories[0]));
    }

    [Fact]
    public void A_configuration_with_nothing_in_it_is_a_row_too()
    {
        BackupConfigurationRow row = Reader.Read("""{"metadata":{"name":"a"},"spec":{"sessions":[null,{}],"backends":[null]}}""");

        Assert.Null(row.Target);
        Assert.Single(row.Sessions);
        Assert.Empty(row.Backends);
        Assert.Null(row.FindSession("x"));
        Assert.Null(row.FindBackend(new SessionRepository("r", "unknown", "", null, null)));
        Assert.Null(row.BackupBlueprint);
    }

    [Fact]
    public void A_blueprint_is_known_by_its_labels()
    {
        BackupConfigurationRow row = Reader.Read(
            """{"metadata":{"name":"a","namespace":"own","labels":{"kubestash.com/invoker-name":"bp","kubestash.com/invoker-namespace":"shared"}}}""");

        Assert.Equal(new ObjectKey("shared", "bp"), row.BackupBlueprint);
    }
}
