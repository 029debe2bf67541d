using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Core;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.Conformance;

/// <summary>The hooks of the fake server, which the suite itself does not use against real servers.</summary>
public sealed class FakeApiServerTests : IAsyncLifetime
{
    private static readonly ResourceKind Sessions = FakeKinds.BackupSessions.Kind;
    private FakeApiServer server = null!;
    private KubernetesClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = ConformanceServer.Connect(server.ConfigurationOf("admin"));
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Seeded_objects_are_listed_and_can_be_put_and_removed_behind_the_clients_back()
    {
        server.Seed(FakeKinds.BackupSessions, 250, i => Session($"s-{i:d3}"));
        Assert.Equal(250, (await client.ListAsync(Sessions, "demo", new(), Token)).Items.Length);
        server.Remove(FakeKinds.BackupSessions, new("demo", "s-000"));
        JsonObject changed = Session("s-001");
        changed["status"] = new JsonObject { ["phase"] = "Failed" };
        server.Put(FakeKinds.BackupSessions, changed);
        ObjectList list = await client.ListAsync(Sessions, "demo", new(), Token);
        Assert.Equal(249, list.Items.Length);
        Assert.Equal("Failed", list.Items[0]["status"]!["phase"]!.GetValue<string>());
    }

    [Fact]
    public async Task Compaction_expires_versions_and_continue_tokens()
    {
        server.Seed(FakeKinds.BackupSessions, 3, i => Session($"s-{i}"));
        ObjectList page = await client.ListAsync(Sessions, "demo", new() { Limit = 1 }, Token);
        server.Compact();
        ApiStatusException refused = await Assert.ThrowsAsync<ApiStatusException>(() => client.ListAsync(Sessions, "demo", new() { Limit = 1, Continue = page.Metadata.Continue }, Token));
        Assert.True(refused.Status.IsExpired);
        refused = await Assert.ThrowsAsync<ApiStatusException>(() => WatchAsync(new() { ResourceVersion = page.Metadata.ResourceVersion }));
        Assert.True(refused.Status.IsExpired);
    }

    [Fact]
    public async Task A_version_of_the_future_is_refused_as_too_large()
    {
        ApiStatusException refused = await Assert.ThrowsAsync<ApiStatusException>(() => client.ListAsync(Sessions, "demo", new() { ResourceVersion = "99999999", ResourceVersionMatch = ResourceVersionMatch.NotOlderThan }, Token));
        Assert.Equal(504, refused.Status.Code);
        Assert.Contains(refused.Status.Causes, cause => cause.Reason == "ResourceVersionTooLarge");
    }

    [Fact]
    public async Task A_script_answers_as_often_as_told_and_every_request_is_recorded()
    {
        using IDisposable script = server.Intercept(request => request.IsList, new ScriptedAnswer(500), 1);
        await Assert.ThrowsAsync<ApiStatusException>(() => client.ListAsync(Sessions, null, new(), Token));
        await client.ListAsync(Sessions, null, new() { LabelSelector = "a=b" }, Token);
        Assert.Equal(["", "?labelSelector=a%3Db"], server.Requests.Select(request => request.QueryString));
        Assert.All(server.Requests, request => Assert.Equal("Bearer admin-token", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_kind_can_be_taken_away_and_given_back()
    {
        server.Unregister(FakeKinds.BackupSessions);
        Assert.True((await Assert.ThrowsAsync<ApiStatusException>(() => client.ListAsync(Sessions, null, new(), Token))).Status.IsNotFound);
        Assert.DoesNotContain((await client.DiscoverAsync(Token)).Resources, resource => resource.Kind == Sessions);
        server.Register(FakeKinds.BackupSessions);
        await client.ListAsync(Sessions, null, new(), Token);
    }

    [Fact]
    public async Task Bookmarks_errors_and_endings_come_when_told()
    {
        List<WatchEventType> seen = [];
        Task<List<WatchEvent<BackupSessionRow>>> watching = WatchAsync(new() { ResourceVersion = Version() });
        await Eventually.HoldsAsync(() => server.OpenWatches == 1, cancellationToken: Token);
        server.SendBookmarks();
        server.EndWatches();
        seen.AddRange((await watching).Select(item => item.Type));
        Assert.Equal([WatchEventType.Bookmark], seen);

        watching = WatchAsync(new() { ResourceVersion = Version() });
        await Eventually.HoldsAsync(() => server.OpenWatches == 1, cancellationToken: Token);
        server.ExpireWatches();
        Assert.True((await Assert.ThrowsAsync<ApiStatusException>(() => watching)).Status.IsExpired);

        watching = WatchAsync(new() { ResourceVersion = Version() });
        await Eventually.HoldsAsync(() => server.OpenWatches == 1, cancellationToken: Token);
        server.CutWatches();
        Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => watching);
        Assert.True(broken is HttpRequestException or IOException, broken.ToString());
    }

    [Fact]
    public async Task Any_object_can_be_denied_by_its_annotation()
    {
        JsonObject session = Session("one");
        session["metadata"]!["annotations"] = new JsonObject { ["test/deny"] = "because" };
        ApiStatusException refused = await Assert.ThrowsAsync<ApiStatusException>(() => client.CreateAsync(Sessions, "demo", session, new(), Token));
        Assert.True(refused.Status.IsWebhookRefusal);
        Assert.EndsWith("denied the request: because", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_kubeconfigs_name_three_users_of_whom_each_may_what_it_may()
    {
        Kubernetes.Configuration.ClusterCatalog catalog = KubeconfigFiles.Load(server.Kubeconfig);
        Assert.Equal(["admin", "viewer", "nobody"], catalog.Clusters.Select(cluster => cluster.Name));
        Assert.Empty(catalog.Problems);
        await using KubernetesClient viewer = ConformanceServer.Connect(catalog.Clusters[1]);
        await viewer.ListAsync(Sessions, "demo", new(), Token);
        Assert.True((await Assert.ThrowsAsync<ApiStatusException>(() => viewer.ListAsync(Sessions, null, new(), Token))).Status.IsForbidden);
        await catalog.DisposeAsync();
    }

    private string Version() => server.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Session(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "demo" },
        ["spec"] = new JsonObject { ["session"] = "x", ["invoker"] = new JsonObject { ["kind"] = "BackupConfiguration", ["name"] = "c" } },
    };

    private async Task<List<WatchEvent<BackupSessionRow>>> WatchAsync(WatchOptions options)
    {
        List<WatchEvent<BackupSessionRow>> events = [];
        await foreach (WatchEvent<BackupSessionRow> item in client.WatchAsync(BackupSessionRow.Reader, "demo", options, Token))
        {
            events.Add(item);
        }

        return events;
    }
}
