using System.Globalization;
using BackupConsole.KubeStash.Schedules;

namespace BackupConsole.KubeStash.Tests.Schedules;

/// <summary>What schedules mean, in words.</summary>
public sealed class CronWordsTests
{
    [Theory]
    [InlineData("* * * * *", "Every minute")]
    [InlineData("*/1 * * * *", "Every minute")]
    [InlineData("0-59 * * * *", "Every minute")]
    [InlineData("*/2 * * * *", "Every 2 minutes")]
    [InlineData("*/15 * * * *", "Every 15 minutes")]
    [InlineData("*/30 * * * *", "Every 30 minutes")]
    [InlineData("0,30 * * * *", "Every 30 minutes")]
    [InlineData("5/15 * * * *", "Every 15 minutes, beginning 5 minutes past the hour")]
    [InlineData("1/30 * * * *", "Every 30 minutes, beginning 1 minute past the hour")]
    [InlineData("*/25 * * * *", "At minutes 0, 25 and 50 of every hour")]
    [InlineData("7,8 * * * *", "At minutes 7 and 8 of every hour")]
    [InlineData("10-30/10 * * * *", "At minutes 10, 20 and 30 of every hour")]
    [InlineData("0 * * * *", "Every hour")]
    [InlineData("*/60 * * * *", "Every hour")]
    [InlineData("@hourly", "Every hour")]
    [InlineData("5 * * * *", "Every hour, 5 minutes past")]
    [InlineData("1 * * * *", "Every hour, 1 minute past")]
    [InlineData("0 */2 * * *", "Every 2 hours")]
    [InlineData("0 */6 * * *", "Every 6 hours")]
    [InlineData("0 0,6,12,18 * * *", "Every 6 hours")]
    [InlineData("0 */8 * * *", "At 00:00, 08:00 and 16:00 every day")]
    [InlineData("0 */12 * * *", "At 00:00 and 12:00 every day")]
    [InlineData("30 */6 * * *", "At 00:30, 06:30, 12:30 and 18:30 every day")]
    [InlineData("30 */2 * * *", "Every 2 hours from 00:30 to 22:30")]
    [InlineData("0 1/2 * * *", "Every 2 hours from 01:00 to 23:00")]
    [InlineData("0 8-17 * * *", "Every hour from 08:00 to 17:00")]
    [InlineData("0 */7 * * *", "At 00:00, 07:00, 14:00 and 21:00 every day")]
    [InlineData("0 */5 * * *", "At 00:00, 05:00, 10:00, 15:00 and 20:00 every day")]
    [InlineData("0 1,2,4,5,7,8,20 * * *", "At 01:00, 02:00, 04:00, 05:00, 07:00, 08:00 and 20:00 every day")]
    [InlineData("0 2 * * *", "At 02:00 every day")]
    [InlineData("@daily", "At 00:00 every day")]
    [InlineData("@midnight", "At 00:00 every day")]
    [InlineData("15 2,14 * * *", "At 02:15 and 14:15 every day")]
    [InlineData("0,30 2 * * *", "At 02:00 and 02:30 every day")]
    [InlineData("*/15 8 * * *", "At 08:00, 08:15, 08:30 and 08:45 every day")]
    [InlineData("*/10 8 * * *", "Every 10 minutes from 08:00 to 08:59")]
    [InlineData("*/30 8-17 * * *", "Every 30 minutes from 08:00 to 17:59")]
    [InlineData("*/20 1,5 * * *", "Every 20 minutes in the hours beginning at 01:00 and 05:00")]
    [InlineData("* 3 * * *", "Every minute from 03:00 to 03:59")]
    [InlineData("* 3-4 * * *", "Every minute from 03:00 to 04:59")]
    [InlineData("* 3,5 * * *", "Every minute in the hours beginning at 03:00 and 05:00")]
    [InlineData("1,2,3,7,9 8-9 * * *", "At minutes 1, 2, 3, 7 and 9 of each hour from 08:00 to 09:59")]
    [InlineData("0 2 * * 0", "At 02:00 on Sundays")]
    [InlineData("0 2 * * sun", "At 02:00 on Sundays")]
    [InlineData("@weekly", "At 00:00 on Sundays")]
    [InlineData("0 2 * * 1,5", "At 02:00 on Mondays and Fridays")]
    [InlineData("0 2 * * 1-5", "At 02:00 from Monday to Friday")]
    [InlineData("0 2 * * 0,6", "At 02:00 on Sundays and Saturdays")]
    [InlineData("*/30 8-17 * * mon-fri", "Every 30 minutes from 08:00 to 17:59, from Monday to Friday")]
    [InlineData("0 2 1 * *", "At 02:00 on the 1st of the month")]
    [InlineData("@monthly", "At 00:00 on the 1st of the month")]
    [InlineData("0 2 2,3,11,21,22,23,31 * *", "At 02:00 on the 2nd, 3rd, 11th, 21st, 22nd, 23rd and 31st of the month")]
    [InlineData("0 2 1-7 * *", "At 02:00 on the 1st to 7th of the month")]
    [InlineData("0 2 */2 * *", "At 02:00 on the odd days of the month")]
    [InlineData("0 2 2/2 * *", "At 02:00 on the even days of the month")]
    [InlineData("@yearly", "At 00:00 on the 1st of January")]
    [InlineData("@annually", "At 00:00 on the 1st of January")]
    [InlineData("0 2 15 3,6 *", "At 02:00 on the 15th of March and June")]
    [InlineData("0 2 * 6-8 *", "At 02:00 every day in June to August")]
    [InlineData("0 2 * 1 1", "At 02:00 on Mondays in January")]
    [InlineData("0 2 13 * 5", "At 02:00 on the 13th of the month, and also on Fridays")]
    [InlineData("0 2 13 1 5", "At 02:00 on the 13th of January, and also on Fridays in January")]
    [InlineData("0 2 1-31 * 5", "At 02:00 every day")]
    [InlineData("0 2 13 * 0-6", "At 02:00 every day")]
    [InlineData("0 2 ? * ?", "At 02:00 every day")]
    [InlineData("0 2 30 2 *", "At 02:00 on the 30th of February")]
    [InlineData(", * * * *", "Never")]
    [InlineData("@every 90m", "Every 90 minutes")]
    [InlineData("@every 2h", "Every 2 hours")]
    [InlineData("@every 1h", "Every hour")]
    [InlineData("@every 45s", "Every 45 seconds")]
    [InlineData("@every 1m", "Every 1 minute")]
    [InlineData("CRON_TZ=Asia/Tokyo 0 2 * * *", "At 02:00 every day, in the zone Asia/Tokyo")]
    public void A_schedule_reads_as_a_sentence(string text, string words) => Assert.Equal(words, CronWords.Describe(Read(text)));

