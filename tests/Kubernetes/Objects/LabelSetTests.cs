using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public sealed class LabelSetTests
{
    private static readonly LabelSet Labels = new([new("b", "2"), new("a", "1"), new("b", "3")]);

    [Fact]
    public void Labels_are_found_by_key_and_ordered_by_it()
    {
        Assert.Equal(2, Labels.Count);
        Assert.Equal("3", Labels["b"]);
        Assert.Null(Labels["c"]);
        Assert.Equal("a=1,b=3", Labels.ToString());
    }

    [Fact]
    public void Sets_with_the_same_labels_are_equal()
    {
        LabelSet same = new([new("b", "3"), new("a", "1")]);

        Assert.True(Labels == same);
        Assert.Equal(Labels.GetHashCode(), same.GetHashCode());
        Assert.True(Labels != LabelSet.Empty);
        Assert.Empty(LabelSet.Empty);
        Assert.Equal(LabelSet.Empty, new LabelSet([]));
    }
}
