using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Retention;

namespace BackupConsole.Sandbox.Tests.Operators;

public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T12:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("""{ "last": 2 }""", "11-20T11:30 11-20T11:00")]
    [InlineData("""{ "last": 0, "daily": 1 }""", "11-20T11:30")]
    [InlineData("""{ "hourly": 2 }""", "11-20T11:30 11-20T09:00")]
    [InlineData("""{ "daily": 3 }""", "11-20T11:30 11-19T23:00 11-16T10:00")]
    [InlineData("""{ "weekly": 3 }""", "11-20T11:30 11-15T10:00 11-01T10:00")]
    [InlineData("""{ "monthly": 2 }""", "11-20T11:30 10-31T10:00")]
    [InlineData("""{ "yearly": 5 }""", "11-20T11:30 2025-12-31T23:59")]
    [InlineData("""{ "last": 2, "daily": 2, "yearly": 2 }""", "11-20T11:30 11-20T11:00 11-19T23:00 2025-12-31T23:59")]
    [InlineData("""{}""", "11-20T11:30 11-20T11:00 11-20T09:00 11-19T23:00 11-16T10:00 11-15T10:00 11-01T10:00 10-31T10:00 2025-12-31T23:59")]
    public void A_successful_snapshot_stays_when_any_counter_wants_it(string counters, string kept)
    {
        JsonObject[] snapshots = [.. ((string[])["2025-12-31T23:59", "10-31T10:00", "11-01T10:00", "11-15T10:00", "11-16T10:00", "11-19T23:00", "11-20T09:00", "11-20T11:00", "11-20T11:30"]).Select(time => Snapshot(time))];
        RetentionPlan plan = RetentionPlan.Of(new JsonObject { ["successfulSnapshots"] = WorldReading.Json(counters) }, snapshots, Now);
        Assert.Equal(kept, string.Join(' ', plan.Kept.Select(snapshot => snapshot.Name())));
        Assert.Equal(snapshots.Length, plan.Kept.Count + plan.Stale.Count);
    }

    [Fact]
    public void Weeks_begin_on_monday_and_follow_the_year_of_their_thursday()
    {
        // 2024-12-30 is the Monday of the first week of 2025.
        JsonObject[] snapshots = [Snapshot("2024-12-29T10:00"), Snapshot("2024-12-30T10:00"), Snapshot("2025-01-02T10:00")];
        RetentionPlan plan = RetentionPlan.Of(WorldReading.Json("""{ "successfulSnapshots": { "weekly": 2 } }"""), snapshots, Now);
        Assert.Equal(["2025-01-02T10:00", "2024-12-29T10:00"], plan.Kept.Select(snapshot => snapshot.Name()));
    }

    [Theory]
    [InlineData("""{ "maxRetentionPeriod": "1d" }""", "11-20T11:00 11-19T13:00")]
    [InlineData("""{ "maxRetentionPeriod": "30m", "successfulSnapshots": { "last": 5 } }""", "")]
    [InlineData("""{ "maxRetentionPeriod": "1mo", "successfulSnapshots": { "last": 1 } }""", "11-20T11:00")]
    public void What_is_older_than_the_period_goes_whatever_the_counters_say(string policy, string kept)
    {
        RetentionPlan plan = RetentionPlan.Of(WorldReading.Json(policy), [Snapshot("11-20T11:00"), Snapshot("11-19T13:00"), Snapshot("11-19T11:00")], Now);
        Assert.Equal(kept, string.Join(' ', plan.Kept.Select(snapshot => snapshot.Name())));
    }

    [Theory]
    [InlineData("""{}""", "11-20T10:00 11-20T09:00")]
    [InlineData("""{ "failedSnapshots": { "last": 2 } }""", "11-20T10:00 11-20T09:00 11-20T08:00")]
    [InlineData("""{ "failedSnapshots": { "last": 0 }, "successfulSnapshots": { "last": 1 } }""", "11-20T09:00")]
    public void Failed_snapshots_are_counted_for_themselves(string policy, string kept)
    {
        RetentionPlan plan = RetentionPlan.Of(WorldReading.Json(policy), [Snapshot("11-20T10:00", "Failed"), Snapshot("11-20T09:00"), Snapshot("11-20T08:00", "Failed"), Snapshot("11-20T07:00", "Failed")], Now);
        Assert.Equal(kept, string.Join(' ', plan.Kept.Select(snapshot => snapshot.Name())));
    }

    [Fact]
    public void Unfinished_and_incremental_snapshots_are_never_touched()
    {
        JsonObject incremental = Snapshot("11-01T10:00");
        incremental["spec"]!["type"] = "IncrementalBackup";
        RetentionPlan plan = RetentionPlan.Of(WorldReading.Json("""{ "maxRetentionPeriod": "1h" }"""), [incremental, Snapshot("11-01T11:00", "Running"), Snapshot("11-01T12:00", "Pending")], Now);
        Assert.Empty(plan.Kept);
        Assert.Empty(plan.Stale);
    }

    private static JsonObject Snapshot(string time, string phase = "Succeeded")
    {
        string full = time.Length > 12 ? time : "2026-" + time;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = time, ["namespace"] = "demo" },
            ["spec"] = new JsonObject { ["type"] = "FullBackup" },
            ["status"] = new JsonObject { ["phase"] = phase, ["snapshotTime"] = full + ":00Z" },
        };
    }
}
