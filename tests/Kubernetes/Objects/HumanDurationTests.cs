using System.Globalization;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class HumanDurationTests
{
    [Fact]
    public void Every_vector_reads_as_kubectl_prints_it()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Objects", "age-vectors.tsv")))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            count++;
            string[] parts = line.Split('\t');
            string actual = HumanDuration.Format(TimeSpan.FromMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)));
            if (actual != parts[1])
            {
                wrong.Add($"{line} got {actual}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 100, $"only {count} vectors");
    }

    [Theory]
    [InlineData("00:01:20", "80s")]
    [InlineData("00:06:03", "6m3s")]
    [InlineData("02:24:00", "144m")]
    [InlineData("05:10:00", "5h10m")]
    [InlineData("1.23:00:00", "47h")]
    [InlineData("2.03:00:00", "2d3h")]
    [InlineData("2.00:30:00", "2d")]
    [InlineData("51.00:00:00", "51d")]
    [InlineData("1115.00:00:00", "3y20d")]
    [InlineData("3300.00:00:00", "9y")]
    [InlineData("-00:00:01.9", "0s")]
    [InlineData("-00:00:02", "<invalid>")]
    public void Ages_get_coarser_with_time(string length, string text) =>
        Assert.Equal(text, HumanDuration.Format(TimeSpan.Parse(length, CultureInfo.InvariantCulture)));

    [Fact]
    public void Extreme_lengths_do_not_break_it()
    {
        Assert.Equal("29247y", HumanDuration.Format(TimeSpan.MaxValue));
        Assert.Equal(HumanDuration.Invalid, HumanDuration.Format(TimeSpan.MinValue));
    }

    [Fact]
    public void The_age_is_counted_between_instants_whatever_their_zones() => Assert.Equal(
        "80s",
        HumanDuration.Since(
            new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(1)),
            new DateTimeOffset(2026, 11, 20, 11, 1, 20, TimeSpan.Zero)));
}
