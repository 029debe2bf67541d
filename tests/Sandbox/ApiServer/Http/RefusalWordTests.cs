using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>Refusals in the way of a real server, as the comparison with one has shown them.</summary>
public sealed class RefusalWordTests(TestCluster cluster)
{
    [Fact]
    public async Task A_precondition_that_does_not_hold_names_the_kind()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        Answer answer = await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a", new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = "no" } });
        Assert.Equal((409, "ConfigMap"), (answer.Code, answer.Body!["details"]!["kind"]!.GetValue<string>()));
        Assert.StartsWith("Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (no) does not match the UID in record", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"apiVersion":"v9"}""", "apiVersion")]
    [InlineData("""{"kind":"Other"}""", "kind")]
    [InlineData("""{"metadata":{"uid":"00000000-0000-0000-0000-000000000009"}}""", "metadata.uid")]
    public async Task A_patch_cannot_change_what_an_object_is(string patch, string field)
    {
        string path = await NewSessionAsync();
        Answer answer = await cluster.MergeAsync(path, JsonNode.Parse(patch)!);
        Assert.Equal((422, field), (answer.Code, answer.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_patch_that_takes_the_name_away_is_refused()
    {
        string path = await NewSessionAsync();
        Answer answer = await cluster.MergeAsync(path, new JsonObject { ["metadata"] = null });
        Assert.Equal((400, "the name of the object (s based on URL) was undeterminable: name must be provided"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task An_applied_null_is_refused_where_a_created_one_is_dropped()
    {
        string path = await NewSessionAsync();
        JsonObject intent = JsonNode.Parse("""{"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupSession","metadata":{"name":"s"},"spec":{"retryLeft":null}}""")!.AsObject();
        Answer answer = await cluster.SendAsync(HttpMethod.Patch, path + "?fieldManager=x&force=true", intent, "application/apply-patch+yaml");
        Assert.Equal((422, "spec.retryLeft"), (answer.Code, answer.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("?dryRun=", 422)]
    [InlineData("?fieldManager=0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", 422)]
    public async Task Options_that_are_none_are_refused(string query, int code)
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer answer = await cluster.PostAsync($"/api/v1/namespaces/{ns}/configmaps{query}", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } });
        Assert.Equal(code, answer.Code);
    }

    [Theory]
    [InlineData("""{"gracePeriodSeconds":"x"}""", 500)]
    [InlineData("""{"kind":"Other"}""", 500)]
    public async Task Options_of_a_deletion_that_cannot_be_read_are_an_error_without_a_reason(string options, int code)
    {
        Answer answer = await cluster.DeleteAsync("/api/v1/namespaces/default/configmaps/nix", JsonNode.Parse(options));
        Assert.Equal((code, null), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task A_status_that_a_custom_kind_has_not_is_not_found_by_name()
    {
        Answer answer = await cluster.MergeAsync("/apis/storage.kubestash.com/v1alpha1/namespaces/demo/retentionpolicies/x/status", new JsonObject { ["status"] = new JsonObject() });
        Assert.Equal((404, "retentionpolicies.storage.kubestash.com \"x\" not found"), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods", "Pod", """{"kind":5}""", "number into Go struct field .kind")]
    [InlineData("/apis/core.kubestash.com/v1alpha1/namespaces/demo/backupsessions", "BackupSession", """{"apiVersion":{},"kind":"X"}""", "object into Go struct field .apiVersion")]
    public async Task A_body_that_does_not_say_what_it_is_in_text_is_not_recognized(string path, string kind, string body, string what)
    {
        Answer answer = await cluster.PostAsync(path, JsonNode.Parse(body)!);
        Assert.Equal(
            (400, $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: json: cannot unmarshal {what} of type string ({body})"),
            (answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_patch_that_takes_the_version_away_is_refused_for_custom_kinds()
    {
        string path = await NewSessionAsync();
        Answer answer = await cluster.MergeAsync(path, JsonNode.Parse("""{"metadata":{"resourceVersion":null}}""")!);
        Assert.Equal(
            (422, "backupsessions.core.kubestash.com \"s\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"),
            (answer.Code, answer.Message));
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        Assert.Equal(200, (await cluster.MergeAsync($"/api/v1/namespaces/{ns}/configmaps/a", JsonNode.Parse("""{"metadata":{"resourceVersion":null}}""")!)).Code);
    }

    [Fact]
    public async Task An_applied_version_that_is_no_number_is_an_error_of_the_server()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        JsonNode intent = JsonNode.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"abc"}}""")!;
        Answer answer = await cluster.SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/configmaps/a?fieldManager=x", intent, "application/apply-patch+yaml");
        Assert.Equal((500, "strconv.ParseUint: parsing \"abc\": invalid syntax"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Cluster_wide_custom_kinds_cannot_be_selected_by_namespace()
    {
        Answer answer = await cluster.GetAsync("/apis/addons.kubestash.com/v1alpha1/addons?fieldSelector=metadata.namespace%3D");
        Assert.Equal((400, "field label not supported: metadata.namespace"), (answer.Code, answer.Message));
        Assert.Equal(200, (await cluster.GetAsync("/api/v1/namespaces?fieldSelector=metadata.namespace%3D")).Code);
    }

    private async Task<string> NewSessionAsync()
    {
        string ns = await cluster.NewNamespaceAsync();
        Answer made = await cluster.PostAsync(
            $"/apis/core.kubestash.com/v1alpha1/namespaces/{ns}/backupsessions",
            JsonNode.Parse("""{"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupSession","metadata":{"name":"s"},"spec":{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"none"},"session":"x"}}""")!);
        Assert.True(made.Code == 201, made.Text);
        return $"/apis/core.kubestash.com/v1alpha1/namespaces/{ns}/backupsessions/s";
    }
}
