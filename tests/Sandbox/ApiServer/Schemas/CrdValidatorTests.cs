using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public class CrdValidatorTests
{
    private const string Root = "spec.validation.openAPIV3Schema";

    [Fact]
    public void A_good_CRD_passes_and_gets_its_names()
    {
        JsonObject crd = Crd("""{ "type": "object" }""");

        CrdValidator.ApplyDefaults(crd);
        CrdValidator.Validate(crd);

        Assert.Equal("foo", crd["spec"]!["names"]!["singular"]!.GetValue<string>());
        Assert.Equal("FooList", crd["spec"]!["names"]!["listKind"]!.GetValue<string>());
        Assert.Equal("None", crd["spec"]!["conversion"]!["strategy"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "metadata": { "name": "bars.x.example.com" } }""", "metadata.name", "FieldValueInvalid")]
    [InlineData("""{ "spec": { "group": "foo" } }""", "spec.group", "FieldValueInvalid")]
    [InlineData("""{ "spec": { "scope": "Foo" } }""", "spec.scope", "FieldValueNotSupported")]
    [InlineData("""{ "spec": { "scope": null } }""", "spec.scope", "FieldValueRequired")]
    [InlineData("""{ "spec": { "names": { "kind": "foo!" } } }""", "spec.names.kind", "FieldValueInvalid")]
    [InlineData("""{ "spec": { "names": { "shortNames": [ "A" ] } } }""", "spec.names.shortNames[0]", "FieldValueInvalid")]
    [InlineData("""{ "spec": { "versions": [] } }""", "spec.versions", "FieldValueInvalid")]
    [InlineData("""{ "spec": { "versions": [ { "name": "v1", "served": true, "storage": true } ] } }""", "spec.versions[0].schema.openAPIV3Schema", "FieldValueRequired")]
    [InlineData("""{ "spec": { "preserveUnknownFields": true } }""", "spec.preserveUnknownFields", "FieldValueInvalid")]
    public void Mistakes_in_names_and_versions_are_refused(string change, string field, string reason)
    {
        JsonObject crd = Crd("""{ "type": "object" }""");
        CrdValidator.ApplyDefaults(crd);
        JsonObject changed = MergePatch.Apply(crd, JsonNode.Parse(change))!.AsObject();

        Assert.Contains(CrdValidator.Find(changed), error => error.Field == field && error.Reason == reason);
    }

    [Theory]
    [InlineData("""{}""", "type", "FieldValueRequired")]
    [InlineData("""{ "type": "string" }""", "type", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": {} } }""", "properties[a].type", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array" } } }""", "properties[a].items", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "foo" } } }""", "properties[a].type", "FieldValueNotSupported")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "default": 3 } } }""", "properties[a].default", "FieldValueTypeInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "object", "default": { "b": 1 }, "properties": { "c": { "type": "string" } } } } }""", "properties[a].default", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "items": { "type": "object" }, "x-kubernetes-list-type": "map" } } }""", "properties[a].x-kubernetes-list-map-keys", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": [ "n" ], "items": { "type": "object", "properties": { "n": { "type": "string" } } } } } }""", "properties[a].items.properties[n].default", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": [ "q" ], "items": { "type": "object", "properties": { "n": { "type": "string" } } } } } }""", "properties[a].x-kubernetes-list-map-keys", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "object" } } } }""", "properties[a].items.x-kubernetes-map-type", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "x-kubernetes-list-type": "set" } } }""", "properties[a].type", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "items": { "type": "string" }, "uniqueItems": true } } }""", "properties[a].uniqueItems", "FieldValueForbidden")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "pattern": "(?=a)" } } }""", "properties[a].pattern", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "pattern": "(" } } }""", "properties[a].pattern", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "anyOf": [ { "properties": { "b": { "type": "string" } } } ] }""", "anyOf[0].properties[b].type", "FieldValueForbidden")]
    [InlineData("""{ "type": "object", "anyOf": [ { "properties": { "b": { "minLength": 1 } } } ] }""", "properties[b]", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "object", "x-kubernetes-embedded-resource": true } } }""", "properties[a].properties", "FieldValueRequired")]
    [InlineData("""{ "type": "object", "properties": { "metadata": { "type": "string" } } }""", "properties[metadata].type", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "properties": { "metadata": { "type": "object", "properties": { "labels": { "type": "object" } } } } }""", "properties[metadata]", "FieldValueForbidden")]
    [InlineData("""{ "type": "object", "properties": { "a": { "$ref": "#/x" } } }""", "properties[a].$ref", "FieldValueForbidden")]
    [InlineData("""{ "type": "object", "x-kubernetes-preserve-unknown-fields": false }""", "x-kubernetes-preserve-unknown-fields", "FieldValueInvalid")]
    [InlineData("""{ "type": "object", "patternProperties": { "a": {} } }""", "patternProperties", "FieldValueForbidden")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "items": [ { "type": "string" } ] } } }""", "properties[a].items", "FieldValueForbidden")]
    public void Schemas_that_are_not_structural_are_refused(string schema, string field, string reason)
    {
        JsonObject crd = Crd(schema);
        CrdValidator.ApplyDefaults(crd);

        Assert.Contains(CrdValidator.Find(crd), error => error.Field == $"{Root}.{field}" && error.Reason == reason);
    }

    [Theory]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "integer", "x-kubernetes-int-or-string": true } } }""")]
    [InlineData("""{ "type": "object", "properties": { "a": { "x-kubernetes-int-or-string": true, "anyOf": [ { "type": "integer" }, { "type": "string" } ] } } }""")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "object", "default": {}, "properties": { "b": { "type": "string", "default": "x" } } } } }""")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "enum": [ "" ], "default": "" } } }""")]
    public void Unusual_but_good_schemas_pass(string schema)
    {
        JsonObject crd = Crd(schema);
        CrdValidator.ApplyDefaults(crd);

        Assert.Empty(CrdValidator.Find(crd));
    }

    private static JsonObject Crd(string schema) => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = "foos.x.example.com", ["creationTimestamp"] = null },
        ["spec"] = new JsonObject
        {
            ["group"] = "x.example.com",
            ["names"] = new JsonObject { ["kind"] = "Foo", ["plural"] = "foos" },
            ["scope"] = "Namespaced",
            ["versions"] = new JsonArray(new JsonObject { ["name"] = "v1", ["served"] = true, ["storage"] = true, ["schema"] = new JsonObject { ["openAPIV3Schema"] = JsonNode.Parse(schema) } }),
        },
    };
}
