using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Failures;

namespace BackupConsole.KubeStash.Tests.Failures;

public class RestoreSessionFailureTests
{
    [Theory]
    [InlineData("""{ "phase": "Succeeded", "conditions": [{ "type": "ValidationPassed", "status": "True" }] }""")]
    [InlineData("""{ "phase": "Running", "components": { "dump": { "phase": "Failed", "error": "not yet final" } } }""")]
    [InlineData("""{ "phase": "Pending", "targetFound": true }""")]
    [InlineData("{}")]
    public void A_restore_that_is_well_has_no_causes(string status) => Assert.Empty(Causes(status));

    [Fact]
    public void What_the_operator_says_of_the_specification_comes_first_and_what_only_follows_last()
    {
        ImmutableArray<FailureCause> causes = Causes(
            """
            {
              "phase": "Failed",
              "conditions": [
                { "type": "MetricsPushed", "status": "False", "message": "could not push" },
                { "type": "RestoreIncomplete", "status": "True", "message": "terminated before completion" },
                { "type": "RestoreExecutorEnsured", "status": "False", "message": "no Job" }
              ],
              "hooks": { "preHooks": [{ "name": "stop", "phase": "Failed" }], "postHooks": [{ "name": "start", "phase": "Failed" }] },
              "dependencies": [{ "kind": "Addon", "name": "workload-addon", "found": false }, { "kind": "Snapshot", "name": "s", "found": true }],
              "components": { "dump-0": { "phase": "Succeeded" }, "dump-1": { "phase": "Failed", "error": "permission denied" } }
            }
            """);

        Assert.Equal(["RestoreExecutorEnsured", "RestoreIncomplete", "stop", "start", "workload-addon", "dump-1", "MetricsPushed"], causes.Select(cause => cause.Where));
        Assert.Equal(
            [FailureSource.Condition, FailureSource.Condition, FailureSource.Hook, FailureSource.Hook, FailureSource.Dependency, FailureSource.Component, FailureSource.Condition],
            causes.Select(cause => cause.Source));
        Assert.Contains("Nothing was restored", causes[2].Message, StringComparison.Ordinal);
        Assert.Contains("data were restored", causes[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_waits_says_for_what()
    {
        ImmutableArray<FailureCause> causes = Causes("""{ "phase": "Pending", "targetFound": false, "dependencies": [{ "kind": "Snapshot", "name": "latest", "found": false }] }""");

        Assert.Equal([new("StatefulSet demo/shop", "The target was not found.", FailureSource.Target), new("latest", "Snapshot latest was not found.", FailureSource.Dependency)], causes);
        Assert.Equal("The target was not found", FailureAdvice.Find(causes[0])?.Title);
        Assert.Equal("The snapshot to restore is not there", FailureAdvice.Find(causes[1])?.Title);
    }

    [Fact]
    public void One_that_was_refused_says_why()
    {
        FailureCause cause = Assert.Single(Causes("""{ "phase": "Invalid", "conditions": [{ "type": "ValidationPassed", "status": "False", "message": "snapshots.storage.kubestash.com \"x\" not found" }] }"""));

        Assert.Equal("The snapshot to restore is not there", FailureAdvice.Find(cause)?.Title);
    }

    [Theory]
    [InlineData("""{ "phase": "Failed", "conditions": "none", "components": [], "hooks": 1, "dependencies": {}, "targetFound": "no" }""")]
    [InlineData("""{ "phase": "Failed", "conditions": [null, 1], "components": { "dump": 7 }, "dependencies": [[]] }""")]
    public void Fields_of_another_shape_do_no_harm(string status) => Assert.All(Causes(status), cause => Assert.NotNull(cause.Message));

    private static ImmutableArray<FailureCause> Causes(string status) => RestoreSessionFailure.Causes(new JsonObject
    {
        ["spec"] = JsonNode.Parse("""{ "target": { "kind": "StatefulSet", "namespace": "demo", "name": "shop" } }"""),
        ["status"] = JsonNode.Parse(status),
    });
}
