using BackupConsole.Kubernetes.Api;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;

namespace BackupConsole.Conformance;

public sealed class WatchTests(ConformanceServer server) : ConformanceTest(server)
{
    private static IRowReader<BackupSessionRow> Reader => BackupSessionRow.Reader;

    [Fact]
    public async Task Every_change_after_a_lists_version_arrives_in_order()
    {
        string version = await VersionAsync();
        await CreateSessionAsync("one");
        await SetPhaseAsync("one", "Running");
        await DeleteSessionAsync("one");
        List<WatchEvent<BackupSessionRow>> events = await TakeAsync(3, new() { ResourceVersion = version });

        Assert.Equal([WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted], events.Select(item => item.Type));
        Assert.All(events, item => Assert.Equal(Key("one"), item.Content.Key));
        Assert.Equal("Running", events[1].Content.Row!.Phase);
        Assert.Equal(3, events.Select(item => item.ResourceVersion).Distinct().Count());
    }

    [Fact]
    public async Task A_watch_goes_on_after_any_of_its_events()
    {
        string version = await VersionAsync();
        await CreateSessionsAsync(3);
        List<WatchEvent<BackupSessionRow>> events = await TakeAsync(2, new() { ResourceVersion = version });
        List<WatchEvent<BackupSessionRow>> rest = await TakeAsync(1, new() { ResourceVersion = events[1].ResourceVersion });
        Assert.Equal(Key("s-002"), rest[0].Content.Key);
    }

    [Fact]
    public async Task An_object_that_enters_or_leaves_the_selection_is_added_or_deleted()
    {
        string version = await VersionAsync();
        await CreateSessionAsync("one");
        await LabelAsync("gold");
        await LabelAsync("silver");
        List<WatchEvent<BackupSessionRow>> events = await TakeAsync(2, new() { ResourceVersion = version, LabelSelector = "tier=gold" });
        Assert.Equal([WatchEventType.Added, WatchEventType.Deleted], events.Select(item => item.Type));

        Task<System.Text.Json.Nodes.JsonObject> LabelAsync(string tier) => Client.PatchAsync(
            Sessions, Key("one"), Patch.Merge(new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["labels"] = new System.Text.Json.Nodes.JsonObject { ["tier"] = tier } } }), new(), Token);
    }

    [Fact]
    public async Task A_watch_ends_when_the_servers_time_is_up_after_a_bookmark_to_go_on_from()
    {
        string version = await VersionAsync();
        await CreateSessionAsync("one");
        List<WatchEvent<BackupSessionRow>> events = [];
        await foreach (WatchEvent<BackupSessionRow> item in Client.WatchAsync(Reader, Namespace, new() { ResourceVersion = version, Timeout = TimeSpan.FromSeconds(5) }, Token))
        {
            events.Add(item);
        }

        Assert.Equal(Key("one"), events[0].Content.Key);
        Assert.SkipUnless(events.Exists(item => item.Type == WatchEventType.Bookmark), "This API server sends a bookmark a minute at most, and none before its time is up.");
        // Servers are free to send several; the newest is the one to go on from.
        WatchEvent<BackupSessionRow> bookmark = events.Last(item => item.Type == WatchEventType.Bookmark);
        Assert.NotEmpty(bookmark.ResourceVersion);
        await CreateSessionAsync("two");
        Assert.Equal(Key("two"), (await TakeAsync(1, new() { ResourceVersion = bookmark.ResourceVersion }))[0].Content.Key);
    }

    [Fact]
    public async Task A_version_too_old_is_an_error_410()
    {
        await CreateSessionAsync("one");
        ApiStatus refused = await RefusedAsync(() => TakeAsync(1, new() { ResourceVersion = "1" }));
        Assert.True(refused.IsExpired, refused.Message);
    }

    [Fact]
    public async Task A_streaming_list_ends_with_a_bookmark_where_the_server_has_it()
    {
        Assert.SkipUnless(Server.Version.IsAtLeast(1, 32), "This API server is too old for streaming lists.");
        await CreateSessionsAsync(3);
        List<WatchEvent<BackupSessionRow>> events = [];
        await foreach (WatchEvent<BackupSessionRow> item in Client.WatchAsync(Reader, Namespace, new() { SendInitialEvents = true }, Token))
        {
            events.Add(item);
            if (item.EndsInitialEvents)
            {
                break;
            }
        }

        Assert.Equal([Key("s-000"), Key("s-001"), Key("s-002")], events.SkipLast(1).Select(item => item.Content.Key).Order());
        Assert.All(events.SkipLast(1), item => Assert.Equal(WatchEventType.Added, item.Type));
    }

    [Fact]
    public async Task A_cancelled_watch_ends_with_the_callers_cancellation()
    {
        string version = await VersionAsync();
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task watching = Task.Run(
            async () =>
            {
                await foreach (WatchEvent<BackupSessionRow> item in Client.WatchAsync(Reader, Namespace, new() { ResourceVersion = version }, cancel.Token))
                {
                    await cancel.CancelAsync();
                }
            },
            Token);
        await CreateSessionAsync("one");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task A_stream_cut_in_mid_line_breaks_off_with_an_error_and_gives_no_half_event()
    {
        await using FaultProxy proxy = await FaultProxy.StartAsync(Server.Admin);
        await using KubernetesClient client = ConformanceServer.Connect(proxy.CreateConfiguration());
        string version = await VersionAsync();
        List<WatchEvent<BackupSessionRow>> events = [];
        Task watching = Task.Run(
            async () =>
            {
                await foreach (WatchEvent<BackupSessionRow> item in client.WatchAsync(Reader, Namespace, new() { ResourceVersion = version }, Token))
                {
                    events.Add(item);
                }
            },
            Token);
        await CreateSessionAsync("one");
        await Eventually.HoldsAsync(() => proxy.WatchBytes > 0, cancellationToken: Token);
        proxy.CutStreamsMidLine();
        Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => watching);

        Assert.True(broken is HttpRequestException or IOException, broken.ToString());
        Assert.True(events.Count <= 1);
        Assert.All(events, item => Assert.Null(item.Content.Malformed));
    }

    private async Task<string> VersionAsync() => (await Client.ListAsync(Sessions, Namespace, new(), Token)).Metadata.ResourceVersion;

    private async Task<List<WatchEvent<BackupSessionRow>>> TakeAsync(int count, WatchOptions options)
    {
        List<WatchEvent<BackupSessionRow>> events = [];
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Eventually.DefaultTimeout);
        await foreach (WatchEvent<BackupSessionRow> item in Client.WatchAsync(Reader, Namespace, options, limit.Token))
        {
            if (item.Type != WatchEventType.Bookmark)
            {
                events.Add(item);
            }

            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }
}
