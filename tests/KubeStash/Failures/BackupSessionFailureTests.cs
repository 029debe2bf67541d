using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Failures;

namespace BackupConsole.KubeStash.Tests.Failures;

public class BackupSessionFailureTests
{
    [Fact]
    public void A_run_that_did_not_fail_has_no_causes()
    {
        Assert.Empty(Causes("""{ "phase": "Succeeded", "conditions": [{ "type": "SnapshotsEnsured", "status": "True" }] }"""));
        Assert.Empty(Causes("""{ "phase": "Running", "snapshots": [{ "name": "s", "phase": "Failed" }] }"""));
        Assert.Empty(BackupSessionFailure.Causes([]));
    }

    [Fact]
    public void A_condition_that_is_False_comes_before_everything_else()
    {
        ImmutableArray<FailureCause> causes = Causes(
            """
            {
              "phase": "Failed",
              "conditions": [
                { "type": "SnapshotsEnsured", "status": "True", "message": "fine" },
                { "type": "DeadlineExceeded", "status": "True", "message": "too slow" },
                { "type": "BackupExecutorEnsured", "status": "False", "reason": "Why", "message": "no Job" }
              ],
              "snapshots": [{ "name": "snap", "phase": "Failed" }, { "name": "other", "phase": "Succeeded" }],
              "retentionPolicy": [{ "repository": "repo", "phase": "FailedToApply", "error": "locked" }]
            }
            """);

        Assert.Equal(
            [
                new("BackupExecutorEnsured", "no Job", FailureSource.Condition),
                new("DeadlineExceeded", "too slow", FailureSource.Condition),
                new("snap", "The snapshot failed.", FailureSource.Snapshot),
                new("repo", "locked", FailureSource.Retention),
            ],
            causes);
    }

    [Fact]
    public void An_inverted_condition_that_is_False_is_no_cause() => Assert.Empty(Causes(
        """{ "phase": "Failed", "conditions": [{ "type": "DeadlineExceeded", "status": "False" }, { "type": "BackupSkipped", "status": "False" }] }"""));

    [Fact]
    public void Conditions_that_only_follow_from_others_come_last()
    {
        ImmutableArray<FailureCause> causes = Causes(
            """
            {
              "phase": "Failed",
              "conditions": [{ "type": "MetricsPushed", "status": "False", "message": "one or more snapshots are failed" }],
              "snapshots": [{ "name": "snap", "phase": "Failed" }]
            }
            """);

        Assert.Equal(["snap", "MetricsPushed"], causes.Select(cause => cause.Where));
    }

    [Fact]
    public void Hooks_tell_whether_the_data_are_there()
    {
        ImmutableArray<FailureCause> causes = Causes(
            """{ "phase": "Failed", "hooks": { "preHooks": [{ "name": "freeze", "phase": "Failed" }], "postHooks": [{ "name": "tell", "phase": "Failed" }, { "name": "thaw", "phase": "Succeeded" }] } }""");

        Assert.Equal(["freeze", "tell"], causes.Select(cause => cause.Where));
        Assert.Contains("data are there", causes[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skipped_run_says_why()
    {
        FailureCause cause = Assert.Single(Causes(
            """{ "phase": "Skipped", "conditions": [{ "type": "BackupSkipped", "status": "True", "reason": "Running", "message": "another backup is still running" }] }"""));

        Assert.Equal("another backup is still running", cause.Message);
    }

    [Theory]
    [InlineData("""{ "phase": "Failed", "conditions": "none", "snapshots": {}, "hooks": [], "retentionPolicy": 1 }""")]
    [InlineData("""{ "phase": "Failed", "conditions": [null, 1, { "type": 5, "status": "False" }], "snapshots": [[]] }""")]
    public void Fields_of_another_shape_do_no_harm(string status) => Assert.All(Causes(status), cause => Assert.NotNull(cause.Message));

    [Theory]
    [InlineData("Fatal: unable to open repository: Stat: Access Denied.", "The storage refused the credentials")]
    [InlineData("blob (code=PermissionDenied): AuthenticationFailed: Server failed to authenticate the request", "The storage refused the credentials")]
    [InlineData("Fatal: wrong password or no key found", "The encryption password is not the repository's")]
    [InlineData("FATAL: password authentication failed for user \"postgres\"", "The database refused the login")]
    [InlineData("open /srv/media: permission denied", "Files could not be read")]
    [InlineData("blob (code=NotFound): NoSuchBucket: The specified bucket does not exist", "The bucket is not there")]
    [InlineData("dial tcp: lookup minio.invalid: no such host", "The storage cannot be reached")]
    [InlineData("another backup is still running", "An earlier run was still going on")]
    public void Known_failures_are_recognised(string message, string title) => Assert.Equal(title, FailureAdvice.Find(message)?.Title);

    [Fact]
    public void What_is_not_known_gets_no_advice() => Assert.Null(FailureAdvice.Find("the moon is full"));

    private static ImmutableArray<FailureCause> Causes(string status) =>
        BackupSessionFailure.Causes(new JsonObject { ["status"] = JsonNode.Parse(status) });
}
