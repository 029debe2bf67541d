using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class SourceMapTests
{
    private const string Text = """
        apiVersion: v1
        metadata:
          labels:
            kubestash.com/invoker-name: x
        spec:
          sessions:
          - name: one
            scheduler: {schedule: "* * * * *"}
          - name: two
            script: |
              a
              b
          base: &base
            policy: keep
          copy: *base
          merged:
            <<: *base
            own: 1
          empty:
        """;

    [Theory]
    [InlineData("apiVersion", "1:13-1:15")]
    [InlineData("metadata.labels[kubestash.com/invoker-name]", "4:33-4:34")]
    [InlineData("metadata.labels.kubestash.com/invoker-name", "4:33-4:34")]
    [InlineData("spec.sessions[0].name", "7:11-7:14")]
    [InlineData(".spec.sessions[name=\"two\"].name", "9:11-9:14")]
    [InlineData("spec.sessions.name", "7:11-7:14 9:11-9:14")]
    [InlineData("spec.sessions.1.name", "9:11-9:14")]
    [InlineData("spec.sessions.scheduler.schedule", "8:27-8:38")]
    [InlineData("spec.sessions[0].scheduler", "8:16-8:39")]
    [InlineData("spec.sessions[1].script", "10:13-12:8")]
    [InlineData("spec.sessions[1]", "9:5-12:8")]
    [InlineData("spec.copy.policy", "15:9-15:14")]
    [InlineData("spec.merged.policy", "17:9-17:14")]
    [InlineData("spec.merged.own", "18:10-18:11")]
    [InlineData("spec.empty", "19:9-19:9")]
    [InlineData("spec.absent", "")]
    [InlineData("spec.sessions[2].name", "")]
    public void A_path_finds_its_place_in_the_text(string path, string places)
    {
        SourceMap map = YamlReader.Read(Text).Source;
        Assert.Equal(places, Show(map.Find(ManifestPath.Parse(path))));
    }

    [Theory]
    [InlineData("spec.sessions[0].repositories[0].name", "spec.sessions[0]")]
    [InlineData("spec.sessions.repositories", "spec.sessions[0] spec.sessions[1]")]
    [InlineData("spec.sessions[7].name", "spec.sessions")]
    [InlineData("status.phase", "")]
    [InlineData("apiVersion", "apiVersion")]
    public void A_missing_field_is_shown_where_it_is_missing(string path, string nearest)
    {
        SourceMap map = YamlReader.Read(Text).Source;
        Assert.Equal(nearest, string.Join(' ', map.FindNearest(ManifestPath.Parse(path)).Select(entry => entry.Path)));
    }

    [Fact]
    public void Keys_have_places_of_their_own()
    {
        SourceEntry entry = Assert.Single(YamlReader.Read(Text).Source.Find(ManifestPath.Parse("spec.sessions[1].script")));
        Assert.Equal(new SourceRange(10, 5, 10, 11), entry.Key);
        Assert.Equal(new SourceRange(10, 5, 12, 8), entry.Whole);
    }

    [Fact]
    public void Json_has_places_too()
    {
        SourceMap map = JsonReader.Read("{\n  \"é😀\": {\"a\": [1, {\"b\": \"x\"}]},\r\n  \"c\": true}").Source;
        Assert.Equal("2:16-2:31", Show(map.Find(ManifestPath.Parse("é😀.a"))));
        Assert.Equal("2:26-2:29", Show(map.Find(ManifestPath.Parse("é😀.a.b"))));
        Assert.Equal("3:8-3:12", Show(map.Find(ManifestPath.Parse("c"))));
        Assert.Equal("1:1-3:13", Show(map.Find(ManifestPath.Root)));
    }

    [Fact]
    public void The_text_at_the_place_of_a_plain_value_reads_as_that_value() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Trees.Objects, tree =>
        {
            string yaml = YamlWriter.Write(tree);
            AssertPlaces(yaml, YamlReader.Read(yaml), text => YamlReader.Documents(text, ManifestLimits.Default).Single().Node);
            string windows = yaml.Replace("\n", "\r\n", StringComparison.Ordinal);
            AssertPlaces(windows, YamlReader.Read(windows), text => YamlReader.Documents(text, ManifestLimits.Default).Single().Node);
            string json = JsonWriter.Write(tree);
            AssertPlaces(json, JsonReader.Read(json), text => JsonReader.ReadTree(text, ManifestLimits.Default).Node);
            AssertPlaces(json, YamlReader.Read(json), text => JsonReader.ReadTree(text, ManifestLimits.Default).Node);
        }));

    private static void AssertPlaces(string text, ManifestDocument document, Func<string, JsonNode?> read)
    {
        string[] lines = text.Split('\n');
        int seen = 0;
        foreach (SourceEntry entry in document.Source.All())
        {
            seen++;
            Assert.True(document.Manifest.TryGet(entry.Path, out JsonNode? value), entry.Path.ToString());
            if (entry.Key is { } key && entry.Path.Segments[^1] is ManifestPathSegment.Field field)
            {
                Assert.Equal(field.Name, JsonTree.TextOf(read(At(lines, key))!));
            }

            if (value is JsonValue or null)
            {
                Assert.True(JsonTree.AreEqual(value, read(At(lines, entry.Value))), $"{entry.Path} at {entry.Value} of\n{text}");
            }

            Assert.Equal(entry, document.Source.Find(entry.Path).First());
        }

        Assert.Equal(CountValues(document.Manifest.Root), seen);
    }

    private static int CountValues(JsonNode? node) => 1 + node switch
    {
        JsonObject fields => fields.Sum(field => CountValues(field.Value)),
        JsonArray items => items.Sum(CountValues),
        _ => 0,
    };

    private static string At(string[] lines, SourceRange range)
    {
        if (range.Line == range.EndLine)
        {
            return lines[range.Line - 1][(range.Column - 1)..(range.EndColumn - 1)];
        }

        // The last line break of a block is not in its place.
        return string.Join('\n', (string[])[lines[range.Line - 1][(range.Column - 1)..], .. lines[range.Line..(range.EndLine - 1)], lines[range.EndLine - 1][..(range.EndColumn - 1)]]) + "\n";
    }

    private static string Show(IEnumerable<SourceEntry> entries) =>
        string.Join(' ', entries.Select(entry => $"{entry.Value.Line}:{entry.Value.Column}-{entry.Value.EndLine}:{entry.Value.EndColumn}"));
}
