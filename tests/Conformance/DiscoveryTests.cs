using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance;

public sealed class DiscoveryTests(ConformanceServer server) : ConformanceTest(server)
{
    private const string OldAccept = "application/json";

    [Fact]
    public async Task The_version_is_known()
    {
        ServerVersion version = await Client.GetVersionAsync(Token);
        Assert.Equal(1, version.Major);
        Assert.True(version.IsAtLeast(1, 16));
        Assert.StartsWith("v1.", version.GitVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_names_each_kind_with_its_verbs_and_subresources()
    {
        ApiDiscovery discovery = await Client.DiscoverAsync(Token);
        AssertSessions(discovery);
        ApiResource namespaces = Assert.Single(discovery.Resources, resource => resource.Kind.Id == "namespaces");
        Assert.False(namespaces.Kind.Namespaced);
        Assert.Contains("ns", namespaces.ShortNames);
        Assert.Empty(discovery.FailedGroups);
    }

    [Fact]
    public async Task Discovery_without_the_aggregated_form_says_the_same()
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(Server.Admin);
        proxy.RewriteAccept = accept => accept.Contains("APIGroupDiscoveryList", StringComparison.Ordinal) ? OldAccept : accept;
        await using KubernetesClient client = ConformanceServer.Connect(proxy.CreateConfiguration());
        ApiDiscovery older = await client.DiscoverAsync(Token);
        AssertSessions(older);
        Assert.Contains(proxy.Requests, request => request.Path == "/apis/core.kubestash.com/v1alpha1");

        ApiDiscovery other = await Client.DiscoverAsync(Token);
        Assert.Equal(LastingKinds(older), LastingKinds(other));
    }

    [Fact]
    public async Task A_group_that_cannot_be_asked_does_not_hide_the_others()
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(Server.Admin);
        proxy.RewriteAccept = _ => OldAccept;
        using FaultProxy.Answering broken = proxy.Answer(request => request.Path == "/apis/storage.kubestash.com/v1alpha1", new ScriptedAnswer(500, "aggregated API down"));
        await using KubernetesClient client = ConformanceServer.Connect(proxy.CreateConfiguration());
        ApiDiscovery discovery = await client.DiscoverAsync(Token);
        AssertSessions(discovery);
        Assert.Equal("storage.kubestash.com/v1alpha1", Assert.Single(discovery.FailedGroups).GroupVersion);
    }

    [Fact]
    public async Task The_kinds_of_a_group_that_is_not_there_are_null()
    {
        Assert.Null(await Client.GetResourcesAsync("nothing.example", "v1", Token));
        ImmutableArray<ApiResource>? core = await Client.GetResourcesAsync(KubeStashKinds.CoreGroup, "v1alpha1", Token);
        Assert.Contains(core!.Value, resource => resource.Kind == Sessions);
    }

    [Fact]
    public async Task OpenAPI_v3_describes_the_kind_where_the_server_publishes_it_and_is_null_where_not()
    {
        JsonObject? document = await Client.GetOpenApiAsync(KubeStashKinds.CoreGroup, "v1alpha1", Token);
        if (!Server.Version.IsAtLeast(1, 24))
        {
            Assert.Null(document);
            return;
        }

        JsonObject schemas = document!["components"]!["schemas"]!.AsObject();
        KeyValuePair<string, JsonNode?> session = Assert.Single(schemas, schema => schema.Key.EndsWith(".BackupSession", StringComparison.Ordinal));
        Assert.Equal("integer", session.Value!["properties"]!["spec"]!["properties"]!["retryLeft"]!["type"]!.GetValue<string>());
    }

    private static void AssertSessions(ApiDiscovery discovery)
    {
        ApiResource sessions = Assert.Single(discovery.Resources, resource => resource.Kind.Id == Sessions.Id);
        Assert.Equal(Sessions, sessions.Kind);
        Assert.Equal(["create", "delete", "get", "list", "patch", "update", "watch"], sessions.Verbs.Where(verb => verb != "deletecollection").Order());
        Assert.Contains("status", sessions.Subresources);
    }

    // Other tests install kinds of example groups meanwhile, and remove them.
    private static IEnumerable<string> LastingKinds(ApiDiscovery discovery) =>
        discovery.Resources.Where(resource => !resource.Kind.Group.EndsWith(".example.com", StringComparison.Ordinal))
            .Select(resource => $"{resource.Kind.ApiVersion}/{resource.Kind.Id}").Order(StringComparer.Ordinal);
}
