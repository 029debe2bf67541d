using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class SchemaComparisonTests
{
    private static readonly JsonObject Real = TestManifests.Read("""
        type: object
        required: [size]
        properties:
          size: {type: integer, format: int32, default: 1}
          mode: {type: string, enum: [A, B]}
          names: {type: array, items: {type: string}}
          affinity: {type: object, properties: {node: {type: object}}}
          gone: {type: object}
        """);

    [Fact]
    public void Equal_schemas_have_no_difference() => Assert.Empty(SchemaComparison.Compare(Real, Real));

    [Fact]
    public void Every_sort_of_difference_is_found()
    {
        JsonObject ours = TestManifests.Read("""
            type: object
            x-kubernetes-preserve-unknown-fields: true
            properties:
              size: {type: integer, format: int64}
              mode: {type: string, enum: [A]}
              names: {type: array, items: {type: integer}}
              affinity: {type: object, x-kubernetes-preserve-unknown-fields: true}
              more: {type: string}
            """);
        Assert.Equal(
            [": keeps unknown fields, which the real one drops", ": required is [] instead of [size]"],
            SchemaComparison.Compare(Real, ours));
        ours.Remove("x-kubernetes-preserve-unknown-fields");
        Assert.Equal(
            [
                ": required is [] instead of [size]",
                ".size: format is \"int64\" instead of \"int32\"",
                ".size: default is absent instead of 1",
                ".mode: enum is [A] instead of [A,B]",
                ".names[]: type is \"integer\" instead of \"string\"",
                ".affinity: keeps unknown fields, which the real one drops",
                ".gone: missing",
                ".more: the real one has no such field",
            ],
            SchemaComparison.Compare(Real, ours));
    }
}
