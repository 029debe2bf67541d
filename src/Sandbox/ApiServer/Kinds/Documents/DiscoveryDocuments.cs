using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Documents;

/// <summary>
/// What the server offers, as clients ask for it: the aggregated form of apidiscovery.k8s.io (all in one answer) and the older one (a list of
/// groups, and a list of resources for each version). Each call gives a new tree.
/// </summary>
internal sealed class DiscoveryDocuments
{
    private readonly IReadOnlyList<VersionKinds> versions;

    public DiscoveryDocuments(IReadOnlyList<KindDefinition> kinds)
    {
        versions =
        [
            .. kinds.GroupBy(kind => kind.Resource.Group, StringComparer.Ordinal)
                .SelectMany(group => group
                    .GroupBy(kind => kind.Resource.Version, StringComparer.Ordinal)
                    .OrderBy(version => version.Key, ApiVersionOrder.Preferred)
                    .Select(version => new VersionKinds(group.Key, version.Key, [.. version.OrderBy(kind => kind.Resource.Plural, StringComparer.Ordinal)]))),
        ];
    }

    /// <summary>Answers <c>/api</c> in the older form.</summary>
    public static JsonObject CoreVersions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    /// <summary>Answers <c>/apis</c> in the older form.</summary>
    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. GroupNames().Where(name => name.Length > 0).Select(GroupEntry)]),
    };

    /// <summary>Answers <c>/apis/{group}</c>; null when there is no such group.</summary>
    public JsonObject? Group(string name)
    {
        if (name.Length == 0 || !GroupNames().Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        JsonObject entry = new() { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach ((string key, JsonNode? value) in GroupEntry(name))
        {
            entry[key] = value?.DeepClone();
        }

        return entry;
    }

    /// <summary>Answers <c>/api/{version}</c> and <c>/apis/{group}/{version}</c>; null when there is no such version.</summary>
    public JsonObject? Resources(string group, string version) =>
        versions.FirstOrDefault(entry => entry.Group == group && entry.Version == version) is { } found
            ? new JsonObject
            {
                ["kind"] = "APIResourceList",
                ["apiVersion"] = "v1",
                ["groupVersion"] = found.Name,
                ["resources"] = new JsonArray([.. found.Kinds.SelectMany(ResourceEntries)]),
            }
            : null;

    /// <summary>Answers <c>/api</c> (core group) or <c>/apis</c> (all others) in the aggregated form.</summary>
    /// <param name="core">Whether <c>/api</c> was asked for.</param>
    /// <param name="discoveryVersion"><c>v2</c> or <c>v2beta1</c>.</param>
    public JsonObject Aggregated(bool core, string discoveryVersion) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{discoveryVersion}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. GroupNames().Where(name => name.Length == 0 == core).Select(AggregatedGroup)]),
    };

    private IEnumerable<string> GroupNames() => versions.Select(version => version.Group).Distinct(StringComparer.Ordinal);

    private JsonObject GroupEntry(string name)
    {
        JsonObject[] entries = [.. versions.Where(version => version.Group == name).Select(version => new JsonObject { ["groupVersion"] = version.Name, ["version"] = version.Version })];
        return new JsonObject { ["name"] = name, ["versions"] = new JsonArray([.. entries]), ["preferredVersion"] = entries[0].DeepClone() };
    }

    private static IEnumerable<JsonObject> ResourceEntries(KindDefinition kind)
    {
        JsonObject entry = new()
        {
            ["name"] = kind.Resource.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Resource.Namespaced,
            ["kind"] = kind.Resource.Kind,
            ["verbs"] = Texts(kind.Verbs),
        };
        AddNames(entry, kind);
        yield return entry;
        foreach (Subresource part in kind.Subresources)
        {
            JsonObject partEntry = new() { ["name"] = $"{kind.Resource.Plural}/{part.Name}", ["singularName"] = "", ["namespaced"] = kind.Resource.Namespaced };
            if (part.Group != kind.Resource.Group || part.Version != kind.Resource.Version)
            {
                partEntry["group"] = part.Group;
                partEntry["version"] = part.Version;
            }

            partEntry["kind"] = part.Kind;
            partEntry["verbs"] = Texts(part.Verbs);
            yield return partEntry;
        }
    }

    private JsonObject AggregatedGroup(string name)
    {
        IEnumerable<JsonNode> entries = versions.Where(version => version.Group == name).Select(version => new JsonObject
        {
            ["version"] = version.Version,
            ["resources"] = new JsonArray([.. version.Kinds.Select(AggregatedResource)]),
            ["freshness"] = "Current",
        });
        JsonObject metadata = name.Length == 0 ? [] : new JsonObject { ["name"] = name };
        return new JsonObject { ["metadata"] = metadata, ["versions"] = new JsonArray([.. entries]) };
    }

    private static JsonObject AggregatedResource(KindDefinition kind)
    {
        ResourceKind resource = kind.Resource;
        JsonObject entry = new()
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = KindReference(resource.Group, resource.Version, resource.Kind),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = Texts(kind.Verbs),
        };
        AddNames(entry, kind);
        if (kind.Subresources.Count > 0)
        {
            entry["subresources"] = new JsonArray(
            [
                .. kind.Subresources.Select(part => new JsonObject
                {
                    ["subresource"] = part.Name,
                    ["responseKind"] = KindReference(part.Group, part.Version, part.Kind),
                    ["verbs"] = Texts(part.Verbs),
                }),
            ]);
        }

        return entry;
    }

    private static void AddNames(JsonObject entry, KindDefinition kind)
    {
        if (kind.ShortNames.Count > 0)
        {
            entry["shortNames"] = Texts(kind.ShortNames);
        }

        if (kind.Categories.Count > 0)
        {
            entry["categories"] = Texts(kind.Categories);
        }
    }

    private static JsonObject KindReference(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private sealed record VersionKinds(string Group, string Version, IReadOnlyList<KindDefinition> Kinds)
    {
        public string Name => Group.Length == 0 ? Version : $"{Group}/{Version}";
    }
}
