using System.Text.Json.Nodes;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Controllers;

public sealed class DeletionTests(TestCluster cluster)
{
    [Fact]
    public async Task Dependents_go_with_their_owner_in_the_background()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject owner = await cluster.NewConfigMapAsync(ns, "owner");
        JsonObject child = await cluster.NewConfigMapAsync(ns, "child", OwnedBy(owner));
        await cluster.NewConfigMapAsync(ns, "grandchild", OwnedBy(child));
        await cluster.NewConfigMapAsync(ns, "other");
        Assert.Equal(200, (await cluster.DeleteAsync(Path(ns, "owner"))).Code);
        await NamesBecomeAsync(ns, "other");
    }

    [Fact]
    public async Task In_the_foreground_the_owner_goes_last()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject owner = await cluster.NewConfigMapAsync(ns, "owner");
        await cluster.NewConfigMapAsync(ns, "child", map =>
        {
            OwnedBy(owner, blocks: true)(map);
            map["metadata"]!["finalizers"] = new JsonArray("test.example/hold");
        });
        Answer answer = await cluster.DeleteAsync(Path(ns, "owner"), new JsonObject { ["propagationPolicy"] = "Foreground" });
        Assert.Equal("foregroundDeletion", answer.Body!["metadata"]!["finalizers"]![0]!.GetValue<string>());
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync(Path(ns, "child"))).Body!["metadata"]!["deletionTimestamp"] is not null, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(200, (await cluster.GetAsync(Path(ns, "owner"))).Code);

        await cluster.MergeAsync(Path(ns, "child"), new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
        await NamesBecomeAsync(ns);
    }

    [Fact]
    public async Task Orphans_stay_and_forget_their_owner()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject owner = await cluster.NewConfigMapAsync(ns, "owner");
        await cluster.NewConfigMapAsync(ns, "child", OwnedBy(owner));
        await cluster.DeleteAsync(Path(ns, "owner"), new JsonObject { ["propagationPolicy"] = "Orphan" });
        await NamesBecomeAsync(ns, "child");
        Assert.Null((await cluster.GetAsync(Path(ns, "child"))).Body!["metadata"]!["ownerReferences"]);
    }

    [Fact]
    public async Task An_owner_that_never_lived_means_deletion_unless_another_lives()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject living = await cluster.NewConfigMapAsync(ns, "living");
        JsonObject never = new() { ["metadata"] = new JsonObject { ["name"] = "never", ["uid"] = "11111111-2222-3333-4444-555555555555" } };
        await cluster.NewConfigMapAsync(ns, "lost", OwnedBy(never));
        await cluster.NewConfigMapAsync(ns, "kept", map =>
        {
            OwnedBy(never)(map);
            JsonArray owners = map["metadata"]!["ownerReferences"]!.AsArray();
            OwnedBy(living)(map);
            map["metadata"]!["ownerReferences"]!.AsArray().Add(owners[0]!.DeepClone());
        });
        await NamesBecomeAsync(ns, "kept", "living");
        await Eventually.HoldsAsync(
            async () => (await cluster.GetAsync(Path(ns, "kept"))).Body!["metadata"]!["ownerReferences"]!.AsArray().Count == 1, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_namespace_is_emptied_refuses_new_content_and_goes()
    {
        string ns = await cluster.NewNamespaceAsync();
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync($"/api/v1/namespaces/{ns}/serviceaccounts/default")).Code == 200, cancellationToken: TestContext.Current.CancellationToken);
        await cluster.NewConfigMapAsync(ns, "held", map => map["metadata"]!["finalizers"] = new JsonArray("test.example/hold"));
        Answer deleted = await cluster.DeleteAsync($"/api/v1/namespaces/{ns}");
        Assert.Equal("Terminating", deleted.Body!["status"]!["phase"]!.GetValue<string>());

        Answer refused = await cluster.PostAsync($"/api/v1/namespaces/{ns}/configmaps", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "late" } });
        Assert.Equal((403, $"configmaps \"late\" is forbidden: unable to create new content in namespace {ns} because it is being terminated"), (refused.Code, refused.Message));
        Assert.Equal("NamespaceTerminating", refused.Body!["details"]!["causes"]![0]!["reason"]!.GetValue<string>());
        await Eventually.HoldsAsync(
            async () => (await cluster.GetAsync($"/api/v1/namespaces/{ns}")).Text.Contains("NamespaceFinalizersRemaining", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);

        await cluster.MergeAsync(Path(ns, "held"), new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync($"/api/v1/namespaces/{ns}")).Code == 404, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(404, (await cluster.PostAsync($"/api/v1/namespaces/{ns}/configmaps", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "late" } })).Code);
    }

    [Fact]
    public async Task A_running_pod_gets_time_to_end()
    {
        string ns = await cluster.NewNamespaceAsync();
        JsonObject pod = JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]}}""")!.AsObject();
        Assert.Equal(201, (await cluster.PostAsync($"/api/v1/namespaces/{ns}/pods", pod)).Code);
        Answer deleted = await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/pods/p");
        Assert.Equal(30, deleted.Body!["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<int>());
        await Eventually.HoldsAsync(async () => (await cluster.GetAsync($"/api/v1/namespaces/{ns}/pods/p")).Code == 404, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_selected_collection_is_deleted()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a", map => map["metadata"]!["labels"] = new JsonObject { ["x"] = "1" });
        await cluster.NewConfigMapAsync(ns, "b");
        Answer deleted = await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps?labelSelector=x%3D1");
        Assert.Equal("a", Assert.Single(deleted.Body!["items"]!.AsArray())!["metadata"]!["name"]!.GetValue<string>());
        await NamesBecomeAsync(ns, "b");
    }

    private Task NamesBecomeAsync(string ns, params string[] names) => Eventually.PassesAsync(
        async () => Assert.Equal(names, (await cluster.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Body!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())),
        cancellationToken: TestContext.Current.CancellationToken);

    private static string Path(string ns, string name) => $"/api/v1/namespaces/{ns}/configmaps/{name}";

    private static Action<JsonObject> OwnedBy(JsonObject owner, bool blocks = false) => map => map["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["name"] = owner["metadata"]!["name"]!.GetValue<string>(),
        ["uid"] = owner["metadata"]!["uid"]!.GetValue<string>(),
        ["blockOwnerDeletion"] = blocks,
    });
}
