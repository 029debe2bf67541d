using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class WatchTests
{
    [Fact]
    public void Watches_ask_for_a_random_end_between_five_and_ten_minutes()
    {
        List<TimeSpan> timeouts = [];
        for (int seed = 0; seed < 20; seed++)
        {
            using InformerHarness harness = new(seed: seed);
            harness.Started();
            timeouts.Add(Assert.Single(harness.Server.Watches).Timeout!.Value);
        }

        Assert.All(timeouts, timeout => Assert.InRange(timeout, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)));
        Assert.Equal(20, timeouts.Distinct().Count());
    }

    [Fact]
    public void A_clean_end_is_resumed_at_once_and_stays_live()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Advance(300);
        long version = harness.Snapshot.Version;
        harness.Server.EndAll();
        harness.Settle();
        Assert.Equal(2, harness.Server.Watches.Count);
        Assert.Single(harness.Server.Streams);
        Assert.Equal(version, harness.Snapshot.Version);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void Watches_that_end_at_once_again_and_again_are_backed_off()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Server.EndsWatchesAtOnce = true;
        harness.Server.EndAll();
        harness.Advance(300);
        Assert.InRange(harness.Server.Watches.Count, 10, 60);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        harness.Server.EndsWatchesAtOnce = false;
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Single(harness.Server.Lists);
    }

    [Fact]
    public void A_watch_that_outlives_its_time_is_abandoned_and_resumed()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Advance(20);
        harness.Server.Put("a", "one");
        harness.Settle();
        DateTimeOffset lastSign = harness.Clock.GetUtcNow();
        using StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        TimeSpan timeout = harness.Server.Watches[0].Timeout!.Value;
        harness.Advance(timeout - TimeSpan.FromSeconds(21));
        Assert.Single(harness.Server.Watches);
        harness.Advance(31);
        Assert.Equal(["100", "101"], harness.Server.Watches.Select(watch => watch.ResourceVersion));
        Assert.Equal(InformerPhase.Live, harness.State.Phase);

        List<InformerState> states = [];
        while (subscription.Batches.TryRead(out StoreBatch<TestRow>? batch))
        {
            states.Add(batch.Snapshot.State);
        }

        InformerState stale = Assert.Single(states, state => state.Phase == InformerPhase.Stale);
        Assert.Equal(lastSign, stale.DataAsOf);
        Assert.Equal(InformerProblemKind.Unreachable, stale.Problem!.Kind);
    }

    [Fact]
    public void A_watch_that_is_never_accepted_is_given_up()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Server.NeverAccepts = true;
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(29);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(2, harness.Server.Watches.Count);
        harness.Server.NeverAccepts = false;
        harness.Advance(35);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void A_lost_connection_is_stale_since_then_and_comes_back_without_a_list()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Advance(100);
        DateTimeOffset lost = harness.Clock.GetUtcNow();
        harness.Server.Fault = _ => new HttpRequestException("connection refused");
        harness.Server.CutAll(new IOException("reset by peer"));
        harness.Advance(45);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Equal(lost, harness.State.Since);
        Assert.Equal(lost, harness.State.DataAsOf);
        Assert.Equal(InformerProblemKind.Unreachable, harness.State.Problem!.Kind);
        Assert.Equal("connection refused", harness.State.Problem.Message);

        harness.Server.Put("a", "two");
        harness.Server.Fault = _ => null;
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
        Assert.Null(harness.State.DataAsOf);
        Assert.Null(harness.State.Problem);
        Assert.Single(harness.Server.Lists);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void A_resumed_watch_on_a_quiet_kind_is_live_without_an_event()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(3);
        Assert.Equal(2, harness.Server.Watches.Count);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }

    [Fact]
    public void The_servers_wish_to_be_left_alone_is_obeyed_up_to_a_limit()
    {
        using InformerHarness harness = new();
        harness.Started();
        harness.Server.Fault = _ => ModelServer.Refusal(429, "TooManyRequests", TimeSpan.FromSeconds(90));
        harness.Server.CutAll(new IOException("cut"));
        harness.Advance(5);
        Assert.Equal(2, harness.Server.Watches.Count);
        harness.Advance(80);
        Assert.Equal(2, harness.Server.Watches.Count);
        harness.Advance(10);
        Assert.Equal(3, harness.Server.Watches.Count);
    }

    [Fact]
    public void Changes_within_the_batch_delay_come_in_one_batch()
    {
        using InformerHarness harness = new();
        harness.Started();
        using StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        for (int i = 0; i < 10; i++)
        {
            harness.Server.Put("a", $"row-{i % 5}", size: i);
        }

        harness.Settle();
        Assert.False(subscription.Batches.TryPeek(out _));
        harness.Advance(0.05);
        Assert.True(subscription.Batches.TryRead(out StoreBatch<TestRow>? batch));
        Assert.Equal(5, batch.Changes.Length);
        Assert.All(batch.Changes, change => Assert.Null(change.Before));
        Assert.False(subscription.Batches.TryRead(out _));
    }

    [Fact]
    public void Duplicate_and_late_events_change_nothing()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one", "red");
        harness.Started();
        harness.Server.Put("a", "one", "blue");
        harness.Server.Put("a", "two");
        harness.Server.Delete("a", "two");
        harness.Server.Put("a", "three", "red");
        harness.Server.Put("a", "three", "blue");
        harness.Advance(1);
        long version = harness.Snapshot.Version;
        ModelStream stream = harness.Server.Streams[0];
        foreach (WatchEvent<TestRow> item in stream.Sent.ToArray())
        {
            stream.Send(item);
        }

        harness.Advance(1);
        Assert.Equal(version, harness.Snapshot.Version);
        harness.AssertEqualToServer();
    }

    [Fact]
    public void The_deletion_of_an_earlier_object_does_not_remove_its_successor()
    {
        using InformerHarness harness = new();
        TestRow first = harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.CutAll(new IOException("cut"));
        harness.Settle();
        harness.Server.Delete("a", "one");
        TestRow second = harness.Server.Put("a", "one");
        harness.Server.Compact();
        harness.Advance(5);
        Assert.NotEqual(first.Uid, second.Uid);
        Assert.Equal(second, Assert.Single(harness.Snapshot.OrderedBy("key")));

        harness.Server.Streams[0].Send(new WatchEvent<TestRow>(WatchEventType.Deleted, new ReadResult<TestRow>(first, null), "102", false));
        harness.Server.Streams[0].Send(new WatchEvent<TestRow>(WatchEventType.Deleted, new ReadResult<TestRow>(first with { Key = new("a", "unknown") }, null), "102", false));
        harness.Advance(1);
        Assert.Equal(second, Assert.Single(harness.Snapshot.OrderedBy("key")));
    }

    [Fact]
    public void An_object_that_leaves_a_selector_and_returns_is_there_again()
    {
        using InformerHarness harness = new();
        TestRow row = harness.Server.Put("a", "one");
        harness.Started();
        ModelStream stream = harness.Server.Streams[0];
        stream.Send(new WatchEvent<TestRow>(WatchEventType.Deleted, new ReadResult<TestRow>(row with { ResourceVersion = "105" }, null), "105", false));
        harness.Advance(1);
        Assert.Empty(harness.Names);
        stream.Send(new WatchEvent<TestRow>(WatchEventType.Added, new ReadResult<TestRow>(row with { ResourceVersion = "106" }, null), "106", false));
        harness.Advance(1);
        Assert.Equal(["one"], harness.Names);
    }

    [Fact]
    public void Ending_closes_streams_subscriptions_and_timers()
    {
        using InformerHarness harness = new(InformerScope.Of("a", "b"));
        harness.Server.Put("a", "one");
        harness.Started();
        using StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        harness.Server.Put("a", "two");
        harness.Settle();
        harness.End();

        Assert.Empty(harness.Server.Streams);
        Assert.True(subscription.Batches.Completion.IsCompletedSuccessfully);
        Assert.Equal(0, harness.Clock.ActiveTimers);
        Assert.Equal(["one"], harness.Names);
        Assert.Throws<ObjectDisposedException>(harness.Informer.Start);
    }

    [Fact]
    public void Ending_while_waiting_to_try_again_does_not_wait()
    {
        using InformerHarness harness = new();
        harness.Server.Fault = _ => new HttpRequestException("down");
        harness.Started();
        harness.Advance(100);
        harness.End();
        Assert.Equal(0, harness.Clock.ActiveTimers);
    }

    [Fact]
    public void A_fault_of_ours_is_logged_and_does_not_end_the_informer()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one");
        harness.Started();
        harness.Server.CutAll(new NotSupportedException("a bug"));
        harness.Advance(1);
        Assert.Equal(InformerPhase.Stale, harness.State.Phase);
        Assert.Contains(harness.Log.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error);
        harness.Advance(31);
        Assert.Equal(InformerPhase.Live, harness.State.Phase);
    }
}
