using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: [b", 1, "[ is not closed")]
    [InlineData("a: {b\n", 2, "{ is not closed")]
    [InlineData("x: 1\na: b: c\n", 2, "second \": \"")]
    [InlineData("x: 1\na: - b\n", 2, "list cannot start here")]
    [InlineData("x: 1\na: 'b\nc: d\n", 2, "not closed")]
    [InlineData("x: 1\na: @b\n", 2, "cannot start")]
    [InlineData("x: 1\na: *b\n", 2, "*b refers to a value")]
    [InlineData("x: 1\n\ta: 1\n", 2, "tab")]
    [InlineData("x:\n  a: 1\n\tb: 1\n", 3, "tab")]
    [InlineData("\tx: 1\n", 1, "tab")]
    [InlineData("x:\n- a\n-\tb: 1\n", 3, "tab")]
    [InlineData("x:\n  - a\n b: 1\n", 3, "does not belong")]
    [InlineData("x: 1\n  y: 2\n", 2, "\": \"")]
    [InlineData("x: 1\ny\n", 2, "does not belong")]
    [InlineData("x: .inf\n", 1, "cannot hold")]
    [InlineData("x: 1\nnull: 2\n", 2, "no name")]
    [InlineData("? [a]\n: b\n", 1, "cannot be the name")]
    [InlineData("x: \"\\q\"\n", 1, "escape")]
    [InlineData("x: \u0007\n", 1, "U+0007")]
    [InlineData("x: !!int a\n", 1, "not an integer")]
    [InlineData("x: !!binary =\n", 1, "base64")]
    [InlineData("%YAML 1.2\n---\na: 1\n", 1, "1.2")]
    [InlineData("a: &a [*a]\n", 1, "inside the value it refers to")]
    [InlineData("a:\n  <<: [1]\n", 2, "merged")]
    [InlineData("", 1, "no manifest")]
    [InlineData("# nothing\n", 1, "no manifest")]
    [InlineData("just text\n", 1, "A manifest is an object")]
    [InlineData("- a\n", 1, "A manifest is an object")]
    [InlineData("a: 1\n---\nb: 2\n", 3, "second manifest")]
    public void What_cannot_be_read_is_told_in_words_with_its_line(string text, int line, string words)
    {
        ManifestException problem = Assert.Throws<ManifestException>(() => YamlReader.Read(text));
        Assert.Contains(words, problem.Error.Message, StringComparison.Ordinal);
        Assert.Equal(line, problem.Error.Line);
        Assert.NotNull(problem.Error.Remedy);
        Assert.DoesNotContain("scalar", problem.Error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mapping", problem.Error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Half_of_a_character_is_refused_where_it_stands()
    {
        ManifestError error = Assert.Throws<ManifestException>(() => YamlReader.Read("a: 😀\nx: b\ud800c\n")).Error;
        Assert.Equal("Line 2, column 5: Half of a character stands here; the other half is missing. Remove it.", error.ToString());
        Assert.Equal(error, Assert.Throws<ManifestException>(() => JsonReader.Read("a: 😀\nx: b\ud800c\n")).Error);
    }

    [Theory]
    [InlineData("\ufeffa: 1\n")]
    [InlineData("a: 1\r\n")]
    [InlineData("---\na: 1\n---\n")]
    [InlineData("---\n---\na: 1\n...\n")]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\n\"a\":\n1\n}\n")]
    [InlineData("a:\t1\n")]
    public void Marks_line_breaks_and_empty_documents_do_not_matter(string text) =>
        Assert.Equal("a: 1\n", YamlWriter.Write(YamlReader.Read(text).Manifest));

    [Fact]
    public void Lines_that_end_with_cr_lf_give_the_same_tree()
    {
        const string Text = "a: |\n  x\n  y\nb: >-\n  p\n  q\nc:\n- d: 'e\n    f'\n";
        Assert.Equal(YamlWriter.Write(YamlReader.Read(Text).Manifest), YamlWriter.Write(YamlReader.Read(Text.Replace("\n", "\r\n", StringComparison.Ordinal)).Manifest));
    }

    [Fact]
    public void Of_a_key_given_twice_the_last_counts_and_a_warning_names_both_lines()
    {
        ManifestDocument document = YamlReader.Read("a: 1\nb: 2\na: 3\n");
        Assert.Equal("a: 3\nb: 2\n", YamlWriter.Write(document.Manifest));
        ManifestError warning = Assert.Single(document.Warnings);
        Assert.Equal((3, 1, 3, 2), (warning.Line, warning.Column, warning.EndLine, warning.EndColumn));
        Assert.Contains("line 1", warning.Message, StringComparison.Ordinal);
        Assert.Equal(3, document.Source.Find(ManifestPath.Parse("a")).Single().Value.Line);
    }

    [Fact]
    public void A_key_that_yaml_reads_as_a_boolean_is_warned_of()
    {
        ManifestDocument document = YamlReader.Read("on: 1\n\"y\": 2\ntrue: 3\n");
        Assert.Equal(["The key on is read as true.", "The key true is given twice; this one counts, not the one in line 1."], document.Warnings.Select(warning => warning.Message));
        Assert.Equal("true: 3\n\"y\": 2\n".Replace("true:", "\"true\":", StringComparison.Ordinal), YamlWriter.Write(document.Manifest));
    }

    [Theory]
    [InlineData("x: &a {b: 1, c: 2}\nz:\n  c: 3\n  <<: *a\n", "{\"c\":2,\"b\":1}", 1)]
    [InlineData("x: &a {b: 1, c: 2}\nz:\n  <<: *a\n  c: 3\n", "{\"b\":1,\"c\":3}", 0)]
    [InlineData("x: &a {b: 1}\nw: &d {b: 2, e: 3}\nz:\n  <<: [*a, *d]\n", "{\"b\":1,\"e\":3}", 0)]
    [InlineData("z:\n  <<: {b: 1}\n", "{\"b\":1}", 0)]
    [InlineData("z:\n  \"<<\": 1\n", "{\"\\u003C\\u003C\":1}", 0)]
    public void Merges_are_carried_out_as_kubectl_does(string text, string merged, int warnings)
    {
        ManifestDocument document = YamlReader.Read(text);
        Assert.Equal(merged, document.Manifest.Get(ManifestPath.Parse("z"))!.ToJsonString());
        Assert.Equal(warnings, document.Warnings.Length);
    }

    [Fact]
    public void A_name_marked_again_means_its_last_value()
    {
        ManifestDocument document = YamlReader.Read("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n");
        Assert.Equal("a: 1\nb: 1\nc:\n- 2\nd:\n- 2\n", YamlWriter.Write(document.Manifest));
    }

    [Theory]
    [InlineData("1: a", "1")]
    [InlineData("0x10: a", "16")]
    [InlineData("1.50: a", "1.5")]
    [InlineData("1e6: a", "1e+06")]
    [InlineData("1234567.0: a", "1.234567e+06")]
    [InlineData("0.00001: a", "1e-05")]
    [InlineData(".inf: a", ".inf")]
    [InlineData("no: a", "false")]
    [InlineData("'1': a", "1")]
    public void Keys_that_are_no_texts_become_texts_as_kubectl_makes_them(string text, string key) =>
        Assert.Equal(key, YamlReader.Read(text).Manifest.Root.Single().Key);

    [Theory]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!float 1", "1")]
    [InlineData("!!bool 'yes'", "true")]
    [InlineData("!!null ''", "null")]
    [InlineData("!!timestamp 2001-12-14", "\"2001-12-14\"")]
    [InlineData("!custom 12", "\"12\"")]
    [InlineData(".5_5", "0.55")]
    [InlineData("._5", "\"._5\"")]
    [InlineData("0b-11", "-3")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("+18446744073709551615", "18446744073709551615")]
    [InlineData("0xffffffffffffffffff", "\"0xffffffffffffffffff\"")]
    [InlineData("-00.50", "-0.50")]
    public void Types_and_odd_numbers_are_read_as_kubectl_does(string scalar, string json) =>
        Assert.Equal($"{{\n  \"a\": {json}\n}}\n", JsonWriter.Write(YamlReader.Read($"a: {scalar}\n").Manifest));
}
