using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Tests.Samples;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Core;

public sealed class BackupSessionRowTests
{
    private static readonly IRowReader<BackupSessionRow> Reader = BackupSessionRow.Reader;

    [Fact]
    public void Every_column_and_link_of_a_run_is_read()
    {
        BackupSessionRow row = Reader.ReadSample("backupsession-failed-with-retry");

        Assert.Equal(new ObjectKey("demo", "sample-backup-sts-frequent-backup-1778573700"), row.Key);
        Assert.NotEmpty(row.Uid);
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 15, 0, TimeSpan.Zero), row.CreationTimestamp);
        Assert.False(row.IsDeleting);
        Assert.Equal("kubestash.com/invoker-name=sample-backup-sts", row.Labels.ToString());
        Assert.Equal(("core.kubestash.com", "BackupConfiguration", "sample-backup-sts"), (row.InvokerApiGroup, row.InvokerKind, row.InvokerName));
        Assert.Equal("sample-backup-sts", row.ControllerOwner?.Name);
        Assert.Equal("sample-backup-sts", row.BackupConfiguration);
        Assert.Equal("frequent-backup", row.Session);
        Assert.Equal("Failed", row.Phase);
        Assert.Equal("20s", row.Duration);
        Assert.Equal(1, row.TotalSnapshots);
        Assert.True(row.Retried);
        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 16, 20, TimeSpan.Zero), row.NextRetry);
        Assert.Equal(["sts-repo"], row.Repositories);
        Assert.Equal([new ObjectKey("demo", "keep-last-5")], row.RetentionPolicies);
    }

    [Theory]
    [InlineData("failed-executor", "serviceaccounts \"backup-runner\" not found")]
    [InlineData("failed-pre-hook", "command terminated with exit code 1")]
    [InlineData("failed-deadline", "Snapshot sts-repo-sample-backup-sts-frequent-backup-1778574180 failed.")]
    [InlineData("failed-retention", "Retention policy keep-last-5 could not be applied to repository sts-repo: unable to create lock")]
    [InlineData("skipped", "Skipped taking new backup.")]
    public void A_run_that_went_wrong_says_why(string sample, string reason) =>
        Assert.StartsWith(reason, Reader.ReadSample($"backupsession-{sample}").FailureReason, StringComparison.Ordinal);

    [Theory]
    [InlineData("pending")]
    [InlineData("running")]
    [InlineData("succeeded")]
    public void A_run_in_order_has_no_failure_reason(string sample) =>
        Assert.Null(Reader.ReadSample($"backupsession-{sample}").FailureReason);

    [Fact]
    public void A_condition_that_is_trouble_when_true_is_not_blamed_for_being_false()
    {
        BackupSessionRow row = Reader.Read(
            """
            {"metadata":{"name":"a"},"status":{"phase":"Failed","conditions":[
              {"type":"BackupSkipped","status":"False","message":"not skipped"},
              {"type":"SnapshotsEnsured","status":"Unknown","message":"unsure"},
              {"type":"SnapshotCleanupIncomplete","status":"True","message":"retention died"}]}}
            """);

        Assert.Equal("retention died", row.FailureReason);
    }

    [Fact]
    public void A_condition_type_of_tomorrow_counts_when_false_and_not_when_true()
    {
        const string Template = """{"metadata":{"name":"a"},"status":{"phase":"Failed","conditions":[{"type":"New","status":"STATUS","reason":"Because"}]}}""";

        Assert.Equal("Because", Reader.Read(Template.Replace("STATUS", "False", StringComparison.Ordinal)).FailureReason);
        Assert.Null(Reader.Read(Template.Replace("STATUS", "True", StringComparison.Ordinal)).FailureReason);
    }

    [Fact]
    public void Long_reasons_are_cut_between_characters()
    {
        string message = string.Concat(Enumerable.Repeat("🎉", 400));
        BackupSessionRow row = Reader.Read(
            $$$"""{"metadata":{"name":"a"},"status":{"phase":"Failed","conditions":[{"type":"X","status":"False","message":"{{{message}}}"}]}}""");

        Assert.InRange(row.FailureReason!.Length, 200, 240);
        Assert.EndsWith("🎉…", row.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deadline_of_older_versions_is_read_too()
    {
        BackupSessionRow row = Reader.Read("""{"metadata":{"name":"a"},"status":{"sessionDeadline":"2026-05-12T08:24:00Z"}}""");

        Assert.Equal(new DateTimeOffset(2026, 5, 12, 8, 24, 0, TimeSpan.Zero), row.Deadline);
    }

    [Fact]
    public void Snapshots_are_counted_where_the_total_is_missing()
    {
        Assert.Equal(2, Reader.Read("""{"metadata":{"name":"a"},"status":{"snapshots":[{},null]}}""").TotalSnapshots);
        Assert.Equal(5, Reader.Read("""{"metadata":{"name":"a"},"status":{"totalSnapshots":5,"snapshots":[{}]}}""").TotalSnapshots);
        Assert.Null(Reader.Read("""{"metadata":{"name":"a"}}""").TotalSnapshots);
    }

    [Theory]
    [InlineData("""{"spec":{"invoker":{"kind":"BackupBatch","name":"b"}}}""", null)]
    [InlineData("""{"spec":{"invoker":{"kind":"BackupConfiguration","name":"c"}}}""", "c")]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"BackupConfiguration","name":"o","controller":true}]}}""", "o")]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"BackupConfiguration","name":"o"}]}}""", null)]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"CronJob","name":"o","controller":true}]}}""", null)]
    public void The_configuration_is_the_invoker_or_else_the_managing_owner(string json, string? configuration)
    {
        System.Text.Json.Nodes.JsonNode node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        (node["metadata"] ??= new System.Text.Json.Nodes.JsonObject())["name"] = "a";

        Assert.Equal(configuration, Reader.Read(node.ToJsonString()).BackupConfiguration);
    }
}
