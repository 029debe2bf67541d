using System.Globalization;
using BackupConsole.KubeStash.Schedules;

namespace BackupConsole.KubeStash.Tests.Schedules;

public sealed class CronVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_vector_of_the_controllers_own_parser_gives_the_same_answer()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Schedules", "cron-vectors.txt");
        List<string> wrong = [];
        int count = 0;
        foreach (string line in File.ReadLines(path))
        {
            count++;
            string[] parts = line.Split('|');
            string actual = Answer(parts[0], parts[1], parts[2]);
            if (actual != parts[3])
            {
                wrong.Add($"{line}  got  {actual}");
            }
        }

        output.WriteLine($"{count - wrong.Count} of {count}");
        Assert.True(wrong.Count == 0, $"{count - wrong.Count} of {count} right; wrong:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
        Assert.Equal(9_000, count);
    }

    private static string Answer(string expression, string zone, string start)
    {
        if (!CronSchedule.TryParse(expression, out CronSchedule? schedule, out _))
        {
            return "ERR";
        }

        DateTimeOffset after = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture);
        List<string> next = [.. schedule.Upcoming(after, TimeZoneInfo.FindSystemTimeZoneById(zone))
            .Take(4)
            .Select(time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))];
        return next.Count == 0 ? "none" : string.Join(',', next);
    }
}
