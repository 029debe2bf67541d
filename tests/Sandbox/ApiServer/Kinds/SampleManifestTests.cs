using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class SampleManifestTests
{
    private static readonly KindCatalog Catalog = KindCatalog.CreateShipped(out _);

    [Fact]
    public void Every_sample_is_of_a_known_kind_and_loses_no_field()
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        List<string> faults = [];
        int manifests = 0;
        foreach (string file in SharedFiles.Samples)
        {
            foreach (JsonObject manifest in TestManifests.ReadFile(file))
            {
                manifests++;
                if (KindOf(manifest) is { } kind)
                {
                    Unknown("", manifest, kind.Schema!, faults, Path.GetFileName(file));
                }
                else
                {
                    faults.Add($"{Path.GetFileName(file)}: {manifest.Text("apiVersion")} {manifest.Text("kind")} is not served");
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(manifests > 150, $"Only {manifests} manifests were found.");
    }

    [Fact]
    public void A_field_that_no_schema_knows_is_found()
    {
        JsonObject session = TestManifests.Read("""
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupSession
            spec: {session: full, misspelt: 1}
            """);
        List<string> faults = [];
        Unknown("", session, KindOf(session)!.Schema!, faults, "sample");
        Assert.Equal(["sample: .spec.misspelt"], faults);
    }

    private static KindDefinition? KindOf(JsonObject manifest)
    {
        string apiVersion = manifest.TextOrEmpty("apiVersion");
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return Catalog.FindKind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], manifest.TextOrEmpty("kind"));
    }

    private static void Unknown(string path, JsonNode? value, JsonObject schema, List<string> faults, string file)
    {
        if (value is JsonArray list && schema.At("items") is JsonObject items)
        {
            foreach (JsonNode? entry in list)
            {
                Unknown(path + "[]", entry, items, faults, file);
            }
        }

        // Metadata of custom kinds is the server's own affair.
        if (value is not JsonObject map || schema.IsTrue("x-kubernetes-preserve-unknown-fields") || (path == ".metadata" && schema.At("properties") is null))
        {
            return;
        }

        foreach ((string name, JsonNode? field) in map)
        {
            if ((schema.At("properties").At(name) ?? schema.At("additionalProperties")) is JsonObject inner)
            {
                Unknown($"{path}.{name}", field, inner, faults, file);
            }
            else
            {
                faults.Add($"{file}: {path}.{name}");
            }
        }
    }
}
