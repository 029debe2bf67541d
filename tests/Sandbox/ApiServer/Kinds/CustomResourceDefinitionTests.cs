using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class CustomResourceDefinitionTests
{
    private static readonly IReadOnlyList<JsonObject> Shipped = CustomKinds.ReadShipped();
    private static readonly Lazy<JsonObject[]> Real = new(() => [.. SharedFiles.CustomResourceDefinitions.SelectMany(TestManifests.ReadFile)]);

    public static TheoryData<string> ComparedNames => [.. KubeStashKinds.All.Append(KubeStashKinds.AppBinding).Select(kind => kind.Id)];

    public static TheoryData<string> AllNames => [.. Shipped.Select(definition => definition.TextOrEmpty("metadata", "name"))];

    [Fact]
    public void Every_kind_of_the_issue_is_there()
    {
        string[] databases = ["mongodbs", "postgreses", "mysqls", "mariadbs", "redises", "elasticsearches"];
        IEnumerable<string> expected = KubeStashKinds.All.Append(KubeStashKinds.AppBinding).Select(kind => kind.Id)
            .Concat(databases.Select(plural => plural + ".kubedb.com"))
            .Append("volumesnapshots.snapshot.storage.k8s.io")
            .Append("volumesnapshotclasses.snapshot.storage.k8s.io");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Shipped.Select(definition => definition.TextOrEmpty("metadata", "name")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Names_agree_with_each_other(string name)
    {
        JsonNode spec = Find(name).At("spec")!;
        Assert.Equal(name, $"{spec.Text("names", "plural")}.{spec.Text("group")}");
        Assert.Equal(spec.TextOrEmpty("names", "kind").ToLowerInvariant(), spec.Text("names", "singular"));
        Assert.Equal(spec.Text("names", "kind") + "List", spec.Text("names", "listKind"));
        Assert.Single(spec.Objects("versions"));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Every_field_has_a_description_and_a_type(string name)
    {
        List<string> faults = [];
        Inspect("", SchemaOf(Find(name)), faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void Kinds_are_read_as_the_console_knows_them()
    {
        KindCatalog catalog = KindCatalog.CreateShipped(out _);
        Assert.All(KubeStashKinds.All.Append(KubeStashKinds.AppBinding), kind => Assert.Equal(kind, catalog.Find(kind.Group, kind.Version, kind.Plural)?.Resource));
    }

    [Theory]
    [MemberData(nameof(ComparedNames))]
    public void Schema_has_what_the_real_one_has(string name)
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        Assert.Empty(SchemaComparison.Compare(SchemaOf(FindReal(name)), SchemaOf(Find(name))));
    }

    [Theory]
    [MemberData(nameof(ComparedNames))]
    public void Names_columns_and_subresources_equal_the_real_ones(string name)
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        JsonNode real = FindReal(name).At("spec")!;
        JsonNode ours = Find(name).At("spec")!;
        Assert.Equal(real.At("names")!.ToJsonString(), Ordered(ours.At("names")!, real.At("names")!).ToJsonString());
        Assert.Equal(real.Text("scope"), ours.Text("scope"));
        JsonObject realVersion = real.Objects("versions").Single();
        JsonObject ourVersion = ours.Objects("versions").Single();
        Assert.True(JsonNode.DeepEquals(realVersion.At("additionalPrinterColumns"), ourVersion.At("additionalPrinterColumns")));
        Assert.True(JsonNode.DeepEquals(realVersion.At("subresources"), ourVersion.At("subresources")));
    }

    private static JsonObject Find(string name) => Shipped.Single(definition => definition.Text("metadata", "name") == name);

    private static JsonObject FindReal(string name) => Real.Value.Single(definition => definition.Text("metadata", "name") == name);

    private static JsonObject SchemaOf(JsonObject definition) => (JsonObject)definition.Objects("spec", "versions").Single().At("schema", "openAPIV3Schema")!;

    private static JsonObject Ordered(JsonNode node, JsonNode order) =>
        new(((JsonObject)node).OrderBy(entry => ((JsonObject)order).IndexOf(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    private static void Inspect(string path, JsonObject schema, List<string> faults)
    {
        if (schema.At("type") is null && !schema.IsTrue("x-kubernetes-int-or-string"))
        {
            faults.Add($"{path}: no type");
        }

        faults.AddRange(schema.Where(entry => entry.Key.StartsWith('$') || entry.Key.StartsWith("x-kubernetes-patch", StringComparison.Ordinal)).Select(entry => $"{path}: {entry.Key} is left"));
        foreach ((string name, JsonNode? property) in schema.At("properties") as JsonObject ?? [])
        {
            string below = $"{path}.{name}";
            string description = property.TextOrEmpty("description");
            if (!description.EndsWith('.') || description.Length < 5)
            {
                faults.Add($"{below}: no sentence as description");
            }

            Inspect(below, (JsonObject)property!, faults);
        }

        foreach (string inner in new[] { "items", "additionalProperties" })
        {
            if (schema.At(inner) is JsonObject innerSchema)
            {
                Inspect(path + "[]", innerSchema, faults);
            }
        }
    }
}
