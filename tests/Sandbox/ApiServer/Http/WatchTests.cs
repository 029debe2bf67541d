using System.Text.Json.Nodes;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

public sealed class WatchTests(TestCluster cluster)
{
    [Fact]
    public async Task A_streaming_list_is_the_objects_and_a_bookmark_that_ends_them()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        await cluster.NewConfigMapAsync(ns, "b");
        using Lines lines = await WatchAsync(cluster.Cluster, $"/api/v1/namespaces/{ns}/configmaps?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal("ADDED a", await lines.NextAsync());
        Assert.Equal("ADDED b", await lines.NextAsync());
        Assert.Equal("BOOKMARK ", await lines.NextAsync());
        Assert.Equal("true", lines.Last!["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>());
        await cluster.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a");
        Assert.Equal("DELETED a", await lines.NextAsync());
    }

    [Fact]
    public async Task A_streaming_list_must_say_how_new_it_has_to_be()
    {
        Answer answer = await cluster.GetAsync("/api/v1/configmaps?watch=1&sendInitialEvents=true");
        Assert.Equal((422, "resourceVersionMatch"), (answer.Code, answer.Body!["details"]!["causes"]![0]!["field"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_version_too_old_is_an_error_in_the_stream()
    {
        using Lines lines = await WatchAsync(cluster.Cluster, "/api/v1/configmaps?watch=1&resourceVersion=5");
        Assert.Equal("ERROR ", await lines.NextAsync());
        Assert.Equal((410, "Expired"), (lines.Last!["object"]!["code"]!.GetValue<int>(), lines.Last["object"]!["reason"]!.GetValue<string>()));
        Assert.Null(await lines.NextAsync());
    }

    [Fact]
    public async Task Bookmarks_come_by_the_minute_and_shortly_before_the_end()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using SandboxCluster own = await TestCluster.StartAsync(new SandboxOptions { StateDirectory = folder.Path }, time);
        string version = own.State.Store.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Lines lines = await WatchAsync(own, $"/api/v1/namespaces/demo/configmaps?watch=1&allowWatchBookmarks=true&timeoutSeconds=90&resourceVersion={version}");
        await Eventually.HoldsAsync(() => time.ActiveTimers > 0, cancellationToken: TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("BOOKMARK ", await lines.NextAsync());
        time.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal("BOOKMARK ", await lines.NextAsync());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await lines.NextAsync());
    }

    [Fact]
    public async Task A_watched_table_describes_its_columns_once()
    {
        string ns = await cluster.NewNamespaceAsync();
        await cluster.NewConfigMapAsync(ns, "a");
        await cluster.NewConfigMapAsync(ns, "b");
        using Lines lines = await WatchAsync(cluster.Cluster, $"/api/v1/namespaces/{ns}/configmaps?watch=1", "application/json;as=Table;v=v1;g=meta.k8s.io");
        await lines.NextAsync();
        Assert.NotEmpty(lines.Last!["object"]!["columnDefinitions"]!.AsArray());
        await lines.NextAsync();
        Assert.Null(lines.Last!["object"]!["columnDefinitions"]);
        Assert.Equal("b", lines.Last["object"]!["rows"]![0]!["cells"]![0]!.GetValue<string>());
    }

    private static async Task<Lines> WatchAsync(SandboxCluster cluster, string path, string accept = "application/json")
    {
        HttpClient client = TestCluster.Connect(cluster);
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return new(client, response, new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed class Lines(HttpClient client, HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public JsonNode? Last { get; private set; }

        public async Task<string?> NextAsync()
        {
            string? line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            Last = line is null ? null : JsonNode.Parse(line);
            return Last is null ? null : $"{Last["type"]} {Last["object"]!["metadata"]?["name"]}";
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
            client.Dispose();
        }
    }
}
