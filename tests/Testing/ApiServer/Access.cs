using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Three users and what they may do.</summary>
internal static class Access
{
    public const string ViewerNamespace = "demo";
    private static readonly string[] ReadVerbs = ["get", "list", "watch"];
    private static readonly string[] BackupGroups = ["core.kubestash.com", "storage.kubestash.com"];

    public static (string Name, string Group)? UserOf(string? authorization) => authorization switch
    {
        "Bearer admin-token" => ("admin", "system:masters"),
        "Bearer viewer-token" => ("viewer", "viewers"),
        "Bearer nobody-token" => ("nobody", "nobodies"),
        _ => null,
    };

    public static bool IsAllowed(string user, string verb, string group, string? ns) =>
        user == "admin" || (user == "viewer" && ns == ViewerNamespace && ReadVerbs.Contains(verb) && BackupGroups.Contains(group));

    public static void Demand(string user, string verb, ResourcePath path)
    {
        // Reading a Namespace object is asked in that namespace, as real servers do.
        string? ns = path.Plural == "namespaces" ? path.Name : path.Namespace;
        if (IsAllowed(user, verb, path.Group, ns))
        {
            return;
        }

        string resource = path.Subresource is null ? path.Plural! : $"{path.Plural}/{path.Subresource}";
        string id = path.Group.Length == 0 ? path.Plural! : $"{path.Plural}.{path.Group}";
        string where = ns is null ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        throw new FakeStatusException(
            403,
            "Forbidden",
            $"{id}{(path.Name is null ? "" : $" \"{path.Name}\"")} is forbidden: User \"{user}\" cannot {verb} resource \"{resource}\" in API group \"{path.Group}\" {where}",
            new JsonObject { ["name"] = path.Name ?? "", ["group"] = path.Group, ["kind"] = path.Plural });
    }

    /// <summary>Answers the self reviews; <c>null</c> when the path is none.</summary>
    public static JsonObject? Review(FakeFeatures features, ResourcePath path, (string Name, string Group) user, JsonObject body)
    {
        JsonNode? spec = body["spec"];
        switch (path.Group, path.Plural)
        {
            case ("authorization.k8s.io", "selfsubjectaccessreviews"):
                JsonNode? asked = spec?["resourceAttributes"];
                string? ns = Objects.Text(asked, "namespace") is { Length: > 0 } given ? given : null;
                bool allowed = IsAllowed(user.Name, Objects.Text(asked, "verb") ?? "", Objects.Text(asked, "group") ?? "", ns);
                return Answer(body, new JsonObject { ["allowed"] = allowed, ["reason"] = allowed ? $"RBAC: allowed for {user.Name}" : "" });
            case ("authorization.k8s.io", "selfsubjectrulesreviews"):
                if (Objects.Text(spec, "namespace") is not { Length: > 0 } reviewed)
                {
                    throw FakeStatusException.BadRequest("no namespace on request");
                }

                JsonArray rules = user.Name switch
                {
                    "admin" => [Rule(["*"], ["*"], ["*"])],
                    "viewer" when reviewed == ViewerNamespace => [Rule(ReadVerbs, BackupGroups, ["*"])],
                    _ => [],
                };
                return Answer(body, new JsonObject { ["resourceRules"] = rules, ["nonResourceRules"] = new JsonArray(), ["incomplete"] = false });
            case ("authentication.k8s.io", "selfsubjectreviews") when features.SelfSubjectReview:
                return Answer(body, new JsonObject { ["userInfo"] = new JsonObject { ["username"] = user.Name, ["uid"] = user.Name, ["groups"] = new JsonArray(user.Group, "system:authenticated") } });
            default:
                return null;
        }
    }

    private static JsonObject Answer(JsonObject body, JsonObject status)
    {
        JsonObject answer = Objects.Clone(body);
        answer["status"] = status;
        return answer;
    }

    private static JsonObject Rule(IEnumerable<string> verbs, IEnumerable<string> groups, IEnumerable<string> resources) => new()
    {
        ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
        ["apiGroups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]),
        ["resources"] = new JsonArray([.. resources.Select(resource => JsonValue.Create(resource))]),
    };
}
