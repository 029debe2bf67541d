using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Tests.Storage;

/// <summary>What a retention policy keeps, in words.</summary>
public sealed class RetentionRulesTests
{
    private const string OneFailed = " Of failed backups the newest one is kept.";

    [Theory]
    [InlineData("{}", "Nothing says yet what is kept: a period or a count is needed.")]
    [InlineData("""{"maxRetentionPeriod":"30d"}""", "Every backup is kept for 30 days." + OneFailed)]
    [InlineData("""{"maxRetentionPeriod":"1y6mo"}""", "Every backup is kept for 1 year and 6 months." + OneFailed)]
    [InlineData("""{"maxRetentionPeriod":"30d12h30m"}""", "Every backup is kept for 30 days, 12 hours and 30 minutes." + OneFailed)]
    [InlineData("""{"maxRetentionPeriod":"3 days"}""", "Nothing says yet what is kept: a period or a count is needed.")]
    [InlineData("""{"successfulSnapshots":{}}""", "Every backup is kept, for ever: no count is set and no period." + OneFailed)]
    [InlineData("""{"successfulSnapshots":{"last":7}}""", "The newest 7 backups are kept." + OneFailed)]
    [InlineData("""{"successfulSnapshots":{"last":1}}""", "The newest backup is kept." + OneFailed)]
    [InlineData("""{"successfulSnapshots":{"last":0}}""", "No backup is kept: all counts are 0." + OneFailed)]
    [InlineData("""{"successfulSnapshots":{"daily":7}}""", "The newest one of each of the last 7 days that have any are kept. That is at most 7 of each session." + OneFailed)]
    [InlineData(
        """{"successfulSnapshots":{"last":7,"weekly":4,"monthly":12,"yearly":1},"maxRetentionPeriod":"2y","failedSnapshots":{"last":3}}""",
        "The newest 7 backups, and the newest one of each of the last 4 weeks, 12 months and 1 year that have any are kept. That is at most 24 of each session. Nothing older than 2 years is kept, whatever the counts say. Of failed backups the newest 3 are kept.")]
    [InlineData("""{"successfulSnapshots":{"last":"x"},"failedSnapshots":{"last":0}}""", "Every backup is kept, for ever: no count is set and no period. Failed backups are not kept.")]
    public void Words_say_what_stays(string spec, string words) => Assert.Equal(words, RetentionRules.Of(JsonNode.Parse(spec)!.AsObject()).Words);

    [Theory]
    [InlineData("""{"successfulSnapshots":{"yearly":3,"daily":7},"maxRetentionPeriod":"1y"}""", "The period of 1 year ends before 3 years, so that count keeps fewer.")]
    [InlineData("""{"successfulSnapshots":{"yearly":1,"daily":7},"maxRetentionPeriod":"1mo"}""", null)]
    [InlineData("""{"successfulSnapshots":{"yearly":3}}""", null)]
    public void A_period_that_takes_a_counts_effect_away_is_told(string spec, string? words) => Assert.Equal(words, RetentionRules.Of(JsonNode.Parse(spec)!.AsObject()).Contradiction);
}
