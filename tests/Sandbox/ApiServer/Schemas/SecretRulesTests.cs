using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public sealed class SecretRulesTests
{
    [Theory]
    [InlineData("""{"data":{"A KEY":""}}""", "data[A KEY]")]
    [InlineData("""{"data":{"a/b":""}}""", "data[a/b]")]
    [InlineData("""{"type":"kubernetes.io/tls","data":{"tls.key":""}}""", "data[tls.crt]")]
    [InlineData("""{"type":"kubernetes.io/dockerconfigjson"}""", "data[.dockerconfigjson]")]
    public void A_wrong_or_missing_key_is_named(string secret, string field)
    {
        WriteRefusedException refusal = Assert.Throws<WriteRefusedException>(() => SecretRules.Check(JsonNode.Parse(secret)!.AsObject()));

        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Opaque","data":{"RESTIC_PASSWORD":"","a.b-c":""}}""")]
    [InlineData("""{"type":"kubernetes.io/tls","data":{"tls.key":"","tls.crt":""}}""")]
    [InlineData("{}")]
    public void Other_Secrets_pass(string secret) => SecretRules.Check(JsonNode.Parse(secret)!.AsObject());
}
