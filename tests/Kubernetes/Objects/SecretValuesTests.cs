using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Objects;

public class SecretValuesTests
{
    [Fact]
    public void Keys_stay_and_values_go_also_from_what_kubectl_remembers()
    {
        JsonObject secret = JsonNode.Parse("""
            { "kind": "Secret", "metadata": { "name": "cred", "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "canary", "team": "shop" } },
              "type": "Opaque", "data": { "A": "canary", "B": { "odd": "canary" } }, "stringData": { "C": "canary" } }
            """)!.AsObject();

        SecretValues.Remove(secret);

        Assert.DoesNotContain("canary", secret.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["A", "B"], secret["data"]!.AsObject().Select(value => value.Key));
        Assert.Equal("shop", secret["metadata"]!["annotations"]!["team"]!.GetValue<string>());
        Assert.Equal("Opaque", secret["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "data": "canary" }""")]
    [InlineData("""{ "data": ["canary"], "metadata": "odd" }""")]
    [InlineData("""{ "metadata": { "annotations": "odd" } }""")]
    [InlineData("{}")]
    public void Odd_shapes_show_nothing_either(string json)
    {
        JsonObject secret = JsonNode.Parse(json)!.AsObject();

        SecretValues.Remove(secret);

        Assert.DoesNotContain("canary", secret.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_core_Secrets_are_meant()
    {
        Assert.True(SecretValues.Has(BuiltInKinds.Secret));
        Assert.False(SecretValues.Has(new ResourceKind("example.com", "v1", "secrets", "Secret", true)));
        Assert.False(SecretValues.Has(BuiltInKinds.Pod));
    }
}
