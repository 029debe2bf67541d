using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>What the comparison with a real server has shown of built-in kinds.</summary>
public sealed class BuiltInKindTests(TestCluster cluster)
{
    [Theory]
    [InlineData("""{"metadata":{"name":"a"},"data":["x"]}""", "array into Go struct field ConfigMap.data of type map[string]string")]
    [InlineData("""{"metadata":{"name":"a"},"data":{"a":{}}}""", "object into Go struct field ConfigMap.data.a of type string")]
    public async Task A_value_of_a_wrong_type_cannot_be_decoded(string body, string why)
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer answer = await cluster.PostAsync($"/api/v1/namespaces/{ns}/configmaps", JsonNode.Parse(body)!);
        Assert.Equal((400, "BadRequest", $"ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal {why}"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task Items_of_a_list_do_not_repeat_what_the_list_says()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "zz");
        JsonObject list = (await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps?fieldSelector=metadata.name=zz")).Body!.AsObject();
        JsonObject item = Assert.Single(list["items"]!.AsArray())!.AsObject();
        Assert.Equal("ConfigMapList", list["kind"]!.GetValue<string>());
        Assert.False(item.ContainsKey("kind") || item.ContainsKey("apiVersion"), item.ToJsonString());
        Assert.Equal("zz", item["metadata"]!["name"]!.GetValue<string>());
        Assert.False(list["metadata"]!.AsObject().ContainsKey("continue"));
    }

    [Fact]
    public async Task Lists_of_custom_kinds_say_that_nothing_is_left()
    {
        Answer answer = await cluster.GetAsync("/apis/core.kubestash.com/v1alpha1/namespaces/demo/backupsessions");
        Assert.Equal("", answer.Body!["metadata"]!["continue"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_replacement_creates_roles_and_leases_and_nothing_else()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer role = await cluster.SendAsync(HttpMethod.Put, $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles/a", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a", ["resourceVersion"] = "7" } });
        Assert.Equal(201, role.Code);
        Assert.True(role.Body!.AsObject().TryGetPropertyValue("rules", out JsonNode? rules) && rules is null, role.Text);
        Answer map = await cluster.SendAsync(HttpMethod.Put, $"/api/v1/namespaces/{ns}/configmaps/a", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } });
        Assert.Equal(404, map.Code);
    }

    [Fact]
    public async Task A_job_inherits_the_labels_of_its_template_and_a_binding_the_group_of_roles()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer job = await cluster.PostAsync(
            $"/apis/batch/v1/namespaces/{ns}/jobs",
            JsonNode.Parse("""{"metadata":{"name":"j"},"spec":{"template":{"metadata":{"labels":{"x":"y"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""")!);
        Assert.Equal(("y", "j"), (job.Body!["metadata"]!["labels"]!["x"]!.GetValue<string>(), job.Body["metadata"]!["labels"]!["job-name"]!.GetValue<string>()));
        Answer binding = await cluster.PostAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings",
            JsonNode.Parse("""{"metadata":{"name":"b"},"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"User","name":"u"}]}""")!);
        Assert.Equal(201, binding.Code);
        Assert.Equal("rbac.authorization.k8s.io", binding.Body!["subjects"]![0]!["apiGroup"]!.GetValue<string>());
    }

    [Fact]
    public async Task Empty_lists_and_maps_are_not_kept_and_a_pod_needs_containers()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer secret = await cluster.PostAsync($"/api/v1/namespaces/{ns}/secrets", JsonNode.Parse("""{"metadata":{"name":"s","generation":7},"data":{}}""")!);
        Assert.False(secret.Body!.AsObject().ContainsKey("data"), secret.Text);
        Answer pod = await cluster.PostAsync($"/api/v1/namespaces/{ns}/pods", JsonNode.Parse("""{"metadata":{"name":"p"}}""")!);
        Assert.Equal((422, "spec.containers"), (pod.Code, pod.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_deletion_that_waits_is_accepted_when_dependents_were_asked_about_in_the_older_way()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a", map => map["metadata"]!["finalizers"] = new JsonArray("example.com/hold"));
        Assert.Equal(202, (await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a?orphanDependents=false")).Code);
        Assert.Equal(200, (await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a?propagationPolicy=Background")).Code);
    }

    [Fact]
    public async Task Annotations_of_a_deployment_count_as_a_generation_and_a_scale_is_a_number()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/apis/apps/v1/namespaces/{ns}/deployments";
        Answer made = await cluster.PostAsync(path, JsonNode.Parse("""{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"d":"1"}},"template":{"metadata":{"labels":{"d":"1"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""")!);
        Assert.Equal(201, made.Code);
        Assert.Equal(1, await GenerationAsync("""{"metadata":{"labels":{"a":"b"}}}"""));
        Assert.Equal(2, await GenerationAsync("""{"metadata":{"annotations":{"a":"b"}}}"""));
        Answer scaled = await cluster.MergeAsync(path + "/d/scale", JsonNode.Parse("""{"spec":{"replicas":"x"}}""")!);
        Assert.Equal((422, "patch"), (scaled.Code, scaled.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));

        async Task<int> GenerationAsync(string patch) => (await cluster.MergeAsync(path + "/d", JsonNode.Parse(patch)!)).Body!["metadata"]!["generation"]!.GetValue<int>();
    }

    [Fact]
    public async Task A_pod_gets_its_first_status_once()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/api/v1/namespaces/{ns}/pods";
        Answer made = await cluster.PostAsync(path, JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")!);
        Assert.Equal("BestEffort", made.Body!["status"]!["qosClass"]!.GetValue<string>());
        await cluster.MergeAsync(path + "/p/status", JsonNode.Parse("""{"status":{"phase":"Running","qosClass":null}}""")!);
        Answer labelled = await cluster.MergeAsync(path + "/p", JsonNode.Parse("""{"metadata":{"labels":{"a":"b"}}}""")!);
        Assert.Equal(("Running", null), (labelled.Body!["status"]!["phase"]!.GetValue<string>(), labelled.Body["status"]!["qosClass"]));
    }

    [Fact]
    public async Task A_pod_is_seen_marked_before_it_is_seen_gone()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/api/v1/namespaces/{ns}/pods";
        Answer made = await cluster.PostAsync(path, JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")!);
        string from = made.Body!["metadata"]!["resourceVersion"]!.GetValue<string>();
        Assert.Equal(200, (await cluster.DeleteAsync(path + "/p")).Code);
        List<JsonNode> events = [];
        using HttpClient client = TestCluster.Connect(cluster.Cluster);
        using StreamReader reader = new(await client.GetStreamAsync(new Uri($"{path}?watch=true&resourceVersion={from}", UriKind.Relative), TestContext.Current.CancellationToken));
        while (events.Count < 2)
        {
            events.Add(JsonNode.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!)!);
        }

        Assert.Equal(["MODIFIED", "DELETED"], events.Select(change => change["type"]!.GetValue<string>()));
        Assert.All(events, change => Assert.Equal(0, change["object"]!["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_page_is_not_the_last_while_objects_are_left_selected_or_not()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a", map => map["metadata"]!["labels"] = new JsonObject { ["app"] = "a" });
        await cluster.NewConfigMapAsync(ns, "b");
        string path = $"/api/v1/namespaces/{ns}/configmaps?limit=1&";
        Answer first = await cluster.GetAsync(path + "labelSelector=app%3Da");
        string token = first.Body!["metadata"]!["continue"]!.GetValue<string>();
        Answer second = await cluster.GetAsync($"{path}labelSelector=app%3Da&continue={Uri.EscapeDataString(token)}");
        Assert.Equal((1, 0), (first.Body["items"]!.AsArray().Count, second.Body!["items"]!.AsArray().Count));
        Assert.False(second.Body["metadata"]!.AsObject().ContainsKey("continue"));
        Answer named = await cluster.GetAsync(path + "fieldSelector=metadata.name%3Da");
        Assert.False(named.Body!["metadata"]!.AsObject().ContainsKey("continue"));
    }

    [Fact]
    public async Task An_applied_configuration_has_to_say_its_version()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonNode intent = JsonNode.Parse("""{"kind":"ConfigMap","metadata":{"name":"a"}}""")!;
        Answer answer = await cluster.SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/configmaps/a?fieldManager=x", intent, "application/apply-patch+yaml");
        Assert.Equal((400, "Incorrect version specified in apply patch. Specified patch version: , expected: v1"), (answer.Code, answer.Message));
    }
}
