using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class LabelSelectorTests
{
    [Fact]
    public void Terms_are_written_in_the_servers_syntax()
    {
        LabelSelector selector = LabelSelector.Everything
            .WithLabel("app.kubernetes.io/managed-by", "kubestash.com")
            .WithoutLabel("tier", "test")
            .WithAny("phase", ["b", "a", "b"])
            .WithNone("zone", ["x"])
            .WithKey("present")
            .WithoutKey("absent");

        Assert.Equal("app.kubernetes.io/managed-by=kubestash.com,tier!=test,phase in (a,b),zone notin (x),present,!absent", selector.Text);
    }

    [Fact]
    public void No_terms_select_everything() => Assert.Empty(LabelSelector.Everything.Text);

    [Fact]
    public void An_empty_value_is_a_value() => Assert.Equal("a=", LabelSelector.Everything.WithLabel("a", "").Text);

    [Theory]
    [InlineData("")]
    [InlineData("/name")]
    [InlineData("prefix/")]
    [InlineData("Prefix/name")]
    [InlineData("a/b/c")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    public void Keys_that_are_none_are_refused(string key) =>
        Assert.Throws<ArgumentException>(() => LabelSelector.Everything.WithLabel(key, "value"));

    [Theory]
    [InlineData("a,b")]
    [InlineData("a)")]
    [InlineData("a b")]
    [InlineData("a-")]
    [InlineData("x,other!=y")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Values_that_are_none_are_refused_so_nothing_can_be_smuggled_in(string value)
    {
        Assert.Throws<ArgumentException>(() => LabelSelector.Everything.WithLabel("key", value));
        Assert.Throws<ArgumentException>(() => LabelSelector.Everything.WithAny("key", [value]));
    }

    [Fact]
    public void A_set_of_no_values_is_refused() => Assert.Throws<ArgumentException>(() => LabelSelector.Everything.WithAny("key", []));

    [Fact]
    public void Equal_terms_make_equal_selectors()
    {
        LabelSelector one = LabelSelector.Everything.WithAny("key", ["b", "a"]);
        LabelSelector other = LabelSelector.Everything.WithAny("key", ["a", "b"]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, LabelSelector.Everything.WithKey("key"));
    }
}
