using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Failures;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Failures;

public class BackupConfigurationFailureTests
{
    [Fact]
    public void One_that_is_ready_or_was_not_looked_at_has_no_causes()
    {
        Assert.Empty(BackupConfigurationFailure.Causes([]));
        Assert.Empty(Causes("""{ "phase": "Ready", "targetFound": false }"""));
    }

    [Fact]
    public void Causes_come_in_the_order_the_operator_decides()
    {
        FailureCause[] causes = Causes(
            """
            {
              "phase": "NotReady", "targetFound": false,
              "conditions": [{ "type": "ValidationPassed", "status": "False", "message": "bad" }],
              "dependencies": [{ "kind": "Addon", "name": "gone", "found": false }, { "kind": "Addon", "name": "there", "found": true }],
              "backends": [
                { "name": "a", "ready": false, "storage": { "phase": "NotReady", "reason": "denied", "ref": { "name": "s3", "namespace": "stash" } }, "retentionPolicy": { "found": true, "ref": { "name": "keep" } } },
                { "name": "b", "ready": false, "storage": { "phase": "Ready", "ref": { "name": "s3", "namespace": "stash" } }, "retentionPolicy": { "found": false, "ref": { "name": "keep" } } },
                { "name": "c", "ready": true }],
              "sessions": [{ "name": "daily", "conditions": [{ "type": "SchedulerEnsured", "status": "False", "message": "no cron" }] }],
              "repositories": [{ "name": "repo", "phase": "NotReady", "reason": "locked" }, { "name": "fine", "phase": "Ready" }]
            }
            """);

        Assert.Equal(
            [
                ("ValidationPassed", "bad", FailureSource.Condition),
                ("Addon gone", "There is no Addon gone.", FailureSource.Dependency),
                ("MongoDB demo/mongodb", "MongoDB demo/mongodb was not found.", FailureSource.Target),
                ("stash/s3", "denied", FailureSource.Storage),
                ("demo/keep", "RetentionPolicy demo/keep was not found.", FailureSource.RetentionPolicy),
                ("daily", "no cron", FailureSource.Session),
                ("repo", "locked", FailureSource.Repository),
            ],
            causes.Select(cause => (cause.Where, cause.Message, cause.Source)));
        Assert.Equal((KubeStashKinds.BackupStorage, new ObjectKey("stash", "s3")), causes[3].About);
    }

    [Theory]
    [InlineData(FailureSource.Target, "anything", "The target was not found")]
    [InlineData(FailureSource.Storage, "BackupStorage stash/s3 is not ready.", "The storage cannot be used")]
    [InlineData(FailureSource.Storage, "Access Denied.", "The storage refused the credentials")]
    [InlineData(FailureSource.Condition, "task \"x\" not found in addon \"y\"", "The addon has no such task")]
    [InlineData(FailureSource.Condition, "secrets \"cred\" not found", "The Secret with the credentials is missing")]
    public void Advice_goes_by_the_source_as_well_as_by_the_words(FailureSource source, string message, string title) =>
        Assert.Equal(title, FailureAdvice.Find(new FailureCause("x", message, source))?.Title);

    [Fact]
    public void A_snapshot_s_failed_part_comes_before_its_conditions()
    {
        FailureCause[] causes = [.. ReadinessFailure.Causes(
            KubeStashKinds.Snapshot,
            JsonNode.Parse("""{ "status": { "phase": "Failed", "components": { "dump": { "phase": "Failed", "error": "killed" }, "volume": { "phase": "Succeeded" } }, "conditions": [{ "type": "BackupIncomplete", "status": "True", "message": "died" }] } }""")!.AsObject())];

        Assert.Equal([("dump", "killed"), ("BackupIncomplete", "died")], causes.Select(cause => (cause.Where, cause.Message)));
        Assert.Empty(ReadinessFailure.Causes(KubeStashKinds.BackupStorage, JsonNode.Parse("""{ "status": { "phase": "Ready", "conditions": [{ "type": "BackendInitialized", "status": "False" }] } }""")!.AsObject()));
    }

    private static FailureCause[] Causes(string status) => [.. BackupConfigurationFailure.Causes(new JsonObject
    {
        ["metadata"] = new JsonObject { ["namespace"] = "demo" },
        ["spec"] = new JsonObject { ["target"] = new JsonObject { ["kind"] = "MongoDB", ["namespace"] = "demo", ["name"] = "mongodb" } },
        ["status"] = JsonNode.Parse(status),
    })];
}
