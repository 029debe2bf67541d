using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Forms.Drafts;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Tests.Components.Forms;

/// <summary>The lens: what fields write, and that nothing else changes.</summary>
public sealed class ManifestFormTests
{
    private static readonly ManifestPath Session = ManifestPath.Parse("spec.session");
    private static readonly ManifestPath Timeout = ManifestPath.Parse("spec.backupTimeout");
    private static readonly ManifestPath Labels = ManifestPath.Parse("metadata.labels");

    [Fact]
    public void Clearing_a_field_takes_it_away_with_the_parents_it_leaves_empty()
    {
        ManifestForm form = Of("""{"kind":"BackupSession","spec":{"session":"full"}}""");

        form.Set(Session, "");

        Assert.Equal("""{"kind":"BackupSession"}""", form.Manifest.Root.ToJsonString());
    }

    [Fact]
    public void A_field_of_another_type_is_shown_as_it_is_and_told()
    {
        ManifestForm form = Of("""{"spec":{"session":5,"backupTimeout":{"a":1}}}""");

        Assert.Equal("5", form.Text(Session));
        Assert.Contains("a number", form.WrongType(Session), StringComparison.Ordinal);
        Assert.Contains("an object", form.WrongType(Timeout), StringComparison.Ordinal);
        Assert.Equal("""{"spec":{"session":5,"backupTimeout":{"a":1}}}""", form.Manifest.Root.ToJsonString());
    }

    [Fact]
    public void A_parent_that_is_no_object_is_told_at_the_field_and_stays()
    {
        ManifestForm form = Of("""{"spec":"text"}""");

        form.Set(Session, "full");

        Assert.Contains("cannot be set", form.ProblemAt(Session), StringComparison.Ordinal);
        Assert.Equal("""{"spec":"text"}""", form.Manifest.Root.ToJsonString());
    }

    [Fact]
    public void Reading_every_field_and_writing_it_back_changes_nothing()
    {
        Random random = new(20261121);
        for (int round = 0; round < 200; round++)
        {
            JsonObject root = Some(random);
            string before = root.ToJsonString();
            ManifestForm form = new(new Manifest(root));

            foreach (ManifestPath path in (ManifestPath[])[Session, Timeout, ManifestPath.Parse("metadata.namespace")])
            {
                if (form.WrongType(path) is null && form.Manifest.Get(path) is not null && form.Text(path).Length > 0)
                {
                    form.Set(path, form.Text(path));
                }
            }

            if (form.Rows(Labels).Items.Count > 0)
            {
                form.WriteRows(Labels, form.Rows(Labels));
            }

            Assert.Equal(before, form.Manifest.Root.ToJsonString());
            Draft draft = DraftForm.Write([Only(form)], null, null);
            Assert.Equal(before, DraftForm.Read(draft)!.Manifest.Root.ToJsonString());
            Manifest yaml = YamlReader.Read(YamlWriter.Write(form.Manifest)).Manifest;
            Assert.True(yaml.HasSameValuesAs(form.Manifest));
        }
    }

    [Fact]
    public void What_the_cluster_refused_is_told_until_that_field_is_edited()
    {
        ManifestForm form = Of("""{"spec":{"session":"a","backupTimeout":"2 h"}}""");
        form.Show([new FormProblem(Timeout, "No duration."), new FormProblem(Session, "Unknown session.")]);

        form.Set(Timeout, "2h");

        Assert.Null(form.ProblemAt(Timeout));
        Assert.Equal("Unknown session.", form.ProblemAt(Session));
    }

    [Fact]
    public void What_the_cluster_refused_is_told_until_the_text_of_that_field_is_edited()
    {
        ManifestForm form = Of("""{"spec":{"session":"a","backupTimeout":"2 h"}}""");
        form.Show([new FormProblem(Timeout, "No duration."), new FormProblem(Session, "Unknown session.")]);

        form.Replace(new Manifest(JsonNode.Parse("""{"spec":{"session":"b","backupTimeout":"2 h"},"more":1}""")!.AsObject()));

        Assert.Equal("No duration.", form.ProblemAt(Timeout));
        Assert.Null(form.ProblemAt(Session));
        Assert.Equal(1, form.Manifest.Root["more"]!.GetValue<int>());
    }

    [Fact]
    public void Rows_keep_what_a_map_cannot_hold()
    {
        ManifestForm form = Of("""{"metadata":{"labels":{"a":"1"}}}""");
        KeyValueRows rows = form.Rows(Labels);
        KeyValueRow twice = rows.Add();
        twice.Key = "a";
        twice.Value = "2";
        rows.Add().Value = "no key";
        form.WriteRows(Labels, rows);

        Assert.Equal("""{"metadata":{"labels":{"a":"1"}}}""", form.Manifest.Root.ToJsonString());
        Assert.Equal(3, form.Rows(Labels).Items.Count);
        Assert.True(form.Rows(Labels).IsRepeated(twice));
        ManifestForm restored = DraftForm.Read(DraftForm.Write([Only(form)], null, null))!;
        Assert.Equal([("a", "1"), ("a", "2"), ("", "no key")], restored.Rows(Labels).Items.Select(row => (row.Key, row.Value)));
    }

