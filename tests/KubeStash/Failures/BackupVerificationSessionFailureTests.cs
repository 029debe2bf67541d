using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Failures;

namespace BackupConsole.KubeStash.Tests.Failures;

public class BackupVerificationSessionFailureTests
{
    [Theory]
    [InlineData("""{ "phase": "Succeeded", "conditions": [{ "type": "BackupVerified", "status": "True" }] }""")]
    [InlineData("""{ "phase": "Running", "conditions": [{ "type": "RestoreSucceeded", "status": "False" }] }""")]
    [InlineData("{}")]
    public void A_verification_that_is_well_has_no_causes(string status) => Assert.Empty(Causes(status));

    [Fact]
    public void The_restore_comes_before_the_check_and_the_history_last()
    {
        ImmutableArray<FailureCause> causes = Causes(
            """
            {
              "phase": "Failed",
              "conditions": [
                { "type": "VerificationSessionHistoryCleaned", "status": "False", "message": "forbidden" },
                { "type": "BackupVerified", "status": "False", "message": "Failed to verify backup. Reason: \"0 rows\"" },
                { "type": "RestoreSucceeded", "status": "False", "message": "RestoreSession x is Failed" }
              ]
            }
            """);

        Assert.Equal(["RestoreSucceeded", "BackupVerified", "VerificationSessionHistoryCleaned"], causes.Select(cause => cause.Where));
        Assert.Equal("The restored data did not pass the check", FailureAdvice.Find(causes[1])?.Title);
    }

    [Fact]
    public void One_that_was_skipped_says_why_and_that_nothing_is_to_be_done()
    {
        FailureCause cause = Assert.Single(Causes("""{ "phase": "Skipped", "conditions": [{ "type": "BackupVerificationSkipped", "status": "True", "reason": "SnapshotAlreadyVerified" }] }"""));

        Assert.Equal("The snapshot had been verified already", FailureAdvice.Find(cause)?.Title);
    }

    private static ImmutableArray<FailureCause> Causes(string status) => BackupVerificationSessionFailure.Causes(new JsonObject { ["status"] = JsonNode.Parse(status) });
}
