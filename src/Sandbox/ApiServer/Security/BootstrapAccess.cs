using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>The roles and bindings a new cluster has.</summary>
internal static class BootstrapAccess
{
    /// <summary>Namespace the viewer may read.</summary>
    public const string ViewerNamespace = "demo";

    private const string ApiGroup = "rbac.authorization.k8s.io";

    /// <summary>The objects, by plural.</summary>
    public static IEnumerable<(string Plural, JsonObject Value)> Objects()
    {
        yield return ("clusterroles", Role("ClusterRole", "cluster-admin", null, Rule(["*"], ["*"], ["*"]), Paths("*", "*")));
        yield return ("clusterroles", Role("ClusterRole", "system:basic-user", null,
            Rule(["create"], ["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
            Rule(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"])));
        yield return ("clusterroles", Role("ClusterRole", "system:discovery", null,
            Paths("get", "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/")));
        yield return ("clusterroles", Role("ClusterRole", "system:public-info-viewer", null, Paths("get", "/healthz", "/livez", "/readyz", "/version", "/version/")));
        yield return ("clusterroles", Role("ClusterRole", "view", null, ViewRules()));
        yield return ("clusterrolebindings", Binding("ClusterRoleBinding", "cluster-admin", null, "ClusterRole", "cluster-admin", "Group", UserInfo.Masters));
        foreach (string name in new[] { "system:basic-user", "system:discovery", "system:public-info-viewer" })
        {
            yield return ("clusterrolebindings", Binding("ClusterRoleBinding", name, null, "ClusterRole", name, "Group", UserInfo.Authenticated));
        }

        yield return ("roles", Role("Role", "sandbox-viewer", ViewerNamespace, ViewRules()));
        yield return ("rolebindings", Binding("RoleBinding", "sandbox-viewer", ViewerNamespace, "Role", "sandbox-viewer", "User", SandboxIdentity.Viewer));
    }

    private static JsonObject[] ViewRules() =>
    [
        Rule(["get", "list", "watch"], [""],
        [
            "configmaps", "endpoints", "events", "namespaces", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods", "pods/log", "pods/status", "serviceaccounts", "services",
            "services/status",
        ]),
        Rule(["get", "list", "watch"],
        [
            "apps", "batch", "events.k8s.io", "snapshot.storage.k8s.io", "core.kubestash.com", "storage.kubestash.com", "addons.kubestash.com", "appcatalog.appscode.com", "kubedb.com",
        ],
        ["*"]),
    ];

    private static JsonObject Role(string kind, string name, string? ns, params JsonObject[] rules)
    {
        JsonObject role = Start(kind, name, ns);
        role["rules"] = new JsonArray([.. rules]);
        return role;
    }

    private static JsonObject Binding(string kind, string name, string? ns, string roleKind, string role, string subjectKind, string subject)
    {
        JsonObject binding = Start(kind, name, ns);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = ApiGroup, ["kind"] = roleKind, ["name"] = role };
        binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = subjectKind, ["apiGroup"] = ApiGroup, ["name"] = subject });
        return binding;
    }

    private static JsonObject Start(string kind, string name, string? ns)
    {
        JsonObject metadata = new() { ["name"] = name };
        if (ns is not null)
        {
            metadata["namespace"] = ns;
        }
        else
        {
            metadata["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        }

        return new() { ["apiVersion"] = $"{ApiGroup}/v1", ["kind"] = kind, ["metadata"] = metadata };
    }

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) =>
        new() { ["apiGroups"] = Texts(groups), ["resources"] = Texts(resources), ["verbs"] = Texts(verbs) };

    private static JsonObject Paths(string verb, params string[] paths) => new() { ["nonResourceURLs"] = Texts(paths), ["verbs"] = Texts([verb]) };

    private static JsonArray Texts(string[] values) => [.. values.Select(value => (JsonNode)value)];
}
