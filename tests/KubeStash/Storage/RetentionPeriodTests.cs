using BackupConsole.KubeStash.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Storage;

public sealed class RetentionPeriodTests
{
    [Theory]
    [InlineData("2mo", 60)]
    [InlineData("1y6mo", 545)]
    [InlineData("3w", 21)]
    [InlineData("30d", 30)]
    [InlineData("1y1mo1w1d", 403)]
    public void Units_have_their_lengths(string text, int days)
    {
        Assert.True(RetentionPeriod.TryParse(text, out RetentionPeriod period));
        Assert.Equal(TimeSpan.FromDays(days), period.Length);
    }

    [Fact]
    public void Hours_and_minutes_may_follow()
    {
        Assert.True(RetentionPeriod.TryParse("30d12h30m", out RetentionPeriod period));
        Assert.Equal(new TimeSpan(30, 12, 30, 0), period.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("mo")]
    [InlineData("1h30s")]
    [InlineData("12h30d")]
    [InlineData("1d1d")]
    [InlineData("1.5d")]
    [InlineData("-1d")]
    [InlineData("1d ")]
    [InlineData("1D")]
    [InlineData("999999999999999y")]
    [InlineData("999999999y")]
    public void What_is_no_period_is_not_read(string? text) => Assert.False(RetentionPeriod.TryParse(text, out _));

    [Theory]
    [InlineData("60d", "2mo")]
    [InlineData("2w", "14d")]
    [InlineData("545d", "1y6mo")]
    [InlineData("25h", "1d1h")]
    [InlineData("0d", "0m")]
    public void It_is_written_with_the_largest_units(string text, string expected)
    {
        Assert.True(RetentionPeriod.TryParse(text, out RetentionPeriod period));
        Assert.Equal(expected, period.ToString());
    }

    [Fact]
    public void What_is_written_reads_back_the_same() => Prop.ForAll<uint>(minutes =>
    {
        RetentionPeriod period = new(TimeSpan.FromMinutes(minutes));
        return RetentionPeriod.TryParse(period.ToString(), out RetentionPeriod read) && read == period;
    }).QuickCheckThrowOnFailure();
}
