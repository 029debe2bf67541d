using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Addons;

namespace BackupConsole.KubeStash.Tests.Addons;

public class PlaceholderTests
{
    [Theory]
    [InlineData("--namespace=${namespace:=default}", "namespace=default")]
    [InlineData("${a}/${b:=}", "a,b=")]
    [InlineData("no placeholders, $HOME and {x}", "")]
    [InlineData("${open", "")]
    [InlineData("${}", "")]
    [InlineData("${url:=a:=b}", "url=a:=b")]
    public void Placeholders_are_found_with_their_defaults(string text, string found) =>
        Assert.Equal(found, string.Join(',', Placeholder.In(text).Select(one => one.Default is null ? one.Name : $"{one.Name}={one.Default}")));

    [Fact]
    public void All_texts_of_a_tree_are_searched() => Assert.Equal(
        ["x", "y"],
        Placeholder.In(JsonNode.Parse("""{ "${key}": 1, "a": ["${x}", null, { "b": "${y}" }], "c": true }""")).Select(one => one.Name));
}
