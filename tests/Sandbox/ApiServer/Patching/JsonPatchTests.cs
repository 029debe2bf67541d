using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Patching;

public class JsonPatchTests
{
    [Theory]
    [InlineData("""[{"op":"add","path":"/b","value":2}]""", """{"a":[1,2],"o":{"x/y":1,"~":2},"b":2}""")]
    [InlineData("""[{"op":"add","path":"/a/0","value":0}]""", """{"a":[0,1,2],"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"add","path":"/a/-","value":3}]""", """{"a":[1,2,3],"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"add","path":"/a/2","value":3}]""", """{"a":[1,2,3],"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"add","path":"/a"}]""", """{"a":null,"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"remove","path":"/a/1"}]""", """{"a":[1],"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"remove","path":"/o/x~1y"}]""", """{"a":[1,2],"o":{"~":2}}""")]
    [InlineData("""[{"op":"replace","path":"/o/~0","value":{}}]""", """{"a":[1,2],"o":{"x/y":1,"~":{}}}""")]
    [InlineData("""[{"op":"move","from":"/a/0","path":"/o/z"}]""", """{"a":[2],"o":{"x/y":1,"~":2,"z":1}}""")]
    [InlineData("""[{"op":"copy","from":"/a","path":"/o/z"}]""", """{"a":[1,2],"o":{"x/y":1,"~":2,"z":[1,2]}}""")]
    [InlineData("""[{"op":"test","path":"/a","value":[1,2]},{"op":"test","path":"/nope","value":null}]""", """{"a":[1,2],"o":{"x/y":1,"~":2}}""")]
    [InlineData("""[{"op":"add","path":"b","value":2}]""", null)]
    [InlineData("""[{"op":"add","path":"ignored/b","value":2}]""", """{"a":[1,2],"o":{"x/y":1,"~":2},"b":2}""")]
    [InlineData("""[{"op":"test","path":"/a/0","value":"1"}]""", null)]
    [InlineData("""[{"op":"test","path":"/no/nope","value":null}]""", null)]
    [InlineData("""[{"op":"remove","path":"/nope"}]""", null)]
    [InlineData("""[{"op":"remove","path":"/a/2"}]""", null)]
    [InlineData("""[{"op":"remove","path":"/a/-"}]""", null)]
    [InlineData("""[{"op":"replace","path":"/nope","value":1}]""", null)]
    [InlineData("""[{"op":"add","path":"/a/3","value":1}]""", null)]
    [InlineData("""[{"op":"add","path":"/a/01","value":1}]""", null)]
    [InlineData("""[{"op":"add","path":"/a/x","value":1}]""", null)]
    [InlineData("""[{"op":"add","path":"/no/nope","value":1}]""", null)]
    [InlineData("""[{"op":"add","path":"/a/0/b","value":1}]""", null)]
    [InlineData("""[{"op":"move","from":"/nope","path":"/b"}]""", null)]
    [InlineData("""[{"op":"move","from":"/o","path":"/o/inner"}]""", null)]
    [InlineData("""[{"op":"copy","path":"/b"}]""", null)]
    [InlineData("""[{"op":"frob","path":"/b"}]""", null)]
    [InlineData("""[{"path":"/b"}]""", null)]
    [InlineData("""[{"op":"add","value":1}]""", null)]
    [InlineData("""[{"op":"replace","path":"","value":{}}]""", null)]
    public void Operations_apply_or_are_refused_without_details(string patch, string? expected)
    {
        JsonNode document = JsonNode.Parse("""{"a":[1,2],"o":{"x/y":1,"~":2}}""")!;
        string before = document.ToJsonString();

        if (expected is null)
        {
            WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => JsonPatch.Apply(document, JsonNode.Parse(patch)));
            Assert.Equal((422, "Invalid", "the server rejected our request due to an error in our request"), (refused.Code, refused.Reason, refused.Message));
            Assert.Equal("{}", refused.ToStatus()["details"]!.ToJsonString());
        }
        else
        {
            Assert.Equal(expected, JsonPatch.Apply(document, JsonNode.Parse(patch)).ToJsonString());
        }

        Assert.Equal(before, document.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a":1}""", "json: cannot unmarshal object into Go value of type jsonpatch.Patch")]
    [InlineData("[1]", "json: cannot unmarshal number into Go value of type jsonpatch.Operation")]
    public void What_is_no_list_of_operations_is_a_bad_request(string patch, string message)
    {
        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => JsonPatch.Apply(new JsonObject(), JsonNode.Parse(patch)));

        Assert.Equal((400, "BadRequest", message), (refused.Code, refused.Reason, refused.Message));
    }

    [Fact]
    public void Too_many_operations_are_refused()
    {
        JsonArray patch = [.. Enumerable.Range(0, 10_001).Select(_ => (JsonNode)new JsonObject { ["op"] = "test", ["path"] = "/a" })];

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => JsonPatch.Apply(new JsonObject(), patch));

        Assert.Equal((413, "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001"), (refused.Code, refused.Message));
    }

    [Fact]
    public void Copies_cannot_grow_without_end()
    {
        JsonObject document = new() { ["a"] = new string('x', 1024) };
        JsonArray patch = [.. Enumerable.Range(0, 40).Select(i => (JsonNode)new JsonObject { ["op"] = "copy", ["from"] = "", ["path"] = $"/c{i}" })];
        JsonArray doubling = [.. Enumerable.Range(0, 40).Select(i => (JsonNode)new JsonObject { ["op"] = "copy", ["from"] = "/o", ["path"] = $"/o/c{i}" })];
        document["o"] = new JsonObject { ["x"] = new string('x', 1024) };

        Assert.Equal(422, Assert.Throws<WriteRefusedException>(() => JsonPatch.Apply(document, patch)).Code);
        Assert.Equal(413, Assert.Throws<WriteRefusedException>(() => JsonPatch.Apply(document, doubling)).Code);
    }

    [Fact]
    public void The_patch_of_a_difference_makes_the_one_of_the_other() => JsonSamples.ForAll(random =>
    {
        JsonObject before = JsonSamples.Object(random);
        JsonObject after = JsonSamples.Object(random);
        JsonArray patch = [];
        foreach ((string name, JsonNode? _) in before)
        {
            patch.Add(after.ContainsKey(name)
                ? new JsonObject { ["op"] = "replace", ["path"] = JsonPointer.Step(name), ["value"] = after[name]?.DeepClone() }
                : new JsonObject { ["op"] = "remove", ["path"] = JsonPointer.Step(name) });
        }

        foreach ((string name, JsonNode? value) in after.Where(pair => !before.ContainsKey(pair.Key)))
        {
            patch.Add(new JsonObject { ["op"] = "add", ["path"] = JsonPointer.Step(name), ["value"] = value?.DeepClone() });
        }

        Assert.True(JsonTypes.Equal(after, JsonPatch.Apply(before, patch)));
    });
}
