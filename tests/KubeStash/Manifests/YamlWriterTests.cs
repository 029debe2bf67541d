using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class YamlWriterTests
{
    [Fact]
    public void Manifests_look_as_kubectl_prints_them()
    {
        const string Text = """
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupConfiguration
            metadata:
              name: sample
              labels: {}
            spec:
              sessions:
              - name: frequent
                scheduler:
                  schedule: '*/5 * * * *'
                tasks:
                - - a
                  - b
                - []
                paused: false
              script: |
                set -e

                echo done
              note: |-
                two
                lines
              empty: ""
              none: null

            """;
        Assert.Equal(Text.Replace("'*/5 * * * *'", "\"*/5 * * * *\"", StringComparison.Ordinal), YamlWriter.Write(YamlReader.Read(Text).Manifest));
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("--flag=x", "--flag=x")]
    [InlineData("a:b", "a:b")]
    [InlineData("100m", "100m")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("0 2 * * *", "0 2 * * *")]
    [InlineData("日本語 😀", "日本語 😀")]
    [InlineData("it's", "it's")]
    [InlineData("on", "\"on\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("0644", "\"0644\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("0o8", "\"0o8\"")]
    [InlineData("=", "\"=\"")]
    [InlineData("<<", "\"<<\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2001-12-14", "\"2001-12-14\"")]
    [InlineData("", "\"\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("a ", "\"a \"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a #b", "\"a #b\"")]
    [InlineData("\"a\": \\b", "'\"a\": \\b'")]
    [InlineData("tab\there", "\"tab\\there\"")]
    [InlineData("bell\u0007", "\"bell\\u0007\"")]
    [InlineData("\ufeff", "\"\\ufeff\"")]
    public void Texts_are_quoted_only_where_needed(string text, string written) =>
        Assert.Equal($"a: {written}\n", YamlWriter.Write(new Manifest(new JsonObject { ["a"] = text })));

    [Fact]
    public void Half_of_a_character_becomes_the_sign_for_what_cannot_be_shown()
    {
        Assert.Equal("a: \"x\ufffdy\"\n", Written("x\ud800y"));
        Assert.Equal("a: \"\ufffd\\n😀\"\n", Written("\udc00\n😀"));
    }

    [Fact]
    public void Long_lines_are_not_folded()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 2000));
        Assert.Equal($"a: {text}\n", YamlWriter.Write(new Manifest(new JsonObject { ["a"] = text })));
    }

    [Fact]
    public void A_block_keeps_the_number_of_line_breaks_at_its_end()
    {
        Assert.Equal("a: |-\n  x\n  y\n", Written("x\ny"));
        Assert.Equal("a: |\n  x\n  y\n", Written("x\ny\n"));
        Assert.Equal("a: |+\n  x\n  y\n\n", Written("x\ny\n\n"));
        Assert.Equal("a: \" x\\ny\"\n", Written(" x\ny"));
        Assert.Equal("a: \"x\\n \\ny\"\n", Written("x\n \ny"));
    }

    [Fact]
    public void Several_manifests_become_documents()
    {
        string text = YamlWriter.WriteAll([new Manifest("v1", "A"), new Manifest("v1", "B")]);
        Assert.Equal("apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\n", text);
        Assert.Equal(["A", "B"], YamlReader.ReadAll(text).Select(document => document.Manifest.Kind));
    }

    [Fact]
    public void What_no_server_can_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => YamlWriter.Write(new Manifest(new JsonObject { ["a"] = JsonNode.Parse("1e400") })));
        Assert.Throws<ArgumentException>(() => YamlWriter.Write(new Manifest(new JsonObject { ["a"] = double.NaN })));
        JsonObject root = [];
        JsonObject inner = root;
        for (int i = 0; i < ManifestLimits.DeepestAllowed + 1; i++)
        {
            JsonObject next = [];
            inner["a"] = next;
            inner = next;
        }

        inner["a"] = 1;
        Assert.Throws<ArgumentException>(() => YamlWriter.Write(new Manifest(root)));
        Assert.Throws<ArgumentException>(() => JsonWriter.Write(new Manifest(root)));
    }

    private static string Written(string text) => YamlWriter.Write(new Manifest(new JsonObject { ["a"] = text }));
}
