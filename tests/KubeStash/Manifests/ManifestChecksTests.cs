using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public class ManifestChecksTests
{
    private const string Document = """
        { "components": { "schemas": {
          "meta": { "type": "object", "properties": {
            "name": { "type": "string" }, "namespace": { "type": "string" },
            "labels": { "type": "object", "additionalProperties": { "type": "string", "default": "" } },
            "ownerReferences": { "type": "array", "items": { "allOf": [ { "$ref": "#/components/schemas/owner" } ], "default": {} } } } },
          "owner": { "type": "object", "required": ["uid"], "properties": { "uid": { "type": "string" }, "controller": { "type": "boolean" } } },
          "com.example.v1.Thing": {
            "type": "object", "required": ["spec"],
            "properties": {
              "apiVersion": { "type": "string" }, "kind": { "type": "string" },
              "metadata": { "allOf": [ { "$ref": "#/components/schemas/meta" } ], "default": {} },
              "spec": { "type": "object", "required": ["session"], "properties": {
                "session": { "type": "string" }, "backupTimeout": { "type": "string" }, "retryLeft": { "type": "integer", "format": "int32" },
                "paused": { "type": "boolean", "nullable": true }, "policy": { "type": "string", "enum": ["Delete", "WipeOut"] },
                "port": { "x-kubernetes-int-or-string": true }, "size": { "oneOf": [ { "type": "string" }, { "type": "number" } ] },
                "free": { "type": "object", "x-kubernetes-preserve-unknown-fields": true },
                "tasks": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" } } } } } } },
            "x-kubernetes-group-version-kind": [ { "group": "example.com", "kind": "Thing", "version": "v1" } ] } } } }
        """;

    private static readonly ManifestSchema Schema = ManifestSchema.ReadAll(JsonNode.Parse(Document)!.AsObject())["Thing"];

    [Fact]
    public void A_manifest_that_fits_has_no_findings() => Assert.Empty(Check("""
        session: full
        retryLeft: 2
        paused: null
        policy: WipeOut
        port: 80
        size: 1.5
        free: { a: [1] }
        tasks: [ { name: x } ]
        """));

    [Theory]
    [InlineData("session: a\nbackupTimeuot: 2h", "spec.backupTimeuot", "Did you mean \"backupTimeout\"?")]
    [InlineData("session: a\nBackupTimeout: 2h", "spec.BackupTimeout", "Did you mean \"backupTimeout\"?")]
    [InlineData("session: a\nfoo: 2h", "spec.foo", "There is no field \"foo\" in spec. Correct its name or its place, or remove it.")]
    [InlineData("session: a\ntasks: [ { name: x }, { nam: x } ]", "spec.tasks[1].nam", "Did you mean \"name\"?")]
    [InlineData("session: 2", "spec.session", "spec.session must be a text, and is a number. Put it in quotes.")]
    [InlineData("session: on", "spec.session", "spec.session must be a text, and is true. Put it in quotes.")]
    [InlineData("session: a\nretryLeft: \"2\"", "spec.retryLeft", "must be a whole number, and is a text. Write it without quotes.")]
    [InlineData("session: a\nretryLeft: 2.5", "spec.retryLeft", "must be a whole number, and is a number.")]
    [InlineData("session: a\nport: true", "spec.port", "must be a whole number or a text, and is true.")]
    [InlineData("session: a\ntasks: { name: x }", "spec.tasks", "must be a list, and is an object. Begin each item with")]
    [InlineData("session: a\npolicy: Wipeout", "spec.policy", "spec.policy cannot be \"Wipeout\". Did you mean \"WipeOut\"? It must be one of Delete, WipeOut.")]
    [InlineData("paused: true", "spec.session", "\"session\" is missing. Add it to spec.")]
    public void What_does_not_fit_is_said_with_its_place_and_a_remedy(string spec, string path, string words)
    {
        ManifestFinding finding = Assert.Single(Check(spec));

        Assert.Equal(path, finding.Path.ToString());
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.IsError);
    }

    [Fact]
    public void A_field_without_a_value_is_a_warning() => Assert.False(Assert.Single(Check("session:")).IsError);

    [Fact]
    public void References_lists_and_maps_of_metadata_are_followed()
    {
        Manifest manifest = YamlReader.Read("apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  labels: { a: 1 }\n  ownerReferences: [ { controller: yes } ]\nspec: { session: a }\n").Manifest;

        Assert.Equal(["metadata.labels.a", "metadata.ownerReferences[0].uid"], ManifestChecks.Check(manifest, Schema).Select(finding => finding.Path.ToString()));
    }

    [Fact]
    public void Values_are_not_repeated_where_a_secret_may_stand() =>
        Assert.DoesNotContain("12345", Assert.Single(Check("session: 12345")).Message, StringComparison.Ordinal);

    [Fact]
    public void Findings_are_bounded() =>
        Assert.Equal(ManifestChecks.MaxFindings, Check("session: a\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"zzz{i}: 1\n"))).Length);

    [Fact]
    public void A_schema_that_refers_to_itself_ends()
    {
        JsonObject document = JsonNode.Parse("""
            { "components": { "schemas": { "a": { "allOf": [ { "$ref": "#/components/schemas/a" }, { "$ref": "#/components/schemas/a" } ], "properties": { "b": { "$ref": "#/components/schemas/a" } },
              "x-kubernetes-group-version-kind": [ { "kind": "A" } ] } } } }
            """)!.AsObject();

        Assert.Single(ManifestChecks.Check(YamlReader.Read("b: { b: { c: 1 } }").Manifest, ManifestSchema.ReadAll(document)["A"]));
    }

    private static ImmutableArray<ManifestFinding> Check(string spec) =>
        ManifestChecks.Check(YamlReader.Read("apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: x }\nspec:\n" + string.Concat(spec.Split('\n').Select(line => $"  {line}\n"))).Manifest, Schema);
}