    [Fact]
    public void Schedules_that_read_alike_fire_alike()
    {
        Random random = new(20261121);
        Dictionary<string, string> firings = [];
        string[] minutes = ["0", "*/5", "0,30", "*/30", "7", "1-3", "*/25", "30"];
        string[] hours = ["*", "*/2", "0-23", "2", "8-17", "0,12", "*/12", "1/2"];
        string[] days = ["*", "1", "1-31", "13,31", "*/2"];
        string[] months = ["*", "1", "2-4", "1-12"];
        string[] weekdays = ["*", "0", "1-5", "0-6", "mon,fri"];
        for (int round = 0; round < 4000; round++)
        {
            string text = $"{Of(minutes)} {Of(hours)} {Of(days)} {Of(months)} {Of(weekdays)}";
            CronSchedule schedule = Read(text);
            string next = string.Join(' ', schedule.Upcoming(new DateTimeOffset(2026, 11, 21, 6, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc).Take(300).Select(run => run.ToString("MMddHHmm", CultureInfo.InvariantCulture)));
            string words = CronWords.Describe(schedule);

            if (!firings.TryAdd(words, next))
            {
                Assert.Equal(firings[words], next);
            }
        }

        Assert.True(firings.Count > 300);

        string Of(string[] some) => some[random.Next(some.Length)];
    }

    private static CronSchedule Read(string text)
    {
        Assert.True(CronSchedule.TryParse(text, out CronSchedule? schedule, out CronError? error), error?.ToString());
        return schedule;
    }
}
