using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class ObjectNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("sample-backup-sts")]
    [InlineData("a.b-c.0")]
    [InlineData("1778574120")]
    public void Valid_names_pass(string name) => Assert.Null(ObjectName.CheckSubdomain(name));

    [Theory]
    [InlineData(null, "needed")]
    [InlineData("", "needed")]
    [InlineData("Abc", "capital")]
    [InlineData("a_b", "'_'")]
    [InlineData("-a", "begin and end")]
    [InlineData("a-", "begin and end")]
    [InlineData("a..b", "two dots")]
    [InlineData("a.", "dot")]
    [InlineData("a.-b", "begin and end")]
    [InlineData("grün", "'ü'")]
    public void Names_that_are_none_are_refused_in_words(string? name, string word) =>
        Assert.Contains(word, ObjectName.CheckSubdomain(name), StringComparison.Ordinal);

    [Fact]
    public void Too_long_names_are_refused_with_the_limit()
    {
        Assert.Null(ObjectName.CheckSubdomain(new string('a', 253)));
        Assert.Contains("253", ObjectName.CheckSubdomain(new string('a', 254)), StringComparison.Ordinal);
        Assert.Null(ObjectName.CheckLabel(new string('a', 63)));
        Assert.Contains("63", ObjectName.CheckLabel(new string('a', 64)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_may_not_hold_a_dot() => Assert.Contains("'.'", ObjectName.CheckLabel("a.b"), StringComparison.Ordinal);
}
