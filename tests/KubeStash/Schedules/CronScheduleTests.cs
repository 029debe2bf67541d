using System.Globalization;
using BackupConsole.KubeStash.Schedules;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Schedules;

public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("60 * * * *", "minute", "60", 0)]
    [InlineData("0 24 * * *", "hour", "24", 2)]
    [InlineData("0 0 0 * *", "day of month", "0", 4)]
    [InlineData("0 0 1,L * *", "day of month", "L", 6)]
    [InlineData("0  0 * foo *", "month", "foo", 7)]
    [InlineData("0 0 * * 7", "day of week", "7", 8)]
    [InlineData("0 0 * * fri-mon", "day of week", "fri-mon", 8)]
    [InlineData("*/0 * * * *", "minute", "*/0", 0)]
    [InlineData("1-2-3 * * * *", "minute", "1-2-3", 0)]
    [InlineData("1/2/3 * * * *", "minute", "1/2/3", 0)]
    [InlineData("5/ * * * *", "minute", "5/", 0)]
    [InlineData("99999999999 * * * *", "minute", "99999999999", 0)]
    [InlineData("* * * *", "schedule", "* * * *", 0)]
    [InlineData("0 0 * * * *", "schedule", "0 0 * * * *", 0)]
    [InlineData("", "schedule", "", 0)]
    [InlineData("@Daily", "schedule", "@Daily", 0)]
    [InlineData("@every 5", "schedule", "5", 7)]
    [InlineData("TZ=Nowhere/Land * * * * *", "schedule", "Nowhere/Land", 3)]
    [InlineData("TZ=UTC", "schedule", "", 6)]
    [InlineData("TZ=UTC  0 99 * * *", "hour", "99", 10)]
    public void A_refusal_names_the_field_the_part_and_its_place(string text, string field, string part, int position)
    {
        Assert.False(CronSchedule.TryParse(text, out CronSchedule? schedule, out CronError? error));
        Assert.Null(schedule);
        Assert.Equal((field, part, position), (error.Field, error.Part, error.Position));
        Assert.NotEmpty(error.Problem);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Nothing_at_all_is_refused() => Assert.False(CronSchedule.TryParse(null, out _, out _));

    [Fact]
    public void A_zone_in_the_text_wins()
    {
        Assert.True(CronSchedule.TryParse("CRON_TZ=Asia/Tokyo 0 0 * * *", out CronSchedule? schedule, out _));

        Assert.Equal("Asia/Tokyo", schedule.Zone?.Id);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero), schedule.Next(Start, TimeZoneInfo.Utc));
    }

    [Fact]
    public void The_answer_has_the_zones_offset()
    {
        Assert.True(CronSchedule.TryParse("0 2 * * *", out CronSchedule? schedule, out _));

        DateTimeOffset next = schedule.Next(Start, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))!.Value;

        Assert.Equal("2026-11-21T02:00:00+01:00", next.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData(", * * * *")]
    public void A_schedule_that_never_fires_has_no_next_run(string text)
    {
        Assert.True(CronSchedule.TryParse(text, out CronSchedule? schedule, out _));
        Assert.Null(schedule.Next(Start, TimeZoneInfo.Utc));
        Assert.Empty(schedule.Upcoming(Start, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("@every 1000000h")]
    [InlineData("@every 1s")]
    public void The_ends_of_time_are_no_trouble(string text)
    {
        Assert.True(CronSchedule.TryParse(text, out CronSchedule? schedule, out _));
        foreach (string zone in new[] { "UTC", "Pacific/Kiritimati", "America/Los_Angeles" })
        {
            TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(zone);
            Assert.Null(schedule.Next(DateTimeOffset.MaxValue, info));
            Assert.NotNull(schedule.Next(new DateTimeOffset(1, 1, 3, 0, 0, 0, TimeSpan.Zero), info));
        }
    }

    [Fact]
    public void A_leap_day_is_found_in_the_fourth_year()
    {
        Assert.True(CronSchedule.TryParse("0 0 29 2 *", out CronSchedule? schedule, out _));

        Assert.Equal(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero), schedule.Next(Start, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() => Prop.ForAll<string>(text =>
        CronSchedule.TryParse(text, out _, out CronError? error) || error.Position >= 0 && error.Position <= (text?.Length ?? 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void Runs_in_UTC_are_exactly_the_minutes_that_fit() => Prop.ForAll(
        Gen.Choose(1, 30).ToArbitrary(),
        Gen.Choose(0, 23).ToArbitrary(),
        (step, hour) =>
        {
            bool parsed = CronSchedule.TryParse($"*/{step} {hour} * * *", out CronSchedule? schedule, out _);
            DateTimeOffset end = Start.AddDays(2);
            IEnumerable<DateTimeOffset> expected = Enumerable.Range(1, 2 * 24 * 60)
                .Select(minute => Start.AddMinutes(minute))
                .Where(time => time.Hour == hour && time.Minute % step == 0);
            return parsed && schedule!.Upcoming(Start, TimeZoneInfo.Utc).TakeWhile(time => time <= end).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
}
