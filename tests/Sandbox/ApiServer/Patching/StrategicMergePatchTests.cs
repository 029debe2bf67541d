using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Patching;

public class StrategicMergePatchTests
{
    private static readonly StructuralSchema Schema = SchemaTestData.Schema("""
        {
          "type": "object",
          "properties": {
            "items": {
              "type": "array", "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "name",
              "items": { "type": "object", "properties": { "name": { "type": "string" }, "image": { "type": "string" }, "args": { "type": "array", "items": { "type": "string" } } } }
            },
            "flags": { "type": "array", "x-kubernetes-patch-strategy": "merge", "items": { "type": "string" } },
            "plain": { "type": "array", "items": { "type": "string" } },
            "strategy": { "type": "object", "x-kubernetes-patch-strategy": "retainKeys", "properties": { "type": { "type": "string" }, "rolling": { "type": "object", "properties": { "a": { "type": "integer" } } } } },
            "whole": { "type": "object", "x-kubernetes-patch-strategy": "replace", "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } }
          }
        }
        """).Complete;

    [Theory]
    [InlineData("""{"items":[{"name":"a","image":"1","args":["x"]}]}""", """{"items":[{"name":"a","image":"2"}]}""", """{"items":[{"name":"a","image":"2","args":["x"]}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"name":"c"}]}""", """{"items":[{"name":"c"},{"name":"a"},{"name":"b"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"$setElementOrder/items":[{"name":"b"},{"name":"c"},{"name":"a"}],"items":[{"name":"c"}]}""", """{"items":[{"name":"b"},{"name":"c"},{"name":"a"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"s"},{"name":"b"}]}""", """{"$setElementOrder/items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"name":"a"},{"name":"s"},{"name":"b"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"name":"a","$patch":"delete"}]}""", """{"items":[{"name":"b"}]}""")]
    [InlineData("""{"items":[{"name":"a"},{"name":"b"}]}""", """{"items":[{"$patch":"replace"},{"name":"z"}]}""", """{"items":[{"name":"z"}]}""")]
    [InlineData("""{"items":[{"name":"a","image":"1"}]}""", """{"items":[{"name":"a","$patch":"replace","image":"2"}]}""", """{"items":[]}""")]
    [InlineData("""{"items":[{"name":"a","image":"1"}]}""", """{"items":[{"name":"a","image":null}]}""", """{"items":[{"name":"a"}]}""")]
    [InlineData("""{"flags":["a","b"]}""", """{"flags":["b","c"]}""", """{"flags":["a","b","c"]}""")]
    [InlineData("""{"flags":["a","b"]}""", """{"$deleteFromPrimitiveList/flags":["a"]}""", """{"flags":["b"]}""")]
    [InlineData("""{"flags":["a","b"]}""", """{"$deleteFromPrimitiveList/flags":["a"],"$setElementOrder/flags":["c","b"],"flags":["c"]}""", """{"flags":["c","b"]}""")]
    [InlineData("""{"plain":["a","b"]}""", """{"plain":["c"]}""", """{"plain":["c"]}""")]
    [InlineData("""{"strategy":{"type":"Rolling","rolling":{"a":1}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    [InlineData("""{"whole":{"a":1}}""", """{"whole":{"b":2}}""", """{"whole":{"b":2}}""")]
    [InlineData("""{"strategy":{"type":"x","rolling":{"a":1}}}""", """{"strategy":{"$patch":"replace","type":"y"}}""", """{"strategy":{"type":"y"}}""")]
    [InlineData("""{"strategy":{"type":"x","rolling":{"a":1}}}""", """{"strategy":{"rolling":{"$patch":"delete"}}}""", """{"strategy":{"type":"x","rolling":{}}}""")]
    [InlineData("""{"metadata":{"finalizers":["a/b"]}}""", """{"metadata":{"labels":{"x":"y"},"finalizers":["c/d"]}}""", """{"metadata":{"finalizers":["c/d","a/b"],"labels":{"x":"y"}}}""")]
    [InlineData("""{"a":1}""", """{"items":[{"name":"a","image":null,"$patch":"merge"}]}""", """{"a":1,"items":[{"name":"a"}]}""")]
    public void Patches_merge_as_the_schema_says(string document, string patch, string expected)
    {
        JsonObject before = JsonNode.Parse(document)!.AsObject();

        JsonObject after = StrategicMergePatch.Apply(before, JsonNode.Parse(patch), Schema);

        Assert.True(JsonTypes.Equal(JsonNode.Parse(expected), after), after.ToJsonString());
        Assert.Equal(document, before.ToJsonString());
    }

    [Theory]
    [InlineData("""{"items":[{"image":"x"}]}""")]
    [InlineData("""{"strategy":{"$retainKeys":["type"],"rolling":{"a":1}}}""")]
    [InlineData("[]")]
    public void Malformed_directives_are_bad_requests(string patch)
    {
        JsonObject document = JsonNode.Parse("""{"items":[{"name":"a"}],"strategy":{"type":"x"}}""")!.AsObject();

        Assert.Equal(400, Assert.Throws<WriteRefusedException>(() => StrategicMergePatch.Apply(document, JsonNode.Parse(patch), Schema)).Code);
    }

    [Theory]
    [InlineData("""{"strategy":{"$patch":"frob","type":"y","rolling":{"a":1}}}""", "unknown patch type: frob in map: map[$patch:frob rolling:map[a:1] type:y]")]
    [InlineData("""{"strategy":{"$patch":null,"list":["a",true]}}""", "unknown patch type: %!s(<nil>) in map: map[$patch:<nil> list:[a true]]")]
    public void An_unknown_directive_is_an_error_of_the_server(string patch, string message)
    {
        JsonObject document = JsonNode.Parse("""{"strategy":{"type":"x"}}""")!.AsObject();

        WriteRefusedException refusal = Assert.Throws<WriteRefusedException>(() => StrategicMergePatch.Apply(document, JsonNode.Parse(patch), Schema));

        Assert.Equal((500, "", message), (refusal.Code, refusal.Reason, refusal.Message));
    }
}
