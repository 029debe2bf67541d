using System.Collections.Immutable;
using BackupConsole.KubeStash.Schedules;

namespace BackupConsole.KubeStash.Tests.Schedules;

/// <summary>Which schedules meet in the same minute.</summary>
public sealed class ScheduleClashesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 6, 10, 0, TimeSpan.Zero); // A Saturday.

    [Fact]
    public void Others_that_fire_in_the_same_minute_are_told_the_soonest_first()
    {
        ImmutableArray<ScheduleClash<string>> clashes = Find("0 2 * * *", ("weekly", "0 2 * * 1"), ("same", "0 2 * * *"), ("often", "*/15 * * * *"), ("beside", "1 2 * * *"));

        Assert.Equal(["same", "often", "weekly"], clashes.Select(clash => clash.With));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero), clashes[0].At);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero), clashes[^1].At);
    }

    [Fact]
    public void What_runs_rarely_is_followed_beyond_a_week() =>
        Assert.Equal(["monthly"], Find("0 2 1 * *", ("monthly", "0 0-3 1 * *")).Select(clash => clash.With));

    [Fact]
    public void Meetings_beyond_the_time_looked_at_are_not_told() => Assert.Empty(Find("*/5 * * * *", ("in spring", "0 2 1 4 *")));

    [Theory]
    [InlineData("@every 1h")]
    [InlineData("no schedule")]
    [InlineData("0 0 30 2 *")]
    public void Others_without_a_minute_of_their_own_clash_with_nobody(string other) => Assert.Empty(Find("* * * * *", ("other", other)));

    [Fact]
    public void An_interval_clashes_with_nobody() => Assert.Empty(Find("@every 1h", ("other", "* * * * *")));

    [Fact]
    public void Zones_of_schedules_count() =>
        Assert.Equal(["tokyo"], Find("0 2 * * *", ("tokyo", "CRON_TZ=Asia/Tokyo 0 11 * * *"), ("not", "CRON_TZ=Asia/Tokyo 0 2 * * *")).Select(clash => clash.With));

    [Fact]
    public void A_schedule_fires_at_every_run_it_tells_and_in_no_minute_between()
    {
        foreach (string text in (string[])["*/25 3-4 * * 1-5", "0 0 1,15 * 2", "7 */5 * 1-3 *", "59 23 31 * *"])
        {
            Assert.True(CronSchedule.TryParse(text, out CronSchedule? schedule, out _));
            DateTimeOffset at = Now;
            foreach (DateTimeOffset run in schedule.Upcoming(Now, TimeZoneInfo.Utc).Take(20))
            {
                Assert.True(schedule.FiresAt(run, TimeZoneInfo.Utc));
                Assert.False(schedule.FiresAt(run.AddMinutes(-1), TimeZoneInfo.Utc));
                for (at = at.AddMinutes(1); at < run && run - at < TimeSpan.FromHours(30); at = at.AddMinutes(1))
                {
                    Assert.False(schedule.FiresAt(at, TimeZoneInfo.Utc));
                }

                at = run;
            }
        }
    }

    private static ImmutableArray<ScheduleClash<string>> Find(string own, params (string Who, string Schedule)[] others)
    {
        Assert.True(CronSchedule.TryParse(own, out CronSchedule? schedule, out _));
        return ScheduleClashes.Find(schedule, others.Select(other => new Scheduled<string>(other.Who, other.Schedule)), Now, TimeZoneInfo.Utc);
    }
}
