using BackupConsole.Sandbox.ApiServer.Kinds.Custom;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class SimpleJsonPathTests
{
    private static readonly System.Text.Json.Nodes.JsonObject Source = TestManifests.Read("""
        metadata:
          name: a
          annotations: {example.com/size: big}
        status:
          conditions:
            - {type: Ready, status: "True"}
            - {type: Done, status: "False"}
          counts: [3, 5]
        """);

    [Theory]
    [InlineData(".metadata.name", "\"a\"")]
    [InlineData(".metadata.annotations['example.com/size']", "\"big\"")]
    [InlineData(@".metadata.annotations.example\.com/size", "\"big\"")]
    [InlineData(".status.conditions[?(@.type==\"Done\")].status", "\"False\"")]
    [InlineData(".status.conditions[?(@.type=='Gone')].status", null)]
    [InlineData(".status.counts[1]", "5")]
    [InlineData(".status.counts[-1]", "5")]
    [InlineData(".status.counts[7]", null)]
    [InlineData(".status.conditions[*].type", "\"Ready\"")]
    [InlineData(".spec.nothing", null)]
    public void Finds_the_first_value(string path, string? expected) => Assert.Equal(expected, SimpleJsonPath.Parse(path).First(Source)?.ToJsonString());

    [Theory]
    [InlineData("metadata.name")]
    [InlineData(".metadata..name")]
    [InlineData(".status.conditions[")]
    [InlineData(".status.conditions[first]")]
    public void A_path_of_another_form_is_refused(string path)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => SimpleJsonPath.Parse(path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }
}
