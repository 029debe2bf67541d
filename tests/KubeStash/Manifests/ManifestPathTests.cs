using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class ManifestPathTests
{
    private static readonly Gen<ManifestPathSegment> Segments = Gen.Frequency(
        (3, Trees.Text.Select(name => (ManifestPathSegment)new ManifestPathSegment.Field(name))),
        (1, Gen.Choose(0, 12).Select(position => (ManifestPathSegment)new ManifestPathSegment.Index(position))),
        (1, Gen.Elements("name=\"x]\"", "containerPort=80,protocol=\"TCP\"", "=\"a\"", "name=x").Select(text => (ManifestPathSegment)new ManifestPathSegment.Selector(text))));

    private static readonly Arbitrary<ManifestPath> Paths = Arb.From(Segments.ArrayOf().Select(segments => new ManifestPath([.. segments])));

    [Theory]
    [InlineData("spec.sessions[0].name", 4)]
    [InlineData("metadata.labels[kubestash.com/invoker-name]", 3)]
    [InlineData("spec.containers[name=\"x.y]z\"].image", 4)]
    [InlineData("spec.ports[containerPort=80,protocol=\"TCP\"].name", 4)]
    [InlineData("metadata.finalizers[=\"a/b\"]", 3)]
    [InlineData("spec.containers[name=x]", 3)]
    [InlineData("data[\"a]b\"]", 2)]
    [InlineData("spec.schedule", 2)]
    [InlineData("[0][1]", 2)]
    [InlineData("", 0)]
    public void Paths_as_servers_write_them_are_read_and_written_alike(string text, int steps)
    {
        ManifestPath path = ManifestPath.Parse(text);
        Assert.Equal(steps, path.Segments.Length);
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData(".spec.x", "spec.x")]
    [InlineData("spec.sessions.[0].name", "spec.sessions[0].name")]
    [InlineData("spec[name]", "spec.name")]
    public void Other_ways_to_write_a_path_are_understood(string text, string usual) => Assert.Equal(usual, ManifestPath.Parse(text).ToString());

    [Theory]
    [InlineData("spec.")]
    [InlineData("spec..x")]
    [InlineData("spec[0")]
    [InlineData("spec[0]x")]
    public void What_is_no_path_is_refused_with_a_reason(string text)
    {
        Assert.False(ManifestPath.TryParse(text, out _));
        Assert.Contains("is not a field path: ", Assert.Throws<FormatException>(() => ManifestPath.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_written_and_read_is_the_same_path() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Paths, path =>
        {
            ManifestPath again = ManifestPath.Parse(path.ToString());
            return again.Equals(path) && again.GetHashCode() == path.GetHashCode();
        }));

    [Theory]
    [InlineData("spec.sessions.name", "spec.sessions[3].name", true)]
    [InlineData("spec.sessions[3].name", "spec.sessions[3].name", true)]
    [InlineData("spec.sessions[2].name", "spec.sessions[3].name", false)]
    [InlineData("spec.sessions[name=x].name", "spec.sessions[3].name", true)]
    [InlineData("spec.sessions", "spec.sessions[3]", true)]
    [InlineData("spec.sessions", "spec.sessions[3].name", false)]
    [InlineData("spec.sessions.name.x", "spec.sessions[3].name", false)]
    [InlineData("data[0]", "data[\"0\"]", true)]
    public void Paths_without_indexes_fit_every_item(string path, string place, bool fits) =>
        Assert.Equal(fits, ManifestPath.Parse(path).Fits(ManifestPath.Parse(place)));

    [Fact]
    public void What_was_set_is_got_and_nothing_beside_it_changes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Trees.Objects, Paths, Trees.Any, (tree, path, value) =>
        {
            Manifest manifest = new(tree.DeepClone().AsObject());
            Manifest before = manifest.DeepClone();
            bool there = manifest.TryGet(path, out JsonNode? old);
            try
            {
                manifest.Set(path, value?.DeepClone());
            }
            catch (InvalidOperationException)
            {
                // A refusal leaves everything as it was.
                Assert.Equal(JsonWriter.Write(before), JsonWriter.Write(manifest));
                return;
            }

            foreach (ManifestDifference difference in ManifestDiff.Compare(before, manifest))
            {
                int common = Math.Min(path.Segments.Length, difference.Path.Segments.Length);
                Assert.True(
                    new ManifestPath(path.Segments[..common]).Fits(new ManifestPath(difference.Path.Segments[..common])),
                    $"{difference.Path} changed by setting {path}");
            }

            if (!path.Segments.Any(segment => segment is ManifestPathSegment.Selector))
            {
                Assert.True(manifest.TryGet(path, out JsonNode? got));
                Assert.True(JsonTree.AreEqual(value, got));
                if (there)
                {
                    manifest.Set(path, old?.DeepClone());
                    Assert.Equal(JsonWriter.Write(before), JsonWriter.Write(manifest));
                }
            }
        }));

    [Fact]
    public void What_was_set_where_nothing_was_can_be_removed_without_a_trace() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Trees.Objects, Trees.Text.ArrayOf().ToArbitrary(), (tree, names) =>
        {
            ManifestPath path = new([new ManifestPathSegment.Field("not there"), .. names.Select(name => new ManifestPathSegment.Field(name))]);
            Manifest manifest = new(tree.DeepClone().AsObject());
            manifest.Set(path, "x");
            Assert.True(manifest.Remove(path, removeEmptyParents: true));
            Assert.False(manifest.Remove(path));
            Assert.Equal(JsonWriter.Write(tree), JsonWriter.Write(manifest));
        }));
}
