using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public class SchemaPropertyTests
{
    [Fact]
    public void Pruning_twice_is_pruning_once_and_leaves_nothing_unknown() => JsonSamples.ForAll(random =>
    {
        JsonObject value = JsonSamples.Widget(random);
        IReadOnlyList<string> unknown = Pruner.FindUnknown(SchemaTestData.Widget.Complete, value);
        IReadOnlyList<string> removed = Pruner.Prune(SchemaTestData.Widget.Complete, value);
        string once = value.ToJsonString();

        Assert.Equal(unknown, removed);
        Assert.Empty(Pruner.Prune(SchemaTestData.Widget.Complete, value));
        Assert.Equal(once, value.ToJsonString());
    });

    [Fact]
    public void Defaulting_twice_is_defaulting_once() => JsonSamples.ForAll(random =>
    {
        JsonObject value = JsonSamples.Widget(random);
        Defaulter.Apply(SchemaTestData.Widget.Declared, value);
        string once = value.ToJsonString();
        Defaulter.Apply(SchemaTestData.Widget.Declared, value);

        Assert.Equal(once, value.ToJsonString());
    });

    [Fact]
    public void Any_object_is_decoded_and_judged_without_an_exception_other_than_a_refusal() => JsonSamples.ForAll(random =>
    {
        ObjectWriter writer = new(SchemaTestData.Widget);
        JsonObject value = random.Next(3) == 0 ? JsonSamples.Object(random) : JsonSamples.Widget(random);
        if (random.Next(4) == 0)
        {
            value["metadata"] = JsonSamples.Any(random);
        }

        try
        {
            writer.Decode(value, (FieldValidation)random.Next(3), []);
            writer.FindFaults(value);
            writer.ValidateCreate(value);
        }
        catch (WriteRefusedException refused)
        {
            Assert.NotEmpty(refused.ToStatus()["message"]!.GetValue<string>());
        }
    });

    [Fact]
    public void Equal_values_have_equal_canonical_texts() => JsonSamples.ForAll(random =>
    {
        JsonNode? value = JsonSamples.Any(random);
        JsonNode? other = JsonSamples.Any(random);

        Assert.Equal(JsonTypes.Equal(value, other), CanonicalJson.Of(value) == CanonicalJson.Of(other));
        Assert.True(JsonTypes.Equal(value, JsonBodyReader.Read(System.Text.Encoding.UTF8.GetBytes(CanonicalJson.Of(value))).Value));
    });
}
