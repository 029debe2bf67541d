using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Manifests;

public sealed class RoundTripTests
{
    private static readonly Config ManyTrees = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void A_tree_written_as_yaml_is_read_back_as_the_same_text_for_text_and_digit_for_digit() =>
        Check.One(ManyTrees, Prop.ForAll(Trees.Any, tree => Exact(ReadYaml(YamlWriter.Write(tree))) == Exact(tree)));

    [Fact]
    public void A_tree_written_as_json_is_read_back_as_the_same_text_for_text_and_digit_for_digit() =>
        Check.One(ManyTrees, Prop.ForAll(Trees.Any, tree => Exact(ReadJson(JsonWriter.Write(tree))) == Exact(tree)));

    [Fact]
    public void Json_is_yaml_too() =>
        Check.One(ManyTrees, Prop.ForAll(Trees.Any, tree => Exact(ReadYaml(JsonWriter.Write(tree))) == Exact(tree)));

    [Fact]
    public void Writing_what_was_read_changes_no_letter() =>
        Check.One(ManyTrees, Prop.ForAll(Trees.Any, tree =>
        {
            string yaml = YamlWriter.Write(tree);
            return YamlWriter.Write(ReadYaml(yaml)) == yaml;
        }));

    [Fact]
    public void Every_nasty_text_survives_as_value_key_and_item()
    {
        foreach (string text in Trees.NastyTexts)
        {
            JsonObject tree = new() { ["value"] = text, [text + "x"] = "key", [text] = new JsonObject { [text] = text }, ["items"] = new JsonArray(text, new JsonArray(text), new JsonObject { [text] = text }) };
            Assert.Equal(Exact(tree), Exact(ReadYaml(YamlWriter.Write(tree))));
            Assert.Equal(Exact(tree), Exact(ReadJson(JsonWriter.Write(tree))));
        }
    }

    [Theory]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1.10")]
    [InlineData("1e21")]
    [InlineData("-0")]
    [InlineData("0.1000000000000000055511151231257827")]
    public void Numbers_keep_their_digits_from_json_to_yaml_and_back(string number)
    {
        ManifestDocument json = JsonReader.Read($"{{\"size\": {number}}}");
        string yaml = YamlWriter.Write(json.Manifest);
        Assert.Equal($"size: {number}\n", yaml);
        Assert.Equal($"{{\n  \"size\": {number}\n}}\n", JsonWriter.Write(YamlReader.Read(yaml).Manifest));
    }

    /// <summary>The tree as text that shows the order of keys and the digits of numbers.</summary>
    private static string Exact(JsonNode? tree) => JsonWriter.Write(tree);

    private static JsonNode? ReadYaml(string text) => YamlReader.Documents(text, ManifestLimits.Default).Single().Node;

    private static JsonNode? ReadJson(string text) => JsonReader.ReadTree(text, ManifestLimits.Default).Node;
}
