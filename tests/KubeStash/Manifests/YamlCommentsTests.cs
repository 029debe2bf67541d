using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public class YamlCommentsTests
{
    [Theory]
    [InlineData("a: 1 # why", true)]
    [InlineData("# why\na: 1", true)]
    [InlineData("a: 1\n# why", true)]
    [InlineData("a:\n  - b # why\n", true)]
    [InlineData("a: x#y", false)]
    [InlineData("a: \"x # y\"", false)]
    [InlineData("a: |\n  # no comment\n", false)]
    [InlineData("a: 1", false)]
    [InlineData("a: [ # why\n  b ]", true)]
    [InlineData("a: \"unfinished # text", false)]
    public void A_comment_is_told_from_a_hash_in_a_text(string text, bool comment) => Assert.Equal(comment, YamlComments.AreIn(text));
}
