using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

internal static class TestManifests
{
    public static JsonObject Read(string yaml) => YamlReader.Read(yaml).Manifest.Root;

    public static IReadOnlyList<JsonObject> ReadFile(string path) => [.. YamlReader.ReadAll(File.ReadAllText(path)).Select(document => document.Manifest.Root)];
}
