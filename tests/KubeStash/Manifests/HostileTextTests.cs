using BackupConsole.KubeStash.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Manifests;

/// <summary>No text may cost more than the limits allow, or make a reader throw anything but its documented error.</summary>
public sealed class HostileTextTests
{
    private const string Sample = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata:
          name: sample  # comment
          labels: {app: "x y", 'tier': back}
        spec:
          target: &t
            apiGroup: apps
          sessions:
          - name: frequent-backup
            scheduler:
              schedule: "*/5 * * * *"
            addon:
              <<: *t
              tasks:
              - params: [a, b, {c: "d\u00e9"}]
            script: |
              set -e

              echo "x: y"
            text: >-
              folded
              text
        ? complex
        : - 1
          - - 2

        """;

    private static readonly string[] Pieces =
    [
        ":", ": ", "- ", "\n", "\n  ", "  ", "\t", "#", " #", "{", "}", "[", "]", ",", "&a ", "*a", "&t ", "*t", "!", "!!str ", "!!int ", "|", ">", "|-\n", "|2", "'", "\"", "\\", "?", "? ", "<<: ",
        "<<: *t\n", "%", "%YAML 1.1\n", "%TAG ! x\n", "@", "`", "---\n", "...\n", "\r\n", "\r", "~", "1", "é", "😀", "\u0085", "\u2028", "\ufeff", "\u0000", "\ud800", "&", "*", "!<", "\\x", "\\u12", "\\U99999999", "%YAML 99999999999.1\n---\n",
    ];

    [Fact]
    public void A_small_text_of_aliases_of_aliases_is_refused()
    {
        string text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 9).Select(name =>
            $"{(char)name}: &{(char)name} [{string.Join(',', Enumerable.Repeat("*" + (char)(name - 1), 6))}]\n"));
        Assert.True(text.Length < 300, "This is about texts that are small before their aliases are written out.");
        AssertRefused(text, "aliases written out");
        AssertRefused("a: &a\n  k: v\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"b{i}: &{(char)('a' + i % 2)} {{x: *{(char)('a' + (i + 1) % 2)}, y: *{(char)('a' + (i + 1) % 2)}}}\n")), "aliases written out");
    }

    [Fact]
    public void Copies_of_a_long_text_are_counted_by_their_length()
    {
        string text = $"a: &a {new string('x', 1_000_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 1000))}]\n";
        AssertRefused(text, "aliases written out");
    }

    [Fact]
    public void Merges_of_merges_are_counted() =>
        AssertRefused(
            "l0: &l0 {" + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: v")) + "}\n"
            + string.Concat(Enumerable.Range(1, 400).Select(i => $"l{i}: &l{i}\n  <<: *l{i - 1}\n")),
            "aliases written out");

    [Fact]
    public void A_text_of_ten_megabytes_is_refused_before_it_is_read()
    {
        string text = new('[', 10_000_000);
        AssertRefused(text, "characters");
        Assert.Contains("characters", Assert.Throws<ManifestException>(() => JsonReader.Read(text)).Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("[", "]")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    [InlineData("{a: ", "}")]
    public void Deep_nesting_is_refused_without_exhausting_the_stack(string open, string close)
    {
        string text = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        AssertRefused(text, "inside each other");
        if (open[0] is '[' || open.StartsWith("{\"", StringComparison.Ordinal))
        {
            Assert.Contains("inside each other", Assert.Throws<ManifestException>(() => JsonReader.Read(text)).Error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nesting_by_aliases_counts_as_nesting() =>
        AssertRefused("a0: &a0 [1]\n" + string.Concat(Enumerable.Range(1, 120).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")), "inside each other");

    [Fact]
    public void Depth_and_number_of_values_are_allowed_up_to_their_limits()
    {
        ManifestLimits limits = new() { MaxDepth = 5, MaxNodes = 6, MaxCharacters = 40 };
        Assert.NotNull(YamlReader.Read("a: {b: {c: {d: {}}}}", limits with { MaxNodes = 20 }));
        Assert.NotNull(JsonReader.Read("{\"a\": {\"b\": {\"c\": {\"d\": {}}}}}", limits));
        Assert.Throws<ManifestException>(() => YamlReader.Read("a: {b: {c: {d: {e: {}}}}}", limits with { MaxNodes = 20 }));
        Assert.Throws<ManifestException>(() => JsonReader.Read("{\"a\": {\"b\": {\"c\": {\"d\": [[]]}}}}", limits));
        Assert.NotNull(JsonReader.Read("{\"a\": [1, 2, 3, 4]}", limits));
        Assert.Throws<ManifestException>(() => JsonReader.Read("{\"a\": [1, 2, 3, 4, 5]}", limits));
        Assert.Throws<ManifestException>(() => YamlReader.Read("a: [1, 2, 3, 4, 5]", limits));
        Assert.NotNull(YamlReader.Read("{a: 1, b: 2, c: 3, d: 4, e: 5}", limits));
        Assert.Throws<ManifestException>(() => YamlReader.Read("{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}", limits));
        Assert.NotNull(YamlReader.Read("a: " + new string('x', 37), limits));
        Assert.Throws<ManifestException>(() => YamlReader.Read("a: " + new string('x', 38), limits));
    }

    [Fact]
    public void Damaged_yaml_gives_a_tree_or_the_documented_error()
    {
        Arbitrary<string> damaged = Arb.From(
            from cuts in Gen.Choose(1, 4)
            from places in Gen.Choose(0, Sample.Length).ArrayOf(cuts)
            from pieces in Gen.Elements(Pieces).ArrayOf(cuts)
            from lengths in Gen.Choose(0, 4).ArrayOf(cuts)
            from start in Gen.Choose(0, Sample.Length)
            from whole in Gen.Elements(true, false)
            select Damage(whole ? Sample : Sample[start..], places, pieces, lengths));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(damaged, text =>
        {
            ReadOrRefuse(() => YamlReader.ReadAll(text), text);
            ReadOrRefuse(() => JsonReader.Read(text), text);
        }));
    }

    [Fact]
    public void Texts_of_signs_alone_give_a_tree_or_the_documented_error()
    {
        Arbitrary<string> signs = Arb.From(Gen.Elements(Pieces).ArrayOf().Select(string.Concat));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(signs, text => ReadOrRefuse(() => YamlReader.ReadAll(text), text)));
    }

    [Fact]
    public void Damaged_json_gives_a_tree_or_the_documented_error()
    {
        string sample = JsonWriter.Write(YamlReader.Read(Sample).Manifest);
        Arbitrary<string> damaged = Arb.From(
            from place in Gen.Choose(0, sample.Length)
            from piece in Gen.Elements(Pieces)
            from length in Gen.Choose(0, 4)
            select Damage(sample, [place], [piece], [length]));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(damaged, text => ReadOrRefuse(() => JsonReader.Read(text), text)));
    }

    private static string Damage(string text, int[] places, string[] pieces, int[] lengths)
    {
        for (int i = 0; i < places.Length; i++)
        {
            int at = Math.Min(places[i], text.Length);
            text = text.Remove(at, Math.Min(lengths[i], text.Length - at)).Insert(at, pieces[i]);
        }

        return text;
    }

    private static void ReadOrRefuse(Func<object> read, string text)
    {
        try
        {
            read();
        }
        catch (ManifestException problem)
        {
            Assert.InRange(problem.Error.Line, 1, text.Length + 1);
            Assert.True((problem.Error.EndLine, problem.Error.EndColumn).CompareTo((problem.Error.Line, problem.Error.Column)) >= 0);
            Assert.NotEmpty(problem.Error.Message);
        }
    }

    private static void AssertRefused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ManifestException>(() => YamlReader.Read(text)).Error.Message, StringComparison.Ordinal);
}
