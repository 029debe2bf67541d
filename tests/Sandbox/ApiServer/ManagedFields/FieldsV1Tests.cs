using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.ManagedFields;

public class FieldsV1Tests
{
    private const string Sample =
        """{"f:metadata":{"f:finalizers":{".":{},"v:\"a/b\"":{}},"f:labels":{".":{},"f:a":{}}},"f:spec":{".":{},"f:parts":{"k:{\"name\":\"a\",\"zone\":\"z\"}":{".":{},"f:name":{}}},"f:x":{"i:0":{}}}}""";

    [Fact]
    public void A_set_is_read_and_written_alike()
    {
        FieldSet set = FieldsV1.Parse(JsonNode.Parse(Sample))!;

        Assert.Equal(Sample, FieldsV1.Print(set).ToJsonString(CanonicalJson.Plain));
    }

    [Fact]
    public void Paths_read_as_messages_name_them()
    {
        string[] paths = [.. FieldsV1.Parse(JsonNode.Parse(Sample))!.Paths().Select(path => string.Concat(path))];

        Assert.Equal(
            [
                ".spec", ".metadata.finalizers", ".metadata.labels", ".metadata.finalizers[=\"a/b\"]", ".metadata.labels.a",
                ".spec.parts[name=\"a\",zone=\"z\"]", ".spec.parts[name=\"a\",zone=\"z\"].name", ".spec.x[0]",
            ],
            paths);
    }

    [Theory]
    [InlineData("""{"x":{}}""")]
    [InlineData("""{"q:x":{}}""")]
    [InlineData("""{"f:x":1}""")]
    [InlineData("""{"k:[1]":{}}""")]
    [InlineData("""{"k:{":{}}""")]
    [InlineData("""{"i:a":{}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_not_in_the_notation_is_not_read(string text)
    {
        Assert.Null(FieldsV1.Parse(JsonNode.Parse(text)));
    }

    [Fact]
    public void Keys_spelled_differently_are_one()
    {
        FieldSet set = FieldsV1.Parse(JsonNode.Parse("""{"f:a":{"k:{ \"b\": 1, \"a\": \"x\" }":{},"k:{\"a\":\"x\",\"b\":1}":{}}}"""))!;

        Assert.Single(set.Paths());
    }

    [Fact]
    public void Random_sets_survive_writing_and_reading() => JsonSamples.ForAll(random =>
    {
        FieldSet set = FieldSets.Of(SchemaTestData.Widget.Complete, JsonSamples.Widget(random));

        Assert.True(set.SetEquals(FieldsV1.Parse(FieldsV1.Print(set))!));
    });

    [Fact]
    public void Set_operations_obey_their_laws() => JsonSamples.ForAll(random =>
    {
        FieldSet a = FieldSets.Of(SchemaTestData.Widget.Complete, JsonSamples.Widget(random));
        FieldSet b = FieldSets.Of(SchemaTestData.Widget.Complete, JsonSamples.Widget(random));

        Assert.True(a.Union(b).SetEquals(b.Union(a)));
        Assert.True(a.Union(a).SetEquals(a));
        Assert.True(a.Difference(b).Intersection(b).IsEmpty);
        Assert.True(a.Difference(b).Union(a.Intersection(b)).SetEquals(a));
        Assert.True(a.Difference(a).IsEmpty);
        Assert.True(a.WithoutSubtrees(b).Difference(a).IsEmpty);
    });

    [Fact]
    public void An_object_differs_from_itself_in_nothing_and_from_another_in_both_directions() => JsonSamples.ForAll(random =>
    {
        JsonObject a = JsonSamples.TypedWidget(random);
        JsonObject b = JsonSamples.TypedWidget(random);
        FieldComparison there = FieldSets.Compare(SchemaTestData.Widget.Complete, a, b);
        FieldComparison back = FieldSets.Compare(SchemaTestData.Widget.Complete, b, a);

        Assert.True(FieldSets.Compare(SchemaTestData.Widget.Complete, a, a).IsSame);
        Assert.True(there.Added.SetEquals(back.Removed));
        Assert.True(there.Removed.SetEquals(back.Added));
        Assert.True(there.Modified.SetEquals(back.Modified));
    });
}
