using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Reads discovery answers of both generations.</summary>
internal static class DiscoveryReader
{
    /// <summary>Aggregated discovery (apidiscovery.k8s.io): everything in two answers.</summary>
    public static ApiDiscovery ReadAggregated(IEnumerable<JsonObject> roots)
    {
        List<ApiResource> resources = [];
        List<(string, string)> failed = [];
        foreach (JsonObject item in roots.SelectMany(root => root.Children("items")))
        {
            string group = item.Child("metadata")?.Text("name") ?? string.Empty;
            foreach (JsonObject version in item.Children("versions"))
            {
                string name = version.Text("version");
                if (version.Text("freshness") == "Stale")
                {
                    failed.Add((group.Length == 0 ? name : $"{group}/{name}", "The server that serves this group does not answer."));
                }

                resources.AddRange(version.Children("resources").Select(resource => Aggregated(resource, group, name)));
            }
        }

        return new ApiDiscovery([.. resources], [.. failed]);
    }

    /// <summary>Groups and versions of the older discovery, those a server prefers first.</summary>
    public static List<(string Group, string Version)> ReadVersions(IEnumerable<JsonObject> roots)
    {
        List<(string, string)> versions = [];
        foreach (JsonObject root in roots)
        {
            versions.AddRange(root.Texts("versions").Where(version => version.Length > 0).Select(version => (string.Empty, version)));
            foreach (JsonObject group in root.Children("groups"))
            {
                string preferred = group.Child("preferredVersion")?.Text("version") ?? string.Empty;
                versions.AddRange(group.Children("versions").Select(version => version.Text("version")).OrderBy(version => version != preferred).Select(version => (group.Text("name"), version)));
            }
        }

        return versions;
    }

    /// <summary>An <c>APIResourceList</c>.</summary>
    public static ImmutableArray<ApiResource> ReadResources(JsonObject list, string group, string version)
    {
        JsonObject[] all = [.. list.Children("resources")];
        ILookup<string, string> subresources = all.Select(resource => resource.Text("name").Split('/', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1]);
        return
        [
            .. all.Where(resource => !resource.Text("name").Contains('/', StringComparison.Ordinal)).Select(resource => new ApiResource(
                new ResourceKind(group, version, resource.Text("name"), resource.Text("kind"), resource.Flag("namespaced")),
                resource.Texts("verbs"),
                resource.Texts("shortNames"),
                [.. subresources[resource.Text("name")]])),
        ];
    }

    private static ApiResource Aggregated(JsonObject resource, string group, string version) => new(
        new ResourceKind(group, version, resource.Text("resource"), resource.Child("responseKind")?.Text("kind") ?? string.Empty, resource.Text("scope") == "Namespaced"),
        resource.Texts("verbs"),
        resource.Texts("shortNames"),
        [.. resource.Children("subresources").Select(subresource => subresource.Text("subresource"))]);
}
