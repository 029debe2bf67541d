using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class FillTests
{
    [Fact]
    public void A_fill_lists_from_the_cache_and_watches_from_the_lists_version()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();

        Assert.Equal("0", Assert.Single(harness.Server.Lists).ResourceVersion);
        WatchOptions watch = Assert.Single(harness.Server.Watches);
        Assert.Equal("101", watch.ResourceVersion);
        Assert.False(watch.SendInitialEvents);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Null(harness.State.Problem);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void Rows_show_and_progress_counts_while_the_rest_of_the_list_arrives()
    {
        using InformerHarness harness = new(options: new InformerOptions { BatchSize = 10 });
        for (int i = 0; i < 100; i++)
        {
            harness.Server.Put("a", $"row-{i:000}");
        }

        harness.Informer.Start();
        while (harness.Snapshot.Count < 50)
        {
            Assert.Equal(1, harness.Scheduler.RunSome(1));
        }

        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
        Assert.InRange(harness.State.Received, 50, 99);
        Assert.Empty(harness.Server.Watches);
        harness.Advance(1);
        Assert.Equal(100, harness.State.Received);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void Rows_of_a_slow_list_show_after_the_batch_delay()
    {
        using InformerHarness harness = new();
        harness.Server.RowsPerStep = 1;
        harness.Server.Put("a", "one");
        harness.Server.Put("a", "two");
        harness.Informer.Start();
        while (harness.Clock.ActiveTimers == 0)
        {
            Assert.Equal(1, harness.Scheduler.RunSome(1));
        }

        Assert.Equal(0, harness.Snapshot.Count);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, harness.Snapshot.Count);
    }

    [Fact]
    public void Where_the_server_has_streaming_lists_no_list_is_made()
    {
        using InformerHarness harness = new(server: new ModelServer { StreamingLists = true });
        harness.Server.Put("a", "one");
        harness.Started();

        Assert.Empty(harness.Server.Lists);
        WatchOptions watch = Assert.Single(harness.Server.Watches);
        Assert.True(watch.SendInitialEvents);
        Assert.Null(watch.ResourceVersion);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);

        harness.Server.Put("a", "two");
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(5);
        Assert.Equal("102", harness.Server.Watches[1].ResourceVersion);
        harness.AssertEqualToServer();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public void A_refused_streaming_list_becomes_a_plain_one(int code)
    {
        using InformerHarness harness = new(server: new ModelServer { ClaimsStreamingLists = true });
        bool first = true;
        harness.Server.Fault = verb =>
        {
            bool fails = verb == "watch" && first;
            first = first && !fails;
            return fails ? ModelServer.Refusal(code) : null;
        };
        harness.Server.Put("a", "one");
        harness.Started();

        Assert.Single(harness.Server.Lists);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_streaming_list_that_never_ends_becomes_a_plain_one_and_is_not_tried_again()
    {
        using InformerHarness harness = new(server: new ModelServer { ClaimsStreamingLists = true });
        harness.Server.Put("a", "one");
        harness.Started();
        Assert.Equal(InformerPhase.Syncing, harness.State.Phase);
        harness.Advance(10);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Single(harness.Server.Lists);

        harness.Server.Compact();
        harness.Server.CutAll(ModelServer.Refusal(410));
        harness.Advance(5);
        Assert.Equal(2, harness.Server.Lists.Count);
        Assert.Single(harness.Server.Watches, watch => watch.SendInitialEvents);
    }

    [Fact]
    public void What_a_fill_did_not_see_leaves_at_its_end_in_one_batch()
    {
        using InformerHarness harness = new();
        for (int i = 0; i < 9; i++)
        {
            harness.Server.Put("a", $"row-{i}");
        }

        harness.Started();
        using StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        LoseHistory(harness, () =>
        {
            for (int i = 0; i < 5; i++)
            {
                harness.Server.Delete("a", $"row-{i}");
            }

            harness.Server.Put("a", "new");
        });
        harness.Advance(5);

        List<StoreBatch<TestRow>> batches = [];
        while (subscription.Batches.TryRead(out StoreBatch<TestRow>? batch))
        {
            batches.Add(batch);
        }

        StoreBatch<TestRow> leaving = Assert.Single(batches, batch => batch.Changes.Any(change => change.After is null));
        Assert.Equal(5, leaving.Changes.Count(change => change.After is null));
        Assert.All(batches, batch => Assert.True(batch.Snapshot.Count >= 5));
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_fill_that_breaks_off_removes_nothing()
    {
        using InformerHarness harness = new();
        for (int i = 0; i < 9; i++)
        {
            harness.Server.Put("a", $"row-{i}");
        }

        harness.Started();
        harness.Server.ListBreaks = () => new IOException("broke off");
        LoseHistory(harness, () => harness.Server.Delete("a", "row-7"));
        harness.Advance(20);
        Assert.True(harness.Server.Lists.Count > 2);
        Assert.Equal(9, harness.Snapshot.Count);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);

        harness.Server.ListBreaks = () => null;
        harness.Advance(40);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void Rows_of_other_scopes_stay_when_one_scope_is_filled_again()
    {
        using InformerHarness harness = new(InformerScope.Of("b", "a"));
        harness.Server.Put("a", "one");
        harness.Server.Put("b", "two");
        harness.Server.Put("c", "unwatched");
        harness.Started();
        Assert.Equal(["one", "two"], harness.Names);
        Assert.Equal(["a", "b"], harness.State.Scopes.Select(scope => scope.Namespace));

        harness.Server.Delete("a", "one");
        harness.Server.Compact();
        harness.Server.Streams.Single(stream => stream.Namespace == "a").Fail(ModelServer.Refusal(410));
        harness.Advance(5);
        Assert.Equal(["two"], harness.Names);
        Assert.Equal(3, harness.Server.Lists.Count);
    }

    [Fact]
    public void A_list_without_a_version_is_no_fill()
    {
        NoVersionServer server = new();
        using StepScheduler scheduler = new();
        Testing.FakeTimeProvider clock = new();
        Informer<TestRow> informer = new(server, TestRow.Schema, InformerScope.All, new InformerOptions(), clock, new ListLogger(), new Random(1), scheduler);
        informer.Start();
        scheduler.RunUntilIdle();
        Assert.Equal(InformerProblemKind.ServerError, informer.Store.Snapshot.State.Problem!.Kind);
        Assert.False(server.Watched);
        scheduler.RunUntil(informer.DisposeAsync().AsTask());
    }

    /// <summary>Changes objects in a way that the informer can learn of by a list only.</summary>
    private static void LoseHistory(InformerHarness harness, Action change)
    {
        harness.Server.CutAll(new IOException("cut"));
        harness.Settle();
        change();
        harness.Server.Compact();
    }

    private sealed class NoVersionServer : IListerWatcher<TestRow>
    {
        public bool Watched { get; private set; }

        public ResourceKind Kind => TestRow.Kind;

        public Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<TestRow>> onRow, CancellationToken cancellationToken) =>
            Task.FromResult(new ListMetadata("0", null, null));

        public IAsyncEnumerable<WatchEvent<TestRow>> WatchAsync(string? ns, WatchOptions options, CancellationToken cancellationToken)
        {
            Watched = true;
            throw new NotSupportedException();
        }

        public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool?> IsServedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
