using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Kubernetes.Tests.Workloads;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain words, ünïcode and 漢字 👍", "plain words, ünïcode and 漢字 👍")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001b[31mred\u001b[0m and \u001b[1;38;5;200mpink\u001b[m", "red and pink")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b]0;new title\u0007text", "text")]
    [InlineData("\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\", "click")]
    [InlineData("\u001bPsecret\u001b\\shown", "shown")]
    [InlineData("\u001b(Bshown", "shown")]
    [InlineData("\u001bcshown", "shown")]
    [InlineData("\u001b[2Jcleared", "cleared")]
    [InlineData("ends with \u001b", "ends with ")]
    [InlineData("ends with \u001b[", "ends with ")]
    [InlineData("ends with \u001b[31", "ends with ")]
    public void What_a_terminal_would_obey_is_taken_out(string line, string shown) => Assert.Equal(shown, LogText.Harmless(line));

    [Theory]
    [InlineData("10%\r100%", "10%␍100%")]
    [InlineData("bell\u0007 and zero\0", "bell␇ and zero␀")]
    [InlineData("back\b\b\u007f", "back␈␈␡")]
    [InlineData("evil\u202etxt.exe", "evil<U+202E>txt.exe")]
    [InlineData("a\u2028b", "a<U+2028>b")]
    [InlineData("\ufeffbegins", "<U+FEFF>begins")]
    [InlineData("\u0085next", "<U+0085>next")]
    public void What_would_hide_or_turn_text_is_made_visible(string line, string shown) => Assert.Equal(shown, LogText.Harmless(line));

    [Fact]
    public void A_string_that_never_ends_hides_nothing() => Assert.Equal("0;title and the rest", LogText.Harmless("\u001b]0;title and the rest"));

    [Fact]
    public void A_very_long_line_is_cut_and_says_so()
    {
        string shown = LogText.Harmless(new string('x', LogText.MaximumLength + 1234));

        Assert.StartsWith(new string('x', LogText.MaximumLength), shown, StringComparison.Ordinal);
        Assert.EndsWith("x… (1,234 more characters)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void No_character_is_cut_in_two()
    {
        string shown = LogText.Harmless(new string('x', LogText.MaximumLength - 1) + "👍👍");

        Assert.EndsWith("x… (4 more characters)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_written_no_control_character_is_left()
    {
        Random random = new(7);
        for (int round = 0; round < 2000; round++)
        {
            string line = string.Concat(Enumerable.Range(0, 40).Select(_ => random.Next(3) == 0 ? '\u001b' : (char)random.Next(0x3000)));

            Assert.DoesNotContain(LogText.Harmless(line), character => (char.IsControl(character) && character != '\t') || character is '\u202e' or '\u2066');
        }
    }

    [Theory]
    [InlineData("2026-01-05T12:00:00.123456789Z backing up", "backing up")]
    [InlineData("2026-01-05T14:00:00.123456789+02:00 backing up", "backing up")]
    [InlineData("2026-01-05T12:00:00Z ", "")]
    [InlineData("2026-01-05T12:00:00.123456789Z", "")]
    public void The_time_of_a_line_is_set_apart(string line, string text)
    {
        LogLine read = LogLine.Parse(line);

        Assert.Equal(text, read.Text);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero), read.Time!.Value.AddTicks(-(read.Time.Value.Ticks % TimeSpan.TicksPerSecond)));
    }

    [Theory]
    [InlineData("no time at all")]
    [InlineData("2026-01-05 12:00:00 a date of the writer's own")]
    [InlineData("")]
    public void A_line_without_a_time_is_kept_whole(string line) => Assert.Equal(new LogLine(null, line), LogLine.Parse(line));
}
