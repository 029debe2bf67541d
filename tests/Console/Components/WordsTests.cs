using BackupConsole.Components;

namespace BackupConsole.Tests.Components;

public sealed class WordsTests
{
    [Theory]
    [InlineData("2.541369697s", "2.5s")]
    [InlineData("59.999s", "59.9s")]
    [InlineData("1m20.95s", "1m20s")]
    [InlineData("2h0m0.4s", "2h0m0s")]
    [InlineData("23s", "23s")]
    [InlineData("941.2ms", "941.2ms")]
    [InlineData("-3.25s", "-3.25s")]
    [InlineData("-", "-")]
    [InlineData("soon", "soon")]
    public void A_duration_is_told_without_digits_that_nobody_reads(string written, string told) => Assert.Equal(told, written.Duration());
}
