using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

/// <summary>Maps as texts of their own.</summary>
public sealed class YamlMapTests
{
    [Theory]
    [InlineData("paths: /a,/b\nexclude: x", """{"paths":"/a,/b","exclude":"x"}""")]
    [InlineData("{\"a\": 1.50}", """{"a":1.50}""")]
    [InlineData("{}", "{}")]
    public void A_map_is_read(string text, string json)
    {
        Assert.Null(YamlMap.Read(text, out JsonObject? map));
        Assert.Equal(json, map!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void Nothing_is_no_mistake(string text)
    {
        Assert.Null(YamlMap.Read(text, out JsonObject? map));
        Assert.Null(map);
    }

    [Theory]
    [InlineData("- a\n- b", 1)]
    [InlineData("just words", 1)]
    [InlineData("a: 1\n---\nb: 2", 3)]
    [InlineData("a: 1\nb: [1", 2)]
    public void Anything_else_is_told_with_its_line(string text, int line)
    {
        ManifestError? error = YamlMap.Read(text, out JsonObject? map);

        Assert.Equal(line, error!.Line);
        Assert.Null(map);
    }

    [Fact]
    public void What_is_written_reads_as_the_same_map()
    {
        JsonObject map = JsonNode.Parse("""{"a":"0644","b":{"c":[1,null,"on"]},"text":"two\nlines\n\n"}""")!.AsObject();

        Assert.Null(YamlMap.Read(YamlMap.Write(map), out JsonObject? read));
        Assert.True(JsonNode.DeepEquals(map, read));
    }
}
