using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.KubeStash.Manifests.Fields;
using BackupConsole.KubeStash.Manifests.Templates;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Manifests.Fields;

public sealed class FieldHelpTests
{
    private const string Text =
        """
        kind: BackupConfiguration
        metadata:
          name: a
          labels:
            team: shop
        spec:
          sessions:
            - name: daily
              scheduler:
                schedule: 0 3 * * *

            - name: weekly
          paused: true

        """;

    [Theory]
    [InlineData(1, 3, "kind")]
    [InlineData(3, 9, "metadata.name")]
    [InlineData(3, 1, "metadata.name")]
    [InlineData(5, 30, "metadata.labels.team")]
    [InlineData(7, 4, "spec.sessions")]
    [InlineData(8, 12, "spec.sessions[0].name")]
    [InlineData(10, 12, "spec.sessions[0].scheduler.schedule")]
    [InlineData(11, 9, "spec.sessions[0].scheduler")]
    [InlineData(11, 7, "spec.sessions[0]")]
    [InlineData(12, 10, "spec.sessions[1].name")]
    [InlineData(13, 4, "spec.paused")]
    [InlineData(14, 3, "spec")]
    [InlineData(14, 1, "")]
    public void The_field_at_the_cursor_is_found(int line, int column, string path) =>
        Assert.Equal(path, YamlReader.Read(Text).Source.At(line, column).ToString());

    [Theory]
    [InlineData("BackupConfiguration", "spec.sessions[0].scheduler.schedule", "cron expression")]
    [InlineData("BackupBlueprint", "spec.backupConfigurationTemplate.sessions[2].scheduler.schedule", "cron expression")]
    [InlineData("BackupBatch", "spec.sessions[0].targets[1].addon.tasks[0].params", "Values for the task's parameters")]
    [InlineData("BackupStorage", "spec.usagePolicy", "From which namespaces")]
    [InlineData("RestoreSession", "spec.hooks.preRestore[0].hookTemplate.name", "Name of the object referred to")]
    [InlineData("RestoreSession", "spec.hooks.preRestore[0].hookTemplate", "The HookTemplate")]
    [InlineData("Addon", "spec.backupTasks[0].parameters[0].default", "none is given")]
    [InlineData("Anything", "metadata.labels", "select the object by")]
    public void Meanings_are_found_wherever_a_block_stands(string kind, string path, string words) =>
        Assert.Contains(words, FieldMeanings.Find(kind, ManifestPath.Parse(path)), StringComparison.Ordinal);

    [Theory]
    [InlineData("BackupConfiguration", "spec.nothing")]
    [InlineData("Anything", "spec.sessions")]
    public void What_nobody_has_described_has_no_meaning(string kind, string path) => Assert.Null(FieldMeanings.Find(kind, ManifestPath.Parse(path)));

    [Fact]
    public void A_schema_tells_type_choices_default_and_fields()
    {
        ManifestSchema schema = ManifestSchema.ReadAll(JsonNode.Parse(
            """
            { "components": { "schemas": { "x": {
              "x-kubernetes-group-version-kind": [{ "group": "g", "version": "v1", "kind": "K" }], "type": "object", "required": ["spec"],
              "properties": { "spec": { "type": "object", "required": ["mode"], "properties": {
                "mode": { "type": "string", "enum": ["a", "b"], "default": "a", "description": "How." },
                "items": { "type": "array", "items": { "type": "object", "properties": { "n": { "type": "integer" } } } },
                "texts": { "type": "array", "items": { "type": "string" } },
                "open": { "type": "object", "x-kubernetes-preserve-unknown-fields": true },
                "map": { "type": "object", "additionalProperties": { "type": "string" } } } } } } } } }
            """)!.AsObject())["K"];

        FieldFacts mode = schema.Describe(ManifestPath.Parse("spec.mode"))!;
        Assert.Equal(("text", true, "\"a\"", "How."), (mode.Type, mode.IsRequired, mode.Default, mode.Description));
        Assert.Equal(["a", "b"], mode.Allowed);
        Assert.Equal([("mode", true), ("items", false), ("map", false), ("open", false), ("texts", false)], schema.Describe(ManifestPath.Parse("spec"))!.Fields);
        Assert.Equal("list of objects", schema.Describe(ManifestPath.Parse("spec.items"))!.Type);
        Assert.Equal("list of texts", schema.Describe(ManifestPath.Parse("spec.texts"))!.Type);
        Assert.Equal("whole number", schema.Describe(ManifestPath.Parse("spec.items[3].n"))!.Type);
        Assert.Equal("whole number", schema.Describe(ManifestPath.Parse("spec.items.n"))!.Type);
        Assert.Equal("map of keys and values", schema.Describe(ManifestPath.Parse("spec.map"))!.Type);
        Assert.Equal("text", schema.Describe(ManifestPath.Parse("spec.map.anything"))!.Type);
        Assert.Equal("anything", schema.Describe(ManifestPath.Parse("spec.open.whatever.there[0]"))!.Type);
        Assert.Null(schema.Describe(ManifestPath.Parse("spec.nothing")));
    }

    [Fact]
    public void A_kind_without_a_template_begins_with_a_name() => Assert.Equal(
        """{"apiVersion":"v1","kind":"Thing","metadata":{"name":"new-thing","namespace":"shop"}}""",
        ManifestTemplates.Of(new ResourceKind("", "v1", "things", "Thing", Namespaced: true), "shop").Root.ToJsonString());
}
