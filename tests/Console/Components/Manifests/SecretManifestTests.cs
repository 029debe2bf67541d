using System.Text.Json.Nodes;
using BackupConsole.Components.Manifests;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Tests.Components.Manifests;

/// <summary>Placeholders in the place of values, and what may be kept of a Secret.</summary>
public sealed class SecretManifestTests
{
    private static readonly Dictionary<string, string> Typed = new() { ["A"] = "typed-a", ["B"] = "typed-b" };

    [Fact]
    public void Values_are_put_in_where_their_placeholder_stands_and_nowhere_else()
    {
        Manifest filled = SecretManifest.Fill(
            Of($$"""{"kind":"Secret","stringData":{"A":"{{SecretManifest.Placeholder}}","B":"own","C":"{{SecretManifest.Placeholder}}"},"data":{"B":"{{SecretManifest.Placeholder}}"} }"""), Typed);

        Assert.Equal("typed-a", filled.Text(SecretManifest.ValueOf("A")));
        Assert.Equal("own", filled.Text(SecretManifest.ValueOf("B")));
        Assert.Equal(SecretManifest.Placeholder, filled.Text(SecretManifest.ValueOf("C")));
        Assert.Equal("dHlwZWQtYg==", filled.Text(ManifestPath.Parse("data.B")));
    }

    [Fact]
    public void What_nothing_was_typed_for_is_told()
    {
        Manifest manifest = Of($$"""{"stringData":{"A":"{{SecretManifest.Placeholder}}","C":"{{SecretManifest.Placeholder}}"} }""");

        Assert.Equal(["stringData.C"], SecretManifest.Unfilled(manifest, Typed).Select(path => path.ToString()));
    }

    [Fact]
    public void What_is_kept_has_no_values_and_no_field_one_may_have_slipped_into()
    {
        Manifest kept = SecretManifest.WithoutValues(Of("""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","annotations":{"a":"b","kubectl.kubernetes.io/last-applied-configuration":"canary"}},"type":"Opaque",
             "data":{"A":"canary"},"stringData":"canary","KEY":"canary","spec":{"stringData":{"A":"canary"}}}
            """));

        Assert.DoesNotContain("canary", kept.Root.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("b", kept.Text(ManifestPath.Parse("metadata.annotations.a")));
        Assert.Equal(SecretManifest.Placeholder, kept.Text(ManifestPath.Parse("data.A")));
    }

    [Fact]
    public void Texts_are_stored_as_bytes_and_win_over_bytes_of_the_same_key()
    {
        Manifest stored = SecretManifest.AsStored(Of("""{"kind":"Secret","data":{"A":"eA==","B":"eQ=="},"stringData":{"A":"hello"}}"""));

        Assert.Equal("""{"kind":"Secret","data":{"A":"aGVsbG8=","B":"eQ=="}}""", stored.Root.ToJsonString());
    }

    [Fact]
    public void Words_lose_every_value_and_every_part_of_a_key_file()
    {
        Dictionary<string, string> typed = new() { ["KEY"] = """{"private_key":"MIIabcdefg","x":"1"}""" };

        Assert.Equal("not  …, nor … or …", SecretManifest.Hide("not  typed!, nor MIIabcdefg or own-value", Of("""{"stringData":{"A":"typed!","B":"own-value"}}"""), typed));
    }

    [Theory]
    [InlineData("kind: Secret\nstringData: {", true)]
    [InlineData("{\"kind\": \"Secret\", ", true)]
    [InlineData("kind: BackupStorage\nspec: {storage: {azure: {secretName: secret", false)]
    public void A_text_says_whether_it_is_one_of_a_Secret(string text, bool isOne) => Assert.Equal(isOne, SecretManifest.IsText(text));

    private static Manifest Of(string json) => new(JsonNode.Parse(json)!.AsObject());
}
