using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Version, discovery in both forms, and OpenAPI v3.</summary>
internal static class Discovery
{
    public const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static readonly string[] Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"];

    /// <summary>The answer; <c>null</c> when the path is none of these.</summary>
    public static JsonObject? Answer(string path, FakeFeatures features, IReadOnlyCollection<FakeKind> kinds, bool aggregated)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["version"] => Version(features),
            ["api"] when aggregated => Aggregated(kinds.Where(kind => kind.Kind.Group.Length == 0)),
            ["apis"] when aggregated => Aggregated(kinds.Where(kind => kind.Kind.Group.Length > 0)),
            ["api"] => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
            ["apis"] => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Groups(kinds).Select(Group)]) },
            ["api", "v1"] => ResourceList("v1", kinds.Where(kind => kind.Kind.Group.Length == 0)),
            ["apis", string group] => Groups(kinds).FirstOrDefault(g => g.Key == group) is { } found ? Group(found) : null,
            ["apis", string group, string version] when kinds.Any(kind => kind.Kind.Group == group && kind.Kind.Version == version) =>
                ResourceList($"{group}/{version}", kinds.Where(kind => kind.Kind.Group == group && kind.Kind.Version == version)),
            ["openapi", "v3"] when features.OpenApiV3 => OpenApiIndex(kinds),
            ["openapi", "v3", .. string[] rest] when features.OpenApiV3 => OpenApi(kinds, string.Join('/', rest)),
            _ => null,
        };
    }

    private static JsonObject Version(FakeFeatures features)
    {
        string minor = features.Minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new() { ["major"] = "1", ["minor"] = $"{minor}+", ["gitVersion"] = $"v1.{minor}.0-fake", ["platform"] = "linux/amd64", ["goVersion"] = "none" };
    }

    private static IEnumerable<IGrouping<string, FakeKind>> Groups(IEnumerable<FakeKind> kinds) =>
        kinds.Where(kind => kind.Kind.Group.Length > 0).GroupBy(kind => kind.Kind.Group);

    private static JsonObject Group(IGrouping<string, FakeKind> group)
    {
        JsonObject[] versions = [.. group.Select(kind => kind.Kind.Version).Distinct().Select(version => new JsonObject { ["groupVersion"] = $"{group.Key}/{version}", ["version"] = version })];
        return new() { ["kind"] = "APIGroup", ["apiVersion"] = "v1", ["name"] = group.Key, ["versions"] = new JsonArray([.. versions]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static JsonObject ResourceList(string groupVersion, IEnumerable<FakeKind> kinds)
    {
        JsonArray resources = [];
        foreach (FakeKind kind in kinds)
        {
            resources.Add(new JsonObject
            {
                ["name"] = kind.Kind.Plural,
                ["singularName"] = kind.Kind.Kind.ToLowerInvariant(),
                ["namespaced"] = kind.Kind.Namespaced,
                ["kind"] = kind.Kind.Kind,
                ["verbs"] = Strings(Verbs),
                ["shortNames"] = Strings(kind.ShortNames),
            });
            foreach (string sub in Subresources(kind))
            {
                resources.Add(new JsonObject { ["name"] = $"{kind.Kind.Plural}/{sub}", ["singularName"] = "", ["namespaced"] = kind.Kind.Namespaced, ["kind"] = kind.Kind.Kind, ["verbs"] = Strings(["get", "patch", "update"]) });
            }
        }

        return new() { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = groupVersion, ["resources"] = resources };
    }

    private static JsonObject Aggregated(IEnumerable<FakeKind> kinds)
    {
        JsonArray items = [];
        foreach (IGrouping<string, FakeKind> group in kinds.GroupBy(kind => kind.Kind.Group))
        {
            JsonArray versions = [];
            foreach (IGrouping<string, FakeKind> version in group.GroupBy(kind => kind.Kind.Version))
            {
                versions.Add(new JsonObject { ["version"] = version.Key, ["freshness"] = "Current", ["resources"] = new JsonArray([.. version.Select(AggregatedResource)]) });
            }

            items.Add(new JsonObject { ["metadata"] = new JsonObject { ["name"] = group.Key, ["creationTimestamp"] = null }, ["versions"] = versions });
        }

        return new() { ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = "apidiscovery.k8s.io/v2", ["metadata"] = new JsonObject(), ["items"] = items };
    }

    private static JsonObject AggregatedResource(FakeKind kind) => new()
    {
        ["resource"] = kind.Kind.Plural,
        ["responseKind"] = ResponseKind(kind),
        ["scope"] = kind.Kind.Namespaced ? "Namespaced" : "Cluster",
        ["singularResource"] = kind.Kind.Kind.ToLowerInvariant(),
        ["shortNames"] = Strings(kind.ShortNames),
        ["verbs"] = Strings(Verbs),
        ["subresources"] = new JsonArray([.. Subresources(kind).Select(sub => new JsonObject { ["subresource"] = sub, ["responseKind"] = ResponseKind(kind), ["verbs"] = Strings(["get", "patch", "update"]) })]),
    };

    private static JsonObject ResponseKind(FakeKind kind) => new() { ["group"] = kind.Kind.Group, ["version"] = kind.Kind.Version, ["kind"] = kind.Kind.Kind };

    private static IEnumerable<string> Subresources(FakeKind kind)
    {
        if (kind.HasStatus)
        {
            yield return "status";
        }

        if (kind.Kind.Id == "pods")
        {
            yield return "log";
        }
    }

    private static JsonObject OpenApiIndex(IEnumerable<FakeKind> kinds)
    {
        JsonObject paths = [];
        foreach (string path in kinds.Select(kind => kind.Kind.GroupPath).Distinct())
        {
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash=0" };
        }

        return new() { ["paths"] = paths };
    }

    private static JsonObject? OpenApi(IEnumerable<FakeKind> kinds, string groupPath)
    {
        JsonObject schemas = [];
        foreach (FakeKind kind in kinds.Where(kind => kind.Kind.GroupPath == groupPath))
        {
            JsonObject schema = kind.Schema is null ? new() { ["type"] = "object" } : Objects.Clone(kind.Schema);
            schema["x-kubernetes-group-version-kind"] = new JsonArray(ResponseKind(kind));
            schemas[$"{string.Join('.', kind.Kind.Group.Split('.').Reverse())}.{kind.Kind.Version}.{kind.Kind.Kind}"] = schema;
        }

        return schemas.Count == 0 ? null : new() { ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "fake" }, ["paths"] = new JsonObject(), ["components"] = new JsonObject { ["schemas"] = schemas } };
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
