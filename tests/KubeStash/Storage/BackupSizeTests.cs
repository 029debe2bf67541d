using BackupConsole.KubeStash.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Storage;

public sealed class BackupSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(809, "809 B")]
    [InlineData(1_024, "1024 B")]
    [InlineData(1_025, "1.001 KiB")]
    [InlineData(72_705, "71.001 KiB")]
    [InlineData(1_048_576, "1024.000 KiB")]
    [InlineData(1_048_577, "1.000 MiB")]
    [InlineData(12_815_696, "12.222 MiB")]
    [InlineData(1_099_511_627_776, "1024.000 GiB")]
    [InlineData(2_199_023_255_552, "2.000 TiB")]
    [InlineData(2_251_799_813_685_248, "2048.000 TiB")]
    public void A_unit_is_used_when_the_size_exceeds_it(long bytes, string text) => Assert.Equal(text, new BackupSize(bytes).ToString());

    [Theory]
    [InlineData("809 B", 809)]
    [InlineData("71.001 KiB", 72_705)]
    [InlineData("12.222 MiB", 12_815_696)]
    [InlineData("1 GiB", 1_073_741_824)]
    [InlineData("0.5TiB", 549_755_813_888)]
    [InlineData("393.9MB", 393_900_000)]
    [InlineData("5.268GB", 5_268_000_000)]
    [InlineData("12kB", 12_000)]
    [InlineData(" 806 B ", 806)]
    public void Both_ways_of_writing_a_size_are_read(string text, long bytes)
    {
        Assert.True(BackupSize.TryParse(text, out BackupSize size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("MiB")]
    [InlineData("-1 B")]
    [InlineData("1,5 KiB")]
    [InlineData("1.2.3 KiB")]
    [InlineData(". B")]
    [InlineData("1e3 B")]
    [InlineData("1 XiB")]
    [InlineData("99999999999 TiB")]
    [InlineData("99999999999999999999999999999999999999 B")]
    public void What_is_no_size_is_not_read(string? text) => Assert.False(BackupSize.TryParse(text, out _));

    [Fact]
    public void The_sum_leaves_out_what_is_no_size()
    {
        Assert.Equal("12.291 MiB", BackupSize.Sum(["12.222 MiB", null, "", "71.001 KiB"])?.ToString());
        Assert.Null(BackupSize.Sum([null, "unknown"]));
        Assert.Equal(0, BackupSize.Sum(["0 B"])?.Bytes);
    }

    [Fact]
    public void Larger_sizes_never_read_back_as_smaller_ones() => Prop.ForAll<uint, uint, byte>((one, other, shift) =>
    {
        long left = (long)one << shift % 24;
        long right = (long)other << shift % 24;
        return ReadBack(Math.Min(left, right)) <= ReadBack(Math.Max(left, right));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_back_is_off_by_less_than_a_thousandth_of_the_unit() => Prop.ForAll<uint, byte>((value, shift) =>
    {
        long bytes = (long)value << shift % 24;
        return Math.Abs(ReadBack(bytes) - bytes) <= Math.Max(1, bytes / 1_000);
    }).QuickCheckThrowOnFailure();

    private static long ReadBack(long bytes) =>
        BackupSize.TryParse(new BackupSize(bytes).ToString(), out BackupSize size) ? size.Bytes : throw new InvalidOperationException("not read");
}
