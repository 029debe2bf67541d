using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class InformerPoolTests
{
    private static readonly InformerKey Key = new("cluster", TestRow.Kind, InformerScope.All, ObjectSelector.Everything, "alice");

    private readonly FakeTimeProvider clock = new();
    private readonly ModelServer server = new();
    private int created;

    [Fact]
    public async Task Viewers_of_the_same_thing_share_one_informer()
    {
        await using InformerPool pool = Pool();
        using InformerLease<TestRow> first = pool.Acquire(Key, Create, TestRow.Schema);
        using InformerLease<TestRow> second = pool.Acquire(Key with { }, Create, TestRow.Schema);
        Assert.Same(first.Store, second.Store);
        Assert.Equal(1, created);
        await LiveAsync(first.Store);
    }

    public static TheoryData<InformerKey> OtherKeys => new(
        Key with { Identity = "bob" },
        Key with { Cluster = "other" },
        Key with { Scope = InformerScope.Of("a") },
        Key with { Selector = new ObjectSelector(Labels: "a=b") },
        Key with { Selector = new ObjectSelector(Fields: "a=b") },
        Key with { Kind = TestRow.Kind with { Group = "other.example.com" } },
        Key with { Kind = TestRow.Kind with { Version = "v2" } });

    [Theory]
    [MemberData(nameof(OtherKeys), DisableDiscoveryEnumeration = true)]
    public async Task Whoever_or_whatever_differs_has_an_informer_of_its_own(InformerKey other)
    {
        await using InformerPool pool = Pool();
        using InformerLease<TestRow> first = pool.Acquire(Key, Create, TestRow.Schema);
        using InformerLease<TestRow> second = pool.Acquire(other, Create, TestRow.Schema);
        Assert.NotSame(first.Store, second.Store);
        Assert.Equal(2, created);
    }

    [Fact]
    public async Task An_informer_lingers_after_its_last_lease_and_then_ends()
    {
        await using InformerPool pool = Pool();
        InformerLease<TestRow> first = pool.Acquire(Key, Create, TestRow.Schema);
        InformerLease<TestRow> second = pool.Acquire(Key, Create, TestRow.Schema);
        first.Dispose();
        first.Dispose();
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(1, pool.Count);

        second.Dispose();
        clock.Advance(TimeSpan.FromMinutes(4));
        using (InformerLease<TestRow> third = pool.Acquire(Key, Create, TestRow.Schema))
        {
            Assert.Same(first.Store, third.Store);
            clock.Advance(TimeSpan.FromMinutes(4));
            Assert.Equal(1, pool.Count);
        }

        StoreSubscription<TestRow> subscription = first.Store.Subscribe();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, pool.Count);
        await foreach (StoreBatch<TestRow> batch in subscription.Batches.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.NotNull(batch.Snapshot);
        }

        subscription.Dispose();

        using InformerLease<TestRow> fourth = pool.Acquire(Key, Create, TestRow.Schema);
        Assert.NotSame(first.Store, fourth.Store);
    }

    [Fact]
    public async Task The_same_key_with_another_row_type_is_an_error()
    {
        await using InformerPool pool = Pool();
        using InformerLease<TestRow> lease = pool.Acquire(Key, Create, TestRow.Schema);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            pool.Acquire<OtherRow>(Key, () => throw new NotSupportedException(), new StoreSchema<OtherRow>()));
        Assert.Contains(nameof(TestRow), refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(OtherRow), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_pool_ends_the_one_idle_longest_and_refuses_when_all_are_in_use()
    {
        await using InformerPool pool = Pool(new InformerOptions { MaxInformers = 2 });
        InformerLease<TestRow> first = pool.Acquire(Key, Create, TestRow.Schema);
        InformerLease<TestRow> second = pool.Acquire(Key with { Cluster = "2" }, Create, TestRow.Schema);
        Assert.Throws<InvalidOperationException>(() => pool.Acquire(Key with { Cluster = "3" }, Create, TestRow.Schema));

        second.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));
        first.Dispose();
        using InformerLease<TestRow> third = pool.Acquire(Key with { Cluster = "3" }, Create, TestRow.Schema);
        Assert.Equal(2, pool.Count);
        using InformerLease<TestRow> again = pool.Acquire(Key, Create, TestRow.Schema);
        Assert.Same(first.Store, again.Store);
    }

    [Fact]
    public async Task A_server_that_cannot_be_made_leaves_nothing_behind()
    {
        await using InformerPool pool = Pool();
        Assert.Throws<FormatException>(() => pool.Acquire<TestRow>(Key, () => throw new FormatException(), TestRow.Schema));
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public async Task Ending_the_pool_ends_everything()
    {
        InformerPool pool = Pool();
        InformerLease<TestRow> lease = pool.Acquire(Key, Create, TestRow.Schema);
        InformerLease<TestRow> idle = pool.Acquire(Key with { Cluster = "2" }, Create, TestRow.Schema);
        await LiveAsync(lease.Store);
        await LiveAsync(idle.Store);
        idle.Dispose();
        await pool.DisposeAsync();
        Assert.Equal(0, clock.ActiveTimers);
        lease.Dispose();
        Assert.Equal(0, clock.ActiveTimers);
        Assert.Throws<ObjectDisposedException>(() => pool.Acquire(Key, Create, TestRow.Schema));
    }

    private InformerPool Pool(InformerOptions? options = null) => new(options ?? new InformerOptions(), clock, NullLoggerFactory.Instance);

    private ModelServer Create()
    {
        created++;
        return new ModelServer { StreamingLists = server.StreamingLists };
    }

    /// <summary>Waits for the phase; time is moved meanwhile, because a watch counts as live only after a moment without errors.</summary>
    private async Task LiveAsync(Store<TestRow> store)
    {
        using StoreSubscription<TestRow> subscription = store.Subscribe();
        while (store.Snapshot.State.Phase != InformerPhase.Live)
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed record OtherRow(ObjectKey Key, string Uid, string ResourceVersion) : IRow;
}
