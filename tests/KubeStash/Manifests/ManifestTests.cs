using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class ManifestTests
{
    [Fact]
    public void Names_are_read_and_set_in_their_places()
    {
        Manifest manifest = new("core.kubestash.com/v1alpha1", "BackupSession") { Name = "a", Namespace = "demo" };
        Assert.Equal("apiVersion: core.kubestash.com/v1alpha1\nkind: BackupSession\nmetadata:\n  name: a\n  namespace: demo\n", YamlWriter.Write(manifest));
        Assert.Equal(("a", "demo"), (manifest.Name, manifest.Namespace));
        manifest.Namespace = "";
        Assert.Equal("apiVersion: core.kubestash.com/v1alpha1\nkind: BackupSession\nmetadata:\n  name: a\n", YamlWriter.Write(manifest));
        Assert.Equal("", Read("metadata: {name: 5}").Name);
        Assert.Equal("", Read("metadata: x").Name);
    }

    [Theory]
    [InlineData("a: 1", "a: 1.0", true)]
    [InlineData("a: 10", "a: 1e1", true)]
    [InlineData("a: 0", "a: -0.0", true)]
    [InlineData("a: 0.10", "a: 1e-1", true)]
    [InlineData("a: 9007199254740993", "a: 9007199254740992", false)]
    [InlineData("a: 1", "a: \"1\"", false)]
    [InlineData("a: 1", "a: -1", false)]
    [InlineData("{a: 1, b: 2}", "{b: 2, a: 1}", true)]
    [InlineData("a: [1, 2]", "a: [2, 1]", false)]
    [InlineData("a: null", "{}", false)]
    [InlineData("a: {}", "a: []", false)]
    public void Values_are_compared_numbers_by_value_and_keys_in_any_order(string left, string right, bool same)
    {
        Assert.Equal(same, Read(left).HasSameValuesAs(Read(right)));
        Assert.Equal(same, Read(right).HasSameValuesAs(Read(left)));
        Assert.Equal(same, ManifestDiff.Compare(Read(left), Read(right)).IsEmpty);
    }

    [Fact]
    public void A_copy_shares_nothing()
    {
        Manifest first = Read("a: {b: [1]}");
        Manifest second = first.DeepClone();
        second.Set(ManifestPath.Parse("a.b[0]"), 2);
        Assert.Equal("a:\n  b:\n  - 1\n", YamlWriter.Write(first));
    }

    [Theory]
    [InlineData("a: 1", "b.c[0].d", "a: 1\nb:\n  c:\n  - d: x\n")]
    [InlineData("a: {b: 1, c: 2}", "a.b", "a:\n  b: x\n  c: 2\n")]
    [InlineData("a: [1, 2]", "a[2]", "a:\n- 1\n- 2\n- x\n")]
    [InlineData("a: [1, 2]", "a.0", "a:\n- x\n- 2\n")]
    [InlineData("a: null", "a.b", "a:\n  b: x\n")]
    [InlineData("a: [{name: p}, {name: q, v: 1}]", "a[name=\"q\"].v", "a:\n- name: p\n- name: q\n  v: x\n")]
    [InlineData("a: [{name: p}]", "a[name=\"q\"].v", "a:\n- name: p\n- name: q\n  v: x\n")]
    [InlineData("{}", "a[name=\"q\"].v", "a:\n- name: q\n  v: x\n")]
    [InlineData("{}", "metadata.labels[a.b/c]", "metadata:\n  labels:\n    a.b/c: x\n")]
    public void Setting_makes_what_is_missing(string text, string path, string after)
    {
        Manifest manifest = Read(text);
        manifest.Set(ManifestPath.Parse(path), "x");
        Assert.Equal(after, YamlWriter.Write(manifest));
    }

    [Theory]
    [InlineData("a: 1", "a.b", "a is neither an object nor a list")]
    [InlineData("a: [1]", "a.b", "a is a list, and the path has no index for it")]
    [InlineData("a: [1]", "a[2]", "a has 1 items, so its next index is 1")]
    [InlineData("{}", "b.c[1]", "b.c has 0 items, so its next index is 0")]
    [InlineData("a: [p]", "a[=\"q\"].v", "a has no item that fits [=\"q\"]")]
    public void What_cannot_be_set_is_refused_in_words_and_changes_nothing(string text, string path, string words)
    {
        Manifest manifest = Read(text);
        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(() => manifest.Set(ManifestPath.Parse(path), "x"));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.True(manifest.HasSameValuesAs(Read(text)));
    }

    [Fact]
    public void A_value_from_the_tree_itself_is_copied()
    {
        Manifest manifest = Read("a: {b: 1}");
        manifest.Set(ManifestPath.Parse("a.c"), manifest.Root["a"]);
        manifest.Set(ManifestPath.Parse("d"), manifest.Root);
        Assert.Equal("a:\n  b: 1\n  c:\n    b: 1\nd:\n  a:\n    b: 1\n    c:\n      b: 1\n", YamlWriter.Write(manifest));
    }

    [Theory]
    [InlineData("a: {b: {c: 1}}", "a.b.c", false, "a:\n  b: {}\n")]
    [InlineData("a: {b: {c: 1}}", "a.b.c", true, "{}\n")]
    [InlineData("a: {b: {c: 1}, d: {}}", "a.b.c", true, "a:\n  d: {}\n")]
    [InlineData("a: [{b: 1}, 2]", "a[0].b", true, "a:\n- {}\n- 2\n")]
    [InlineData("a: [1]", "a[0]", true, "{}\n")]
    [InlineData("a: [1, 2]", "a[0]", true, "a:\n- 2\n")]
    public void Removing_takes_empty_parents_only_when_asked(string text, string path, bool parents, string after)
    {
        Manifest manifest = Read(text);
        Assert.True(manifest.Remove(ManifestPath.Parse(path), parents));
        Assert.Equal(after, YamlWriter.Write(manifest));
        Assert.False(manifest.Remove(ManifestPath.Parse("no.such[0].path")));
    }

    [Fact]
    public void A_null_is_told_from_a_missing_value()
    {
        Manifest manifest = Read("a: null");
        Assert.True(manifest.TryGet(ManifestPath.Parse("a"), out JsonNode? value));
        Assert.Null(value);
        Assert.False(manifest.TryGet(ManifestPath.Parse("b"), out _));
        Assert.Throws<InvalidOperationException>(() => manifest.Set(ManifestPath.Root, 1));
        Assert.Throws<InvalidOperationException>(() => manifest.Remove(ManifestPath.Root));
    }

    [Fact]
    public void Differences_name_the_outermost_paths()
    {
        Manifest before = Read("{spec: {a: 1, gone: {x: 1}, list: [1, {m: 2}, 3]}, metadata: {labels: {k/l: v}}}");
        Manifest after = Read("{spec: {a: 1.0, list: [1, {m: 4}], more: [1]}, metadata: {labels: {k/l: w}}}");
        Assert.Equal(
            [
                "Removed spec.gone",
                "Changed spec.list[1].m",
                "Removed spec.list[2]",
                "Added spec.more",
                "Changed metadata.labels.k/l",
            ],
            ManifestDiff.Compare(before, after).Select(difference => $"{difference.Change} {difference.Path}"));
    }

    private static Manifest Read(string text) => YamlReader.Read(text).Manifest;
}
