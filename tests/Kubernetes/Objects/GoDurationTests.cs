using BackupConsole.Kubernetes.Objects;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class GoDurationTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("-0", 0)]
    [InlineData("5s", 5 * Second)]
    [InlineData("+5s", 5 * Second)]
    [InlineData("-5s", -5 * Second)]
    [InlineData("1h30m", 5_400 * Second)]
    [InlineData("1m0s", 60 * Second)]
    [InlineData("2m26s", 146 * Second)]
    [InlineData("10.595356615s", 10_595_356_615)]
    [InlineData("2m3.1s", 123_100_000_000)]
    [InlineData("300ms", 300_000_000)]
    [InlineData("7us", 7_000)]
    [InlineData("7\u00b5s", 7_000)]
    [InlineData("7\u03bcs", 7_000)]
    [InlineData("9ns", 9)]
    [InlineData(".5s", Second / 2)]
    [InlineData("5.s", 5 * Second)]
    [InlineData("1.5h", 5_400 * Second)]
    [InlineData("30s1h", 3_630 * Second)]
    [InlineData("0.3333333333333333333h", 1_200 * Second)]
    [InlineData("0.100000000000000000000h", 360 * Second)]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    [InlineData("-2562047h47m16.854775808s", long.MinValue)]
    public void Reads_what_the_server_reads(string text, long nanoseconds) => Assert.Equal(nanoseconds, GoDuration.Parse(text).Nanoseconds);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("-")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData(".s")]
    [InlineData("+.s")]
    [InlineData("1d")]
    [InlineData("1 h")]
    [InlineData(" 1h")]
    [InlineData("1h ")]
    [InlineData("1H")]
    [InlineData("1h-5m")]
    [InlineData("\u0663s")]
    public void Refuses_what_is_no_duration(string text)
    {
        Assert.False(GoDuration.TryParse(text, out _));
        FormatException problem = Assert.Throws<FormatException>(() => GoDuration.Parse(text));
        Assert.Contains("1h30m", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9223372036854775808ns")]
    [InlineData("-9223372036854775809ns")]
    [InlineData("9223372036854775.808us")]
    [InlineData("3000000h")]
    [InlineData("99999999999999999999s")]
    [InlineData("2562047h47m16.854775808s")]
    public void Says_when_a_duration_is_too_long(string text)
    {
        Assert.False(GoDuration.TryParse(text, out _));
        Assert.Throws<OverflowException>(() => GoDuration.Parse(text));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_100, "1.1µs")]
    [InlineData(2_200_000, "2.2ms")]
    [InlineData(3_300_000_000, "3.3s")]
    [InlineData(60 * Second, "1m0s")]
    [InlineData(5_400 * Second, "1h30m0s")]
    [InlineData(4 * 60 * Second + 5_001_000_000, "4m5.001s")]
    [InlineData(-300_000_000, "-300ms")]
    [InlineData(long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void Writes_what_the_server_writes(long nanoseconds, string text) => Assert.Equal(text, new GoDuration(nanoseconds).ToString());

    [Theory]
    [InlineData("2h0m0s", "2h")]
    [InlineData("1h30m0s", "1h30m")]
    [InlineData("1h0m5s", "1h0m5s")]
    [InlineData("1m0s", "1m")]
    [InlineData("10m0s", "10m")]
    [InlineData("20s", "20s")]
    [InlineData("0s", "0s")]
    [InlineData("-2h0m0s", "-2h")]
    public void The_short_form_drops_zero_units_at_the_end(string text, string expected) =>
        Assert.Equal(expected, GoDuration.Parse(text).ToShortString());

    [Fact]
    public void What_is_written_reads_back_the_same() => Prop.ForAll<long>(nanoseconds =>
    {
        GoDuration duration = new(nanoseconds);
        return GoDuration.Parse(duration.ToString()) == duration && GoDuration.Parse(duration.ToShortString()) == duration;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_refused_and_never_breaks_the_reader() => Prop.ForAll<string>(text =>
        !GoDuration.TryParse(text, out GoDuration duration) || GoDuration.Parse(duration.ToString()) == duration).QuickCheckThrowOnFailure();

    [Fact]
    public void Converts_from_and_to_time_spans()
    {
        Assert.Equal(TimeSpan.FromMinutes(90), GoDuration.Parse("1h30m").ToTimeSpan());
        Assert.Equal("1h30m0s", GoDuration.FromTimeSpan(TimeSpan.FromMinutes(90)).ToString());
        Assert.Throws<OverflowException>(() => GoDuration.FromTimeSpan(TimeSpan.MaxValue));
    }
}