    [Fact]
    public void Rows_follow_what_was_edited_as_text()
    {
        ManifestForm form = Of("""{"metadata":{"labels":{"a":"1"}}}""");
        Assert.Single(form.Rows(Labels).Items);

        form.Replace(new Manifest(JsonNode.Parse("""{"metadata":{"labels":{"b":"2","c":3}}}""")!.AsObject()));

        Assert.Equal([("b", "2"), ("c", "3")], form.Rows(Labels).Items.Select(row => (row.Key, row.Value)));
        Assert.NotNull(form.Rows(Labels).Items[1].Original);
        form.WriteRows(Labels, form.Rows(Labels));
        Assert.Equal("""{"metadata":{"labels":{"b":"2","c":3}}}""", form.Manifest.Root.ToJsonString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_draft_that_makes_no_sense_is_no_draft(string manifest) => Assert.Null(DraftForm.Read(new Draft { Manifest = manifest }));

    private static NewObject Only(ManifestForm form) => new(BackupConsole.KubeStash.KubeStashKinds.BackupSession, "entry", form);

    private static ManifestForm Of(string json) => new(new Manifest(JsonNode.Parse(json)!.AsObject()));

    [Theory]
    [InlineData("""{"spec":{"session":""}}""", "")]
    [InlineData("""{"spec":{"session":null,"other":1}}""", "")]
    [InlineData("""{"spec":{"session":false}}""", "")]
    [InlineData("""{"spec":{}}""", "")]
    [InlineData("""{"kind":"BackupSession"}""", "")]
    [InlineData("""{"spec":{"session":"full"}}""", "full")]
    public void A_value_that_is_put_back_is_written_as_it_was(string json, string text)
    {
        ManifestForm form = Of(json);
        form.Remember(Session, text, [Session]);
        form.Set(Session, "other");

        Assert.False(form.PutBack(Session, "another"));
        Assert.True(form.PutBack(Session, text));
        Assert.Equal(json, form.Manifest.Root.ToJsonString());
    }

    [Fact]
    public void A_reference_that_is_put_back_has_a_namespace_only_if_it_had_one()
    {
        ManifestPath reference = ManifestPath.Parse("spec.storageRef");
        ManifestForm form = Of("""{"spec":{"storageRef":{"name":"default"}}}""");
        form.Remember(reference, "demo/default", [reference.Field("name"), reference.Field("namespace")]);
        form.Set(reference.Field("name"), "other");
        form.Set(reference.Field("namespace"), "stash");

        Assert.True(form.PutBack(reference, "demo/default"));
        Assert.Equal("""{"spec":{"storageRef":{"name":"default"}}}""", form.Manifest.Root.ToJsonString());
    }

    [Fact]
    public void What_was_written_once_is_forgotten_when_the_manifest_is_another_or_an_item_goes()
    {
        ManifestForm form = Of("""{"spec":{"session":false,"items":[1]}}""");
        form.Remember(Session, "", [Session]);
        form.Replace(new Manifest(JsonNode.Parse("""{"spec":{"session":"full","items":[1]}}""")!.AsObject()));
        Assert.False(form.PutBack(Session, ""));

        form.Remember(Session, "full", [Session]);
        form.RemoveItem(ManifestPath.Parse("spec.items"), 0);
        Assert.False(form.PutBack(Session, "full"));
    }

    // Objects with what the form knows, in all sorts of shapes, and with what it does not.
    private static JsonObject Some(Random random)
    {
        JsonObject metadata = new() { ["namespace"] = "demo", ["unknown"] = new JsonArray(1, "two", null, new JsonObject()) };
        JsonObject labels = [];
        for (int label = random.Next(4); label > 0; label--)
        {
            labels[$"key-{random.Next(100)}"] = random.Next(3) == 0 ? JsonValue.Create(random.Next()) : JsonValue.Create($"value {random.Next()}");
        }

        if (random.Next(2) == 0)
        {
            metadata["labels"] = labels;
        }

        JsonNode? session = random.Next(4) switch { 0 => null, 1 => JsonValue.Create(7), 2 => JsonValue.Create(""), _ => JsonValue.Create("full-backup") };
        JsonObject spec = new() { ["session"] = session, ["extra"] = new JsonObject { ["deep"] = 1.50m, ["on"] = "yes" } };
        return new JsonObject { ["apiVersion"] = "v1", ["metadata"] = metadata, ["spec"] = spec, ["beside"] = "kept" };
    }
}
