using System.Net;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Security;

public sealed class AccessTests(TestCluster cluster)
{
    private const string Sessions = "/apis/core.kubestash.com/v1alpha1";

    [Theory]
    [InlineData("viewer", "/apis/core.kubestash.com/v1alpha1/namespaces/demo/backupsessions", 200)]
    [InlineData("viewer", "/api/v1/namespaces/demo", 200)]
    [InlineData("viewer", "/api/v1/namespaces/demo/secrets", 403)]
    [InlineData("viewer", "/api/v1/namespaces", 403)]
    [InlineData("viewer", "/apis/core.kubestash.com/v1alpha1/backupsessions", 403)]
    [InlineData("nobody", "/api/v1/namespaces/demo/pods", 403)]
    [InlineData("nobody", "/apis", 200)]
    [InlineData("nobody", "/openapi/v3", 200)]
    [InlineData("nobody", "/metrics", 403)]
    [InlineData("", "/version", 200)]
    [InlineData("", "/livez", 200)]
    [InlineData("", "/readyz", 200)]
    [InlineData("", "/api/v1/namespaces", 401)]
    [InlineData("", "/apis", 401)]
    public async Task Each_user_may_read_what_the_roles_give(string user, string path, int code) => Assert.Equal(code, (await cluster.GetAsync(path, user: user)).Code);

    [Fact]
    public async Task A_refusal_names_user_verb_resource_and_place_as_Kubernetes_does()
    {
        Answer list = await cluster.GetAsync($"{Sessions}/backupsessions", user: "nobody");
        Assert.Equal("backupsessions.core.kubestash.com is forbidden: User \"nobody\" cannot list resource \"backupsessions\" in API group \"core.kubestash.com\" at the cluster scope", list.Message);
        Answer log = await cluster.GetAsync("/api/v1/namespaces/demo/pods/p/log", user: "nobody");
        Assert.Equal("pods \"p\" is forbidden: User \"nobody\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"demo\"", log.Message);
        Answer path = await cluster.GetAsync("/metrics", user: "nobody");
        Assert.Equal("forbidden: User \"nobody\" cannot get path \"/metrics\"", path.Message);
    }

    [Fact]
    public async Task A_role_gives_named_objects_and_subresources_only()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "mine");
        await cluster.NewConfigMapAsync(ns, "other");
        await GrantAsync(ns, """{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["mine"],"verbs":["get"]}""");
        Assert.Equal(200, (await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps/mine", user: "nobody")).Code);
        Assert.Equal(403, (await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps/other", user: "nobody")).Code);
        Assert.Equal(403, (await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps", user: "nobody")).Code);
    }

    [Fact]
    public async Task What_a_review_says_is_what_a_request_meets()
    {
        string ns = await cluster.NewNamespaceAsync();
        await GrantAsync(ns, """{"apiGroups":["*"],"resources":["*"],"verbs":["list"]}""");
        Assert.True(await ReviewAsync("list", ns));
        Assert.False(await ReviewAsync("delete", ns));
        Assert.False(await ReviewAsync("list", "demo"));
        Answer rules = await cluster.SendAsync(HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", new JsonObject { ["spec"] = new JsonObject { ["namespace"] = ns } }, user: "nobody");
        Assert.Contains(rules.Body!["status"]!["resourceRules"]!.AsArray(), rule => rule!["resources"]![0]!.GetValue<string>() == "*" && rule["verbs"]![0]!.GetValue<string>() == "list");
        Assert.Equal(200, (await cluster.GetAsync($"/api/v1/namespaces/{ns}/secrets", user: "nobody")).Code);
    }

    [Fact]
    public async Task Who_may_impersonate_acts_as_another_and_nobody_else_does()
    {
        Answer self = await AsAsync("admin", "viewer", HttpMethod.Post, "/apis/authentication.k8s.io/v1/selfsubjectreviews", new JsonObject());
        Assert.Equal("viewer", self.Body!["status"]!["userInfo"]!["username"]!.GetValue<string>());
        Assert.Equal(403, (await AsAsync("admin", "nobody", HttpMethod.Get, "/api/v1/namespaces", null)).Code);
        Answer refused = await AsAsync("viewer", "admin", HttpMethod.Get, "/api/v1/namespaces", null);
        Assert.Equal("users \"admin\" is forbidden: User \"viewer\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope", refused.Message);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_web_page_cannot_ask_anything(string header, string value)
    {
        Answer answer = await cluster.SendAsync(HttpMethod.Get, "/version", change: request =>
        {
            request.Version = HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TryAddWithoutValidation(header, value);
        });
        Assert.Equal((403, "Forbidden"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task The_address_may_be_called_localhost()
    {
        Answer answer = await cluster.SendAsync(HttpMethod.Get, "/version", change: request => request.Headers.Host = $"localhost:{cluster.Cluster.Address.Port}");
        Assert.Equal(200, answer.Code);
    }

    [Fact]
    public async Task A_service_accounts_token_is_its_user()
    {
        string ns = await cluster.NewNamespaceAsync();
        Assert.Equal(201, (await cluster.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "robot" } })).Code);
        Answer token = await cluster.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts/robot/token", new JsonObject());
        string text = token.Body!["status"]!["token"]!.GetValue<string>();
        Answer review = await cluster.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", new JsonObject { ["spec"] = new JsonObject { ["token"] = text } });
        Assert.Equal($"system:serviceaccount:{ns}:robot", review.Body!["status"]!["user"]!["username"]!.GetValue<string>());
    }

    private async Task<bool> ReviewAsync(string verb, string ns)
    {
        JsonObject attributes = new() { ["verb"] = verb, ["resource"] = "secrets", ["namespace"] = ns };
        Answer answer = await cluster.SendAsync(
            HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", new JsonObject { ["spec"] = new JsonObject { ["resourceAttributes"] = attributes } }, user: "nobody");
        return answer.Body!["status"]!["allowed"]!.GetValue<bool>();
    }

    private Task<Answer> AsAsync(string user, string other, HttpMethod method, string path, JsonNode? body) =>
        cluster.SendAsync(method, path, body, user: user, change: request => request.Headers.TryAddWithoutValidation("Impersonate-User", other));

    private async Task GrantAsync(string ns, string rule)
    {
        string path = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}";
        JsonObject role = new() { ["metadata"] = new JsonObject { ["name"] = "r" }, ["rules"] = new JsonArray(JsonNode.Parse(rule)) };
        Assert.Equal(201, (await cluster.PostAsync($"{path}/roles", role)).Code);
        JsonObject binding = JsonNode.Parse("""
            {"metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"nobody"}]}
            """)!.AsObject();
        Assert.Equal(201, (await cluster.PostAsync($"{path}/rolebindings", binding)).Code);
    }
}
