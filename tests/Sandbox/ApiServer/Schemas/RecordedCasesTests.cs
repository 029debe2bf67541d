using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

public class RecordedCasesTests
{
    [Fact]
    public void Widgets_are_stored_and_refused_as_a_real_server_did()
    {
        string[] differences = [.. RecordedCases.Differences(SchemaTestData.Read("widget-cases.json"), _ => SchemaTestData.Widget)];

        Assert.True(differences.Length == 0, string.Join("\n", differences));
    }

    [Fact]
    public void KubeStash_objects_are_stored_and_refused_as_a_real_server_did()
    {
        IReadOnlyList<JsonObject> crds = SchemaTestData.Crds();
        Assert.SkipWhen(crds.Count == 0, $"{SchemaTestData.CrdFolderVariable} names no folder with the KubeStash CRDs");
        SchemaSet set = new();
        foreach (JsonObject crd in crds)
        {
            set.AddCrd(crd);
        }

        string[] differences = [.. RecordedCases.Differences(SchemaTestData.Read("kubestash-cases.json"), value =>
        {
            string[] version = value["apiVersion"]!.GetValue<string>().Split('/');
            return set.Find(version[0], version[1], value["kind"]!.GetValue<string>())!;
        })];

        Assert.True(differences.Length == 0, string.Join("\n", differences));
    }

    [Fact]
    public void Real_CRDs_are_accepted_and_read_into_few_nodes()
    {
        IReadOnlyList<JsonObject> crds = SchemaTestData.Crds();
        Assert.SkipWhen(crds.Count == 0, $"{SchemaTestData.CrdFolderVariable} names no folder with CRDs");
        SchemaSet set = new();
        foreach (JsonObject crd in crds)
        {
            CrdValidator.ApplyDefaults(crd);
            CrdValidator.Validate(crd);
            Assert.NotEmpty(set.AddCrd(crd));
        }

        Assert.InRange(set.DistinctNodes, 100, 5000);
    }
}
