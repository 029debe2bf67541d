using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("{\n  \"a\": 1,\n}", 3, 1, "comma stands before }")]
    [InlineData("{\"a\": [1,]}", 1, 10, "comma stands before ]")]
    [InlineData("{\n  // no\n}", 2, 3, "no comments")]
    [InlineData("{ /* no */ }", 1, 3, "no comments")]
    [InlineData("{\"a\": 1} # no", 1, 10, "no comments")]
    [InlineData("{'a': 1}", 1, 2, "double quotes")]
    [InlineData("{a: 1}", 1, 2, "without quotes")]
    [InlineData("{\"é😀\": x}", 1, 9, "without quotes")]
    [InlineData("{\"a\": 01}", 1, 8, "number")]
    [InlineData("{\"a\": +1}", 1, 7, "number")]
    [InlineData("{\"a\": 1", 1, 8, "ends before")]
    [InlineData("{\"a\": 1,", 1, 9, "ends after a comma")]
    [InlineData("{\"a\": \"b", 1, 9, "ends before")]
    [InlineData("{\"a\": \"b\nc\"}", 1, 9, "line break")]
    [InlineData("{\"a\": \"\\x\"}", 1, 9, "escape")]
    [InlineData("{\"a\": \"\\u12g4\"}", 1, 12, "escape")]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7, "half of a character")]
    [InlineData("{\"a\": 1 \"b\": 2}", 1, 9, "comma or colon is missing")]
    [InlineData("{\"a\": 1}}", 1, 9, "closes nothing")]
    [InlineData("{\"a\": 1e400}", 1, 7, "too big")]
    [InlineData("", 1, 1, "no manifest")]
    [InlineData(" \n", 1, 1, "no manifest")]
    [InlineData("[]", 1, 1, "A manifest is an object")]
    [InlineData("null", 1, 1, "A manifest is an object")]
    public void What_is_no_json_is_told_in_words_with_its_place(string text, int line, int column, string words)
    {
        ManifestException problem = Assert.Throws<ManifestException>(() => JsonReader.Read(text));
        Assert.Contains(words, problem.Error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Error.Line, problem.Error.Column));
        Assert.NotNull(problem.Error.Remedy);
    }

    [Fact]
    public void Of_a_key_given_twice_the_last_counts_and_a_warning_names_both_lines()
    {
        ManifestDocument document = JsonReader.Read("{\n\"a\": 1,\n\"b\": 2,\n\"a\": [3]}");
        Assert.Equal("a:\n- 3\nb: 2\n", YamlWriter.Write(document.Manifest));
        ManifestError warning = Assert.Single(document.Warnings);
        Assert.Equal((4, 1), (warning.Line, warning.Column));
        Assert.Contains("line 2", warning.Message, StringComparison.Ordinal);
        Assert.Equal(4, document.Source.Find(ManifestPath.Parse("a[0]")).Single().Value.Line);
    }

    [Fact]
    public void Json_is_written_indented_by_two_with_what_can_be_seen_as_it_is()
    {
        ManifestDocument document = JsonReader.Read("\ufeff{\"a\":\"é😀 <b>&'\\u0007\\u2028\",\"o\":{},\"l\":[],\"n\":[1.10,{\"x\":null}]}");
        Assert.Equal(
            """
            {
              "a": "é😀 <b>&'\u0007\u2028",
              "o": {},
              "l": [],
              "n": [
                1.10,
                {
                  "x": null
                }
              ]
            }

            """,
            JsonWriter.Write(document.Manifest));
    }
}
