using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public class SchemaValidatorTests
{
    private readonly ObjectWriter writer = new(SchemaTestData.Widget);

    [Fact]
    public void Causes_carry_list_indexes_and_the_reason_of_a_current_server()
    {
        JsonObject value = SchemaTestData.NewWidget("""{ "steps": [ { "run": "a" }, { "run": 5 }, {} ] }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.ValidateCreate(value));

        Assert.Equal(
            "Widget.writes.example.com \"x\" is invalid: [spec.steps[1].run: Invalid value: \"integer\": spec.steps[1].run in body must be of type string: \"integer\", spec.steps[2].run: Required value]",
            refused.Message);
        JsonNode status = refused.ToStatus();
        Assert.Equal("FieldValueTypeInvalid", status["details"]!["causes"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal("spec.steps[1].run", status["details"]!["causes"]![0]!["field"]!.GetValue<string>());
        Assert.Equal("FieldValueRequired", status["details"]!["causes"]![1]!["reason"]!.GetValue<string>());
        Assert.Equal("x", status["details"]!["name"]!.GetValue<string>());
        Assert.Equal(422, status["code"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{ "text": "abcdef" }""", "FieldValueTooLong", "spec.text", "Too long: may not be longer than 5")]
    [InlineData("""{ "names": [ "a", "b", "c", "d" ] }""", "FieldValueTooMany", "spec.names", "Too many: 4: must have at most 3 items")]
    [InlineData("""{ "choice": "Pink" }""", "FieldValueNotSupported", "spec.choice", "Unsupported value: \"Pink\": supported values: \"Red\", \"Green\", \"Blue\"")]
    [InlineData("""{ "tags": [ "a", "a" ] }""", "FieldValueDuplicate", "spec.tags[1]", "Duplicate value: \"a\"")]
    [InlineData("""{ "parts": [ { "name": "a", "zone": "z" }, { "name": "a", "zone": "z" } ] }""", "FieldValueDuplicate", "spec.parts[1]", "Duplicate value: map[string]interface {}{\"name\":\"a\", \"zone\":\"z\"}")]
    [InlineData("""{ "count": 11 }""", "FieldValueInvalid", "spec.count", "Invalid value: 11: spec.count in body should be less than or equal to 10")]
    public void Each_fault_has_its_reason_and_words(string spec, string reason, string field, string message)
    {
        FieldError error = Assert.Single(writer.FindFaults(SchemaTestData.NewWidget(spec)));

        Assert.Equal(new FieldError(reason, field, message), error);
    }

    [Fact]
    public void A_valid_object_passes()
    {
        writer.ValidateCreate(SchemaTestData.NewWidget("""{ "text": "abc", "parts": [ { "name": "a" } ], "port": "http" }"""));
    }

    [Fact]
    public void Depth_is_limited()
    {
        StructuralSchema schema = new() { Items = StructuralSchema.Anything };
        JsonNode deep = new JsonArray();
        for (int i = 0; i < 1000; i++)
        {
            deep = new JsonArray(deep);
        }

        Assert.Empty(SchemaValidator.Validate(schema, deep));
    }

    [Fact]
    public void An_update_reports_metadata_twice_as_servers_do()
    {
        JsonObject old = SchemaTestData.NewWidget("{}", """{ "name": "x", "namespace": "demo", "uid": "u", "resourceVersion": "5", "generation": 2, "creationTimestamp": "2026-01-01T00:00:00Z" }""");
        JsonObject changed = SchemaTestData.NewWidget("{}", """{ "name": "x", "namespace": "demo", "uid": "q", "resourceVersion": "5" }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.ValidateUpdate(changed, old));

        Assert.Equal("Widget.writes.example.com \"x\" is invalid: metadata.uid: Invalid value: \"q\": field is immutable", refused.Message);
        Assert.Equal(2, refused.Details!["causes"]!.AsArray().Count);
    }

    [Fact]
    public void An_update_keeps_what_a_client_may_leave_out()
    {
        JsonObject old = SchemaTestData.NewWidget("{}", """{ "name": "x", "namespace": "demo", "uid": "u", "resourceVersion": "5", "generation": 2, "creationTimestamp": "2026-01-01T00:00:00Z" }""");
        JsonObject changed = SchemaTestData.NewWidget("{}", """{ "name": "x", "resourceVersion": "5", "creationTimestamp": "2020-01-01T00:00:00Z", "generation": 9 }""");

        writer.ValidateUpdate(changed, old);

        Assert.True(JsonNode.DeepEquals(old["metadata"], changed["metadata"]));
    }

    [Fact]
    public void An_update_needs_a_version_and_cannot_mark_for_deletion_or_add_finalizers_then()
    {
        JsonObject old = SchemaTestData.NewWidget("{}", """{ "name": "x", "namespace": "demo", "resourceVersion": "5", "deletionTimestamp": "2026-01-01T00:00:00Z", "finalizers": [ "a/b" ] }""");
        JsonObject changed = SchemaTestData.NewWidget("{}", """{ "name": "y", "namespace": "demo", "finalizers": [ "a/b", "c/d" ] }""");

        WriteRefusedException refused = Assert.Throws<WriteRefusedException>(() => writer.ValidateUpdate(changed, old));

        Assert.Contains("metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"c/d\"}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("metadata.resourceVersion: Invalid value: \"\": must be specified for an update", refused.Message, StringComparison.Ordinal);
        Assert.Contains("metadata.name: Invalid value: \"y\": field is immutable", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(1e21, "1e+21")]
    [InlineData(123456789012345680000.0, "123456789012345680000")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-2.5e-7, "-2.5e-07")]
    public void Numbers_are_written_as_the_server_writes_them(double value, string text)
    {
        Assert.Equal(text, GoText.Float(value));
    }

    [Fact]
    public void Texts_are_quoted_as_the_server_quotes_them()
    {
        Assert.Equal("\"a\\\"b\\\\c\\n\\x01é😀\\u200b\"", GoText.Quote("a\"b\\c\n\u0001é😀\u200b"));
    }
}
