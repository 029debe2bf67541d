using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Patching;

public class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b",null]}""", """{"a":["b",null]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    [InlineData("""{"a":1}""", """[1]""", """[1]""")]
    public void Patches_merge(string document, string patch, string expected)
    {
        Assert.Equal(expected, MergePatch.Apply(JsonNode.Parse(document), JsonNode.Parse(patch))!.ToJsonString());
    }

    [Theory]
    [InlineData("3")]
    [InlineData("null")]
    [InlineData("\"a\"")]
    public void What_is_neither_object_nor_list_is_a_bad_request(string patch)
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => MergePatch.Apply(new JsonObject(), JsonNode.Parse(patch)));

        Assert.Equal((400, "Invalid JSON Patch"), (refused.Code, refused.Message));
    }

    [Fact]
    public void Merging_twice_is_merging_once() => JsonSamples.ForAll(random =>
    {
        JsonObject document = JsonSamples.Object(random);
        JsonObject patch = JsonSamples.Object(random);
        JsonNode? once = MergePatch.Apply(document, patch);

        Assert.True(JsonTypes.Equal(once, MergePatch.Apply(once, patch)));
    });

    [Fact]
    public void An_empty_patch_changes_nothing_and_a_full_one_wins() => JsonSamples.ForAll(random =>
    {
        JsonObject document = JsonSamples.Object(random);
        JsonObject patch = JsonSamples.Object(random);

        Assert.True(JsonTypes.Equal(document, MergePatch.Apply(document, new JsonObject())));
        JsonObject result = MergePatch.Apply(document, patch)!.AsObject();
        foreach ((string name, JsonNode? value) in patch)
        {
            Assert.Equal(value is not null, result.ContainsKey(name));
        }
    });
}
