using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;
using YamlDotNet.Core;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public class StrictDecodingTests
{
    private readonly ObjectWriter writer = new(SchemaTestData.Widget);

    [Fact]
    public void A_strict_server_names_every_unknown_field()
    {
        JsonObject value = SchemaTestData.NewWidget("""{ "foo": 1, "steps": [ { "run": "a", "bar": 2 } ], "limits": { "cpu": 1, "disk": 3 } }""", """{ "name": "x", "nick": "y" }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.Decode(value, FieldValidation.Strict, []));

        Assert.Equal((400, "BadRequest"), (refused.Code, refused.Reason));
        Assert.Equal(
            "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field \"metadata.nick\", unknown field \"spec.foo\", unknown field \"spec.steps[0].bar\", unknown field \"spec.limits.disk\"",
            refused.Message);
    }

    [Fact]
    public void A_warning_server_drops_unknown_fields_and_says_so()
    {
        JsonObject value = SchemaTestData.NewWidget("""{ "foo": 1 }""");

        IReadOnlyList<string> warnings = writer.Decode(value, FieldValidation.Warn, ["duplicate field \"spec.foo\""]);

        Assert.Equal(["duplicate field \"spec.foo\"", "unknown field \"spec.foo\""], warnings);
        Assert.False(value["spec"]!.AsObject().ContainsKey("foo"));
    }

    [Fact]
    public void An_ignoring_server_drops_unknown_fields_silently()
    {
        JsonObject value = SchemaTestData.NewWidget("""{ "foo": 1 }""");

        Assert.Empty(writer.Decode(value, FieldValidation.Ignore, []));
        Assert.False(value["spec"]!.AsObject().ContainsKey("foo"));
    }

    [Fact]
    public void Unknown_fields_of_a_patched_object_are_a_fault_of_the_patch()
    {
        JsonObject value = SchemaTestData.NewWidget("""{ "foo": 1 }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.DecodePatched(value, FieldValidation.Strict, []));

        Assert.Equal(422, refused.Code);
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\"", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("strict decoding error: unknown field \"spec.foo\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal("patch", refused.ToStatus()["details"]!["causes"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public void Duplicates_in_JSON_are_found_with_their_paths_and_the_last_one_counts()
    {
        DecodedBody body = JsonBodyReader.Read("""{"spec":{"a":1,"list":[{"b":1,"b":2}],"a":3}}"""u8);

        Assert.Equal(["duplicate field \"spec.list[0].b\"", "duplicate field \"spec.a\""], body.Duplicates);
        Assert.Equal("""{"spec":{"a":3,"list":[{"b":2}]}}""", body.Value!.ToJsonString());
    }

    [Fact]
    public void Duplicates_in_YAML_are_found_with_their_lines()
    {
        DecodedBody body = YamlBodyReader.Read("spec:\n  a: 1\n  a: 2\n");

        Assert.Equal(["yaml: unmarshal errors:\n  line 3: key \"a\" already set in map"], body.Duplicates);
        Assert.Equal("""{"spec":{"a":2}}""", body.Value!.ToJsonString());
    }

    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: off", """{"a":false}""")]
    [InlineData("a: \"yes\"", """{"a":"yes"}""")]
    [InlineData("y: n", """{"true":false}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 010", """{"a":8}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: 2026-01-02", """{"a":"2026-01-02"}""")]
    [InlineData("a: 10.0.0.1", """{"a":"10.0.0.1"}""")]
    [InlineData("a: -", """{"a":[null]}""")]
    [InlineData("a: !!str 5", """{"a":"5"}""")]
    [InlineData("p: &v {a: 1}\nq: *v\nr: {<<: *v, b: 2}", """{"p":{"a":1},"q":{"a":1},"r":{"b":2,"a":1}}""")]
    [InlineData("", "null")]
    public void YAML_reads_as_the_server_reads_it(string yaml, string json)
    {
        if (yaml == "a: -")
        {
            yaml = "a:\n- ";
        }

        Assert.Equal(json, YamlBodyReader.Read(yaml).Value?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Aliases_cannot_blow_a_body_up()
    {
        StringBuilder bomb = new("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++)
        {
            string inner = string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10));
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{inner}]\n");
        }

        Assert.Throws<YamlException>(() => YamlBodyReader.Read(bomb.ToString()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("nope")]
    [InlineData("")]
    public void What_is_no_JSON_is_refused(string text)
    {
        Assert.ThrowsAny<JsonException>(() => JsonBodyReader.Read(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Metadata_of_the_wrong_type_cannot_be_decoded()
    {
        JsonObject value = SchemaTestData.NewWidget("{}", """{ "name": "x", "labels": { "a": 1 } }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.Decode(value, FieldValidation.Warn, []));

        Assert.Equal("Widget in version \"v1\" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string", refused.Message);
    }
}
