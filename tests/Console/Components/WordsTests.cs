using BackupConsole.Components;

namespace BackupConsole.Tests.Components;

public class WordsTests
{
    [Theory]
    [InlineData("2h0m0s", "2h")]
    [InlineData("2h30m0s", "2h30m")]
    [InlineData("5m0s", "5m")]
    [InlineData("10m0s", "10m")]
    [InlineData("1h0m5s", "1h0m5s")]
    [InlineData("90s", "90s")]
    [InlineData("0s", "0s")]
    [InlineData("", "")]
    public void A_duration_is_written_without_what_is_zero(string written, string shown) => Assert.Equal(shown, written.ShortDuration());
}
