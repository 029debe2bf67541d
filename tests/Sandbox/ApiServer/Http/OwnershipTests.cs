using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>Who owns what after requests, as the comparison with a real server has shown it.</summary>
public sealed class OwnershipTests(TestCluster cluster)
{
    private const string Pod = """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""";
    private const string Job = """{"metadata":{"name":"j"},"spec":{"template":{"metadata":{"labels":{"x":"y"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""";

    [Fact]
    public async Task What_admission_gives_a_pod_belongs_to_nobody()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.PostAsync($"/api/v1/namespaces/{ns}/pods", JsonNode.Parse(Pod)!);
        Assert.NotNull(made.Body!["spec"]!["tolerations"]);
        Assert.Equal("Pending", made.Body["status"]!["phase"]!.GetValue<string>());

        JsonObject spec = Owned(made)["f:spec"]!.AsObject();

        Assert.Equal(
            ["f:containers", "f:dnsPolicy", "f:enableServiceLinks", "f:restartPolicy", "f:schedulerName", "f:securityContext", "f:terminationGracePeriodSeconds"],
            spec.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["k:{\"name\":\"c\"}"], spec["f:containers"]!.AsObject().Select(field => field.Key));
        Assert.False(Owned(made).ContainsKey("f:status"));
    }

    [Fact]
    public async Task A_job_owns_the_labels_of_its_template_but_not_the_selector_made_for_it()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.PostAsync($"/apis/batch/v1/namespaces/{ns}/jobs", JsonNode.Parse(Job)!);
        Assert.NotNull(made.Body!["spec"]!["selector"]);

        JsonObject owned = Owned(made);

        Assert.False(owned["f:spec"]!.AsObject().ContainsKey("f:selector"));
        Assert.Equal([".", "f:x"], owned["f:spec"]!["f:template"]!["f:metadata"]!["f:labels"]!.AsObject().Select(field => field.Key));
        Assert.Equal([".", "f:x"], owned["f:metadata"]!["f:labels"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_service_does_not_own_its_address()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.PostAsync($"/api/v1/namespaces/{ns}/services", JsonNode.Parse("""{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""")!);
        Assert.NotNull(made.Body!["spec"]!["clusterIP"]);
        Assert.Empty(Owned(made)["f:spec"]!.AsObject().Select(field => field.Key).Intersect([".", "f:clusterIP", "f:clusterIPs", "f:ipFamilies", "f:ipFamilyPolicy"]));
    }

    [Theory]
    [InlineData("""{"metadata":{"managedFields":[]},"data":{"a":"2"}}""", false)]
    [InlineData("""{"metadata":{"managedFields":[{}]},"data":{"a":"2"}}""", false)]
    [InlineData("""{"metadata":{"managedFields":null},"data":{"a":"2"}}""", true)]
    public async Task An_empty_list_resets_the_owners_of_built_in_kinds(string patch, bool kept)
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        Answer patched = await cluster.MergeAsync($"/api/v1/namespaces/{ns}/configmaps/a", JsonNode.Parse(patch)!);
        Assert.Equal((200, kept), (patched.Code, patched.Body!["metadata"]!.AsObject().ContainsKey("managedFields")));
    }

    [Fact]
    public async Task An_empty_list_resets_no_owners_of_custom_kinds()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/apis/core.kubestash.com/v1alpha1/namespaces/{ns}/backupsessions";
        Assert.Equal(201, (await cluster.PostAsync(path, Session())).Code);
        Answer patched = await cluster.MergeAsync(path + "/s", JsonNode.Parse("""{"metadata":{"managedFields":[],"labels":{"a":"b"}}}""")!);
        Assert.True(patched.Body!["metadata"]!.AsObject().ContainsKey("managedFields"), patched.Text);
    }

    [Fact]
    public async Task A_status_of_wrong_types_is_passed_over_and_takes_the_owners_with_it()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/apis/core.kubestash.com/v1alpha1/namespaces/{ns}/backupsessions";
        JsonObject session = Session();
        session["status"] = new JsonObject { ["phase"] = 11 };
        Answer made = await cluster.PostAsync(path, session);
        Assert.Equal((201, false), (made.Code, made.Body!["metadata"]!.AsObject().ContainsKey("managedFields")));

        JsonObject right = Session();
        right["metadata"]!["name"] = "t";
        JsonObject stored = (await cluster.PostAsync(path, right)).Body!.AsObject();
        Assert.True(stored["metadata"]!.AsObject().ContainsKey("managedFields"));
        stored["status"] = new JsonObject { ["phase"] = 11 };
        stored["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };
        Answer replaced = await cluster.SendAsync(HttpMethod.Put, path + "/t", stored);
        Assert.Equal((200, false, null), (replaced.Code, replaced.Body!["metadata"]!.AsObject().ContainsKey("managedFields"), replaced.Body["status"]));
    }

    [Fact]
    public async Task Naming_no_rules_is_to_own_them()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles";
        Answer made = await cluster.PostAsync(path, JsonNode.Parse("""{"metadata":{"name":"r","labels":{"a":"b"}}}""")!);
        Assert.False(Owned(made).ContainsKey("f:rules"));
        Answer patched = await cluster.MergeAsync(path + "/r", JsonNode.Parse("""{"rules":[]}""")!);
        Assert.True(Owned(patched).ContainsKey("f:rules"));
        Assert.True(patched.Body!.AsObject().TryGetPropertyValue("rules", out JsonNode? rules) && rules is null, patched.Text);
    }

    [Theory]
    [InlineData("""{"name":"other"}""")]
    [InlineData("""{"name":"a","namespace":"elsewhere"}""")]
    public async Task Conflicts_come_before_names_that_do_not_fit(string metadata)
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        JsonObject intent = new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = JsonNode.Parse(metadata), ["data"] = new JsonObject { ["a"] = "2" } };
        Assert.Equal(409, (await ApplyAsync("x")).Code);
        Assert.Equal(400, (await ApplyAsync("x&force=true")).Code);

        Task<Answer> ApplyAsync(string query) => cluster.SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/configmaps/a?fieldManager={query}", intent, "application/apply-patch+yaml");
    }

    private static JsonObject Session() =>
        JsonNode.Parse("""{"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupSession","metadata":{"name":"s"},"spec":{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"none"},"session":"x"}}""")!.AsObject();

    private static JsonObject Owned(Answer answer) => Assert.Single(answer.Body!["metadata"]!["managedFields"]!.AsArray())!["fieldsV1"]!.AsObject();
}
