using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.Tests.ApiServer.Schemas;

/// <summary>The Widget kind of these tests, and the cases recorded from a real server.</summary>
internal static class SchemaTestData
{
    /// <summary>Environment variable that names a folder with CRDs (YAML files) to test with.</summary>
    public const string CrdFolderVariable = "CONSOLE_TEST_CRDS";

    public static ObjectSchema Widget { get; } = new SchemaSet().AddCrd(Read("widget-crd.json"))[0];

    public static JsonObject Read(string file, [CallerFilePath] string here = "") =>
        JsonBodyReader.Read(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "Data", file))).Value!.AsObject();

    /// <summary>The CRDs of the folder; empty when there is none.</summary>
    public static IReadOnlyList<JsonObject> Crds()
    {
        string? folder = Environment.GetEnvironmentVariable(CrdFolderVariable);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => YamlBodyReader.Read(File.ReadAllText(file)).Value!.AsObject())]
            : [];
    }

    public static JsonObject NewWidget(string spec, string metadata = """{ "name": "x", "namespace": "demo" }""") => new()
    {
        ["apiVersion"] = "writes.example.com/v1",
        ["kind"] = "Widget",
        ["metadata"] = JsonNode.Parse(metadata),
        ["spec"] = JsonNode.Parse(spec),
    };

    public static ObjectSchema Schema(string openApi, ResourceKind? kind = null) =>
        new SchemaSet().Add(kind ?? new("x.example.com", "v1", "things", "Thing", true), JsonNode.Parse(openApi)!.AsObject());
}
