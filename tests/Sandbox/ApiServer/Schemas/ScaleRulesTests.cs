using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public sealed class ScaleRulesTests
{
    [Theory]
    [InlineData("""{"spec":{"size":3}}""", null)]
    [InlineData("""{"spec":{}}""", null)]
    [InlineData("""{"spec":null}""", null)]
    [InlineData("""{"spec":{"size":-1}}""", "Invalid value: -1: should be a non-negative integer")]
    [InlineData("""{"spec":{"size":99999999999}}""", "Invalid value: 99999999999: should be less than or equal to 2147483647")]
    [InlineData("""{"spec":{"size":"x"}}""", "Invalid value: 0: .spec.size accessor error: x is of the type string, expected int64")]
    [InlineData("""{"spec":{"size":{"a":[1]}}}""", "Invalid value: 0: .spec.size accessor error: map[a:[1]] is of the type map[string]interface {}, expected int64")]
    [InlineData("""{"spec":{"size":null}}""", "Invalid value: 0: .spec.size accessor error: <nil> is of the type <nil>, expected int64")]
    public void A_number_of_replicas_is_one_there_can_be(string value, string? message)
    {
        FieldError[] errors = [.. ScaleRules.Find([".spec.size", ".status.size"], JsonNode.Parse(value)!.AsObject())];
        Assert.Equal(message, errors.SingleOrDefault()?.Message);
        Assert.All(errors, error => Assert.Equal(("FieldValueInvalid", ".spec.size"), (error.Reason, error.Field)));
    }
}
