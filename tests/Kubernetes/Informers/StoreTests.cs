using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class StoreTests
{
    [Fact]
    public void Snapshot_and_subscription_fit_together_while_others_write()
    {
        using InformerHarness harness = new(options: new InformerOptions { BatchSize = 1 });
        harness.Started();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Store<TestRow> store = harness.Informer.Store;
        StorePart<TestRow> part = store.Parts[0];
        Thread writer = new(() =>
        {
            for (int i = 0; i < 3_000; i++)
            {
                TestRow row = new(new ObjectKey("a", $"row-{i % 50}"), "uid", $"v{i}", "red", i);
                part.Apply(new WatchEvent<TestRow>(WatchEventType.Modified, new ReadResult<TestRow>(row, null), row.ResourceVersion, false));
            }
        });
        writer.Start();
        while (writer.IsAlive)
        {
            cancellation.ThrowIfCancellationRequested();
            using StoreSubscription<TestRow> subscription = store.Subscribe();
            long version = subscription.Initial.Version;
            for (int i = 0; i < 5 && subscription.Batches.TryRead(out StoreBatch<TestRow>? batch); i++)
            {
                Assert.True(batch.Reset || batch.Snapshot.Version == version + 1);
                version = batch.Snapshot.Version;
            }
        }

        writer.Join();
        Assert.Equal(50, store.Snapshot.Count);
    }

    [Fact]
    public void A_slow_subscriber_is_told_to_start_again_and_hinders_nobody()
    {
        using InformerHarness harness = new(options: new InformerOptions { SubscriberCapacity = 3 });
        harness.Started();
        using StoreSubscription<TestRow> slow = harness.Informer.Store.Subscribe();
        using StoreSubscription<TestRow> quick = harness.Informer.Store.Subscribe();
        int taken = 0;
        for (int i = 0; i < 10; i++)
        {
            harness.Server.Put("a", $"row-{i}");
            harness.Advance(0.1);
            while (quick.Batches.TryRead(out StoreBatch<TestRow>? batch))
            {
                Assert.False(batch.Reset);
                taken++;
            }
        }

        Assert.Equal(10, taken);
        List<StoreBatch<TestRow>> late = [];
        while (slow.Batches.TryRead(out StoreBatch<TestRow>? batch))
        {
            late.Add(batch);
        }

        Assert.InRange(late.Count, 1, 3);
        Assert.True(late[0].Reset);
        Assert.Empty(late[0].Changes);
        Assert.All(late.Skip(1), batch => Assert.False(batch.Reset));
        Assert.Same(harness.Snapshot, late[^1].Snapshot);
    }

    [Fact]
    public void A_snapshot_never_changes()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one", "blue");
        harness.Started();
        StoreSnapshot<TestRow> snapshot = harness.Snapshot;
        StoreView<TestRow> view = snapshot.OrderedBy("color");
        harness.Server.Put("a", "two", "amber");
        harness.Server.Delete("a", "one");
        harness.Advance(1);
        Assert.Equal(["one"], view.Select(row => row.Key.Name));
        Assert.Equal(["one"], snapshot.OrderedBy("size").Select(row => row.Key.Name));
        Assert.Equal(["two"], harness.Snapshot.OrderedBy("color").Select(row => row.Key.Name));
    }

    [Fact]
    public void Views_give_pages_in_both_directions_and_of_one_namespace()
    {
        using InformerHarness harness = new();
        for (int i = 0; i < 1_000; i++)
        {
            harness.Server.Put(i % 3 == 0 ? "a" : "b", $"row-{i:0000}", size: 999 - i);
        }

        harness.Started();
        StoreView<TestRow> all = harness.Snapshot.OrderedBy("size");
        Assert.Equal(1_000, all.Count);
        Assert.Equal([20, 21, 22], Enumerable.Range(20, 3).Select(i => all[i].Size));
        Assert.Equal([979, 978, 977], Enumerable.Range(20, 3).Select(i => harness.Snapshot.OrderedBy("size", descending: true)[i].Size));
        Assert.Equal(334, harness.Snapshot.OrderedBy("size", "a").Count);
        Assert.Equal(["row-0999", "row-0996"], harness.Snapshot.OrderedBy("key", "a", descending: true).Take(2).Select(row => row.Key.Name));
        Assert.Empty(harness.Snapshot.OrderedBy("key", "nowhere"));
        Assert.Throws<ArgumentOutOfRangeException>(() => all[1_000]);
    }

    [Fact]
    public void Rows_are_found_by_what_they_link_to()
    {
        using InformerHarness harness = new();
        harness.Server.Put("a", "one", "red", 12);
        harness.Server.Put("b", "two", "red", 22);
        harness.Server.Put("b", "three", "none", 1);
        harness.Started();
        Assert.Equal(["one", "two"], Names(harness.Snapshot.Linked("color", new ObjectKey(string.Empty, "red"))));
        Assert.Empty(harness.Snapshot.Linked("color", new ObjectKey(string.Empty, "none")));
        Assert.Equal(["one", "two"], Names(harness.Snapshot.Linked("digits", new ObjectKey("d", "2"))));
        Assert.Equal(["one", "three"], Names(harness.Snapshot.Linked("digits", new ObjectKey("d", "1"))));

        harness.Server.Put("a", "one", "blue", 3);
        harness.Advance(1);
        Assert.Equal(["two"], Names(harness.Snapshot.Linked("color", new ObjectKey(string.Empty, "red"))));
        Assert.Equal(["three"], Names(harness.Snapshot.Linked("digits", new ObjectKey("d", "1"))));
    }

    [Fact]
    public void An_order_or_lookup_that_was_not_declared_is_refused_with_the_declared_ones()
    {
        using InformerHarness harness = new();
        ArgumentException order = Assert.Throws<ArgumentException>(() => harness.Snapshot.OrderedBy("age"));
        Assert.Contains("key, color, size", order.Message, StringComparison.Ordinal);
        ArgumentException lookup = Assert.Throws<ArgumentException>(() => harness.Snapshot.Linked("owner", default));
        Assert.Contains("color, digits", lookup.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_is_kept_up_to_date_only_while_it_is_used()
    {
        int compared = 0;
        StoreSchema<TestRow> schema = new StoreSchema<TestRow>().WithOrder("size", row =>
        {
            compared++;
            return row.Size;
        });
        using InformerHarness harness = new(schema: schema);
        for (int i = 0; i < 100; i++)
        {
            harness.Server.Put("a", $"row-{i}", size: i);
        }

        harness.Started();
        Assert.Equal(0, compared);
        _ = harness.Snapshot.OrderedBy("size").Count;
        int built = compared;
        Assert.True(built > 0);
        harness.Server.Put("a", "new");
        harness.Advance(1);
        int kept = compared - built;
        Assert.InRange(kept, 1, built / 2);
        _ = harness.Snapshot.OrderedBy("size").Count;
        Assert.Equal(built + kept, compared);

        harness.Advance(TimeSpan.FromMinutes(11));
        harness.Server.Put("a", "newer");
        harness.Advance(1);
        Assert.Equal(built + kept, compared);
        Assert.Equal(102, harness.Snapshot.OrderedBy("size").Count);
    }

    [Fact]
    public void An_order_that_fails_costs_its_readers_only()
    {
        StoreSchema<TestRow> schema = new StoreSchema<TestRow>()
            .WithOrder("broken", row => row.Color == "bad" ? throw new FormatException("bad color") : row.Color);
        using InformerHarness harness = new(schema: schema);
        harness.Server.Put("a", "one");
        harness.Server.Put("a", "two");
        harness.Started();
        Assert.Equal(2, harness.Snapshot.OrderedBy("broken").Count);
        harness.Server.Put("a", "three", "bad");
        harness.Advance(1);
        Assert.Equal(3, harness.Snapshot.Count);
        Assert.ThrowsAny<InvalidOperationException>(() => harness.Snapshot.OrderedBy("broken"));
        Assert.Contains(harness.Log.Lines, line => line.Text.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subscription_does_not_hold_its_first_rows_for_ever()
    {
        using InformerHarness harness = new();
        harness.Started();
        using StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        StoreSnapshot<TestRow> first = subscription.Initial;
        for (int i = 0; i < 3; i++)
        {
            harness.Server.Put("a", "one", size: i);
            harness.Advance(1);
            Assert.True(subscription.Batches.TryRead(out _));
        }

        Assert.NotSame(first, subscription.Initial);
    }

    [Fact]
    public void A_subscription_that_ended_gets_nothing_more()
    {
        using InformerHarness harness = new();
        harness.Started();
        StoreSubscription<TestRow> subscription = harness.Informer.Store.Subscribe();
        subscription.Dispose();
        subscription.Dispose();
        harness.Server.Put("a", "one");
        harness.Advance(1);
        Assert.False(subscription.Batches.TryRead(out _));
        Assert.True(subscription.Batches.Completion.IsCompleted);
        harness.End();
        using StoreSubscription<TestRow> late = harness.Informer.Store.Subscribe();
        Assert.Equal(1, late.Initial.Count);
        Assert.True(late.Batches.Completion.IsCompleted);
    }

    private static IEnumerable<string> Names(IEnumerable<TestRow> rows) => rows.Select(row => row.Key.Name);
}
