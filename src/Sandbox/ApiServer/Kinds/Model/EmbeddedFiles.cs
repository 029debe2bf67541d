using System.Reflection;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Manifests;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>The YAML files of this folder, embedded in the assembly under their path below it.</summary>
internal static class EmbeddedFiles
{
    /// <summary>Folder of the schemas that others refer to by name.</summary>
    public const string Definitions = "Definitions/";

    /// <summary>Folder of the CustomResourceDefinitions, one kind to a file.</summary>
    public const string CustomResources = "CustomResources/";

    private static readonly Assembly Assembly = typeof(EmbeddedFiles).Assembly;

    /// <summary>The files of a folder, in the order of their names.</summary>
    public static IEnumerable<JsonObject> Read(string folder) => Assembly.GetManifestResourceNames()
        .Select(name => (Name: name, Path: name.Replace('\\', '/')))
        .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .Select(file => ReadFile(file.Name));

    private static JsonObject ReadFile(string name)
    {
        using Stream stream = Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The embedded file {name} is gone.");
        using StreamReader reader = new(stream);
        return YamlReader.Read(reader.ReadToEnd()).Manifest.Root;
    }
}
