using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.SampleData.Catalogue;

/// <summary>The parameters tasks of addons have, by name, with our own words about their use.</summary>
internal static class TaskParameters
{
    private static readonly Dictionary<string, string> UsageByName = new(StringComparer.Ordinal)
    {
        ["args"] = "More arguments for the tool that dumps or restores.",
        ["databases"] = "Databases to dump, separated by commas. Empty dumps all of them.",
        ["dataDir"] = "Where the server keeps its files.",
        ["host"] = "Host to connect to in place of the database's service.",
        ["user"] = "User to connect as.",
        ["backupCmd"] = "Program that dumps.",
        ["restoreCmd"] = "Program that unpacks the backup.",
        ["restorePath"] = "Where the files go.",
        ["paths"] = "Files and folders to back up, separated by commas.",
        ["exclude"] = "Patterns of files to leave out, separated by commas.",
        ["include"] = "Patterns of files to restore, separated by commas. Empty restores all.",
        ["interimDataDir"] = "Where the dump lies between database and backend.",
        ["enableCache"] = "Whether restic keeps a cache while it runs; without one it reads more from the backend.",
        ["scratchDir"] = "Where temporary files go.",
        ["volumeSnapshotClassName"] = "VolumeSnapshotClass of the snapshots.",
        ["includeRBACResources"] = "Whether roles and bindings of the workload are taken too.",
        ["overrideResources"] = "Whether objects that exist are replaced.",
        ["ANDedLabelSelectors"] = "Labels an object must have all of, key:value separated by commas.",
        ["ORedLabelSelectors"] = "Labels an object must have one of, key:value separated by commas.",
        ["IncludeClusterResources"] = "Whether objects outside of namespaces are taken.",
        ["IncludeNamespaces"] = "Namespaces to take, separated by commas. Empty takes all.",
        ["ExcludeNamespaces"] = "Namespaces to leave out, separated by commas.",
        ["IncludeResources"] = "Kinds to take, separated by commas. Empty takes all.",
        ["ExcludeResources"] = "Kinds to leave out, separated by commas.",
        ["OverrideResources"] = "Whether objects that exist are replaced.",
        ["StorageClassMappings"] = "Storage classes to use in place of others, old:new separated by commas.",
        ["RestorePVs"] = "Whether PersistentVolumes are restored.",
    };

    /// <summary>A list of parameters.</summary>
    /// <param name="texts"><c>name</c>, <c>name=default</c>, or <c>name!</c> when it must be given.</param>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)Parameter(text))];

    private static JsonObject Parameter(string text)
    {
        string[] parts = text.Split('=', 2);
        string name = parts[0].TrimEnd('!');
        JsonObject parameter = new() { ["name"] = name, ["usage"] = UsageByName[name], ["required"] = parts[0].EndsWith('!') };
        if (parts.Length > 1)
        {
            parameter["default"] = parts[1];
        }

        return parameter;
    }
}
