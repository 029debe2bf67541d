using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

public sealed class RequestTests(TestCluster cluster)
{
    private const string TableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Theory]
    [InlineData("GET", "/api/v1/foos", 404, "the server could not find the requested resource")]
    [InlineData("POST", "/api/v1/configmaps", 405, "the server does not allow this method on the requested resource")]
    [InlineData("POST", "/api/v1/namespaces/default/configmaps/x", 405, "the server does not allow this method on the requested resource")]
    [InlineData("DELETE", "/api/v1/namespaces", 405, "the server does not allow this method on the requested resource")]
    [InlineData("GET", "/api/v1/namespaces/default/configmaps/nix", 404, "configmaps \"nix\" not found")]
    [InlineData("GET", "/api/v1/configmaps?limit=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("GET", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 405, "the server does not allow this method on the requested resource")]
    public async Task A_request_nothing_answers_is_a_Status(string method, string path, int code, string message)
    {
        Answer answer = await cluster.SendAsync(new HttpMethod(method), path, method == "POST" ? new JsonObject() : null);
        Assert.Equal((code, message), (answer.Code, answer.Message));
        Assert.Equal("Status", answer.Body!["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/apis/nothing.example/v1/things")]
    [InlineData("/apis/core.kubestash.com/v1alpha1/things")]
    public async Task A_path_of_no_group_is_a_plain_404(string path)
    {
        Answer answer = await cluster.GetAsync(path);
        Assert.Equal((404, "404 page not found\n", "text/plain"), (answer.Code, answer.Text, answer.MediaType));
    }

    [Fact]
    public async Task A_media_type_that_cannot_be_given_or_taken_is_refused_with_those_that_can()
    {
        Answer answer = await cluster.GetAsync("/apis/core.kubestash.com/v1alpha1/backupsessions", "application/vnd.kubernetes.protobuf");
        Assert.Equal((406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml"), (answer.Code, answer.Reason, answer.Message));
        answer = await cluster.SendAsync(HttpMethod.Post, "/apis/core.kubestash.com/v1alpha1/namespaces/demo/backupsessions", new JsonObject(), "application/vnd.kubernetes.protobuf");
        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        answer = await cluster.SendAsync(HttpMethod.Patch, "/apis/core.kubestash.com/v1alpha1/namespaces/demo/backupsessions/x", new JsonObject(), "application/strategic-merge-patch+json");
        Assert.Equal(415, answer.Code);
        Assert.EndsWith("application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_larger_than_three_megabytes_is_refused()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer answer = await cluster.PostAsync($"/api/v1/namespaces/{ns}/configmaps", new JsonObject { ["data"] = new JsonObject { ["a"] = new string('x', 3 * 1024 * 1024) } });
        Assert.Equal((413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task An_unknown_field_is_refused_warned_of_or_dropped_as_asked()
    {
        string ns = await cluster.NewNamespaceAsync();
        string path = $"/api/v1/namespaces/{ns}/configmaps";
        JsonObject Body(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name }, ["nonsense"] = 1 };
        Answer strict = await cluster.PostAsync($"{path}?fieldValidation=Strict", Body("a"));
        Assert.Equal(400, strict.Code);
        Assert.EndsWith("strict decoding error: unknown field \"nonsense\"", strict.Message, StringComparison.Ordinal);
        Answer warned = await cluster.PostAsync(path, Body("b"));
        Assert.Equal((201, "299 - \"unknown field \\\"nonsense\\\"\""), (warned.Code, warned.Warnings.Single()));
        Answer ignored = await cluster.PostAsync($"{path}?fieldValidation=Ignore", Body("c"));
        Assert.Equal(201, ignored.Code);
        Assert.Empty(ignored.Warnings);
        Assert.Null(ignored.Body!["nonsense"]);
    }

    [Fact]
    public async Task YAML_is_taken_and_given()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/configmaps", accept: "application/yaml", change: request =>
            request.Content = new StringContent("metadata:\n  name: why\ndata:\n  a: \"1\"\n", System.Text.Encoding.UTF8, "application/yaml"));
        Assert.True(made.Code == 201, made.Text);
        Assert.Equal("application/yaml", made.MediaType);
        Assert.Contains("  name: why\n", made.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_can_be_a_table_or_metadata_only()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "one");
        Answer table = await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps", TableAccept);
        Assert.Equal(["Name", "Data", "Age"], table.Body!["columnDefinitions"]!.AsArray().Select(column => column!["name"]!.GetValue<string>()));
        JsonNode row = Assert.Single(table.Body["rows"]!.AsArray())!;
        Assert.Equal("PartialObjectMetadata", row["object"]!["kind"]!.GetValue<string>());
        Answer bare = await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps?includeObject=None", TableAccept);
        Assert.Null(bare.Body!["rows"]![0]!["object"]);
        Answer partial = await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
        Assert.Equal("PartialObjectMetadataList", partial.Body!["kind"]!.GetValue<string>());
        Assert.Null(partial.Body["items"]![0]!["data"]);
        Answer refusal = await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps/nix", TableAccept);
        Assert.Equal((404, "Status"), (refusal.Code, refusal.Body!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_large_list_is_compressed_for_who_takes_it()
    {
        string ns = await cluster.NewNamespaceAsync();
        for (int i = 0; i < 4; i++)
        {
            await cluster.NewConfigMapAsync(ns, $"big-{i}", map => map["data"]!["a"] = new string('x', 50_000));
        }

        using HttpClient client = TestCluster.Connect(cluster.Cluster);
        using HttpRequestMessage request = new(HttpMethod.Get, $"/api/v1/namespaces/{ns}/configmaps");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.True((await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length < 20_000);
    }

    [Fact]
    public async Task A_Scale_is_read_and_changed()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject deployment = JsonNode.Parse("""
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """)!.AsObject();
        Assert.Equal(201, (await cluster.PostAsync($"/apis/apps/v1/namespaces/{ns}/deployments", deployment)).Code);
        string path = $"/apis/apps/v1/namespaces/{ns}/deployments/web";
        Answer scale = await cluster.GetAsync($"{path}/scale");
        Assert.Equal(("Scale", 2, "app=web"), (scale.Body!["kind"]!.GetValue<string>(), scale.Body["spec"]!["replicas"]!.GetValue<int>(), scale.Body["status"]!["selector"]!.GetValue<string>()));
        Assert.Equal(200, (await cluster.MergeAsync($"{path}/scale", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 5 } })).Code);
        Answer changed = await cluster.GetAsync(path);
        Assert.Equal((5, 2), (changed.Body!["spec"]!["replicas"]!.GetValue<int>(), changed.Body["metadata"]!["generation"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_webhooks_refusal_is_a_403_without_causes()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject session = JsonNode.Parse("""
            {"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupSession","metadata":{"name":"one"},"spec":{"session":"full","invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"x"}}}
            """)!.AsObject();
        string path = $"/apis/core.kubestash.com/v1alpha1/namespaces/{ns}/backupsessions";
        Assert.Equal(201, (await cluster.PostAsync(path, session)).Code);
        Answer refused = await cluster.MergeAsync($"{path}/one", new JsonObject { ["spec"] = new JsonObject { ["session"] = "other" } });
        Assert.Equal(403, refused.Code);
        Assert.StartsWith("admission webhook \"backupsession.validators.core.kubestash.com\" denied the request: ", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.Body!["details"]);
    }
}
