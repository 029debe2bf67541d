using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.KubeStash.Core;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Conformance;

/// <summary>A test with an informer of BackupSessions behind a proxy that can break things.</summary>
public abstract class InformerTest(ConformanceServer server) : ConformanceTest(server)
{
    private readonly List<IAsyncDisposable> started = [];

    protected static StoreSchema<BackupSessionRow> Schema { get; } = new();

    protected FaultProxy Proxy { get; private set; } = null!;

    /// <summary>Delays short enough for tests; everything else as in production.</summary>
    protected static InformerOptions Fast { get; } = new()
    {
        BackoffMin = TimeSpan.FromMilliseconds(50),
        BackoffMax = TimeSpan.FromMilliseconds(400),
        SlowRetry = TimeSpan.FromMilliseconds(300),
        BatchDelay = TimeSpan.FromMilliseconds(10),
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Proxy = await FaultProxy.StartAsync(Server.Admin);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable item in Enumerable.Reverse(started))
        {
            await item.DisposeAsync();
        }

        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client through the proxy that finds dead connections within seconds.</summary>
    protected KubernetesClient ConnectThroughProxy()
    {
        KubernetesClient client = ConformanceServer.Connect(Proxy.CreateConfiguration(), new() { PingInterval = TimeSpan.FromSeconds(1), ConnectTimeout = TimeSpan.FromSeconds(2), RequestTimeout = TimeSpan.FromSeconds(4) });
        started.Add(client);
        return client;
    }

    /// <summary>Starts an informer of the test's namespace through the proxy, and what notes all it publishes.</summary>
    protected Observed Observe(InformerOptions? options = null, InformerScope? scope = null, IListerWatcher<BackupSessionRow>? source = null)
    {
        source ??= new KubernetesListerWatcher<BackupSessionRow>(ConnectThroughProxy(), BackupSessionRow.Reader);
        Informer<BackupSessionRow> informer = new(source, Schema, scope ?? InformerScope.Of(Namespace), options ?? Fast, TimeProvider.System, NullLogger.Instance);
        started.Add(informer);
        Observed observed = new(informer.Store);
        started.Add(observed);
        informer.Start();
        return observed;
    }

    /// <summary>Starts an informer and waits until it is live.</summary>
    protected async Task<Observed> ObserveLiveAsync(InformerOptions? options = null, InformerScope? scope = null)
    {
        Observed observed = Observe(options, scope);
        await ReachesAsync(observed, InformerPhase.Live);
        await Eventually.HoldsAsync(() => Proxy.OpenWatches >= (scope?.Namespaces.Length ?? 1), cancellationToken: Token);
        return observed;
    }

    protected static Task ReachesAsync(Observed observed, InformerPhase phase) =>
        Eventually.HoldsAsync(() => observed.State.Phase == phase, () => observed.State, cancellationToken: Token, what: $"the informer is {phase}");

    /// <summary>Waits until the informer is live and its rows are those of a fresh list, each at the same version.</summary>
    protected async Task EqualsAFreshListAsync(Observed observed)
    {
        await Eventually.PassesAsync(() => CompareAsync(observed), cancellationToken: Token);
        await observed.CatchUpAsync();
    }

    private async Task CompareAsync(Observed observed)
    {
        ObjectList list = await Client.ListAsync(Sessions, Namespace, new(), Token);
        string[] expected = [.. list.Items.Select(item => $"{Text(item, "metadata", "name")} {Text(item, "metadata", "uid")} {Text(item, "metadata", "resourceVersion")} {Text(item, "status", "phase")}").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, observed.Rows.Select(row => $"{row.Name} {row.Uid} {row.ResourceVersion} {row.Phase}").Order(StringComparer.Ordinal));
        Assert.Equal(InformerPhase.Live, observed.State.Phase);
    }

    /// <summary>What a reader of the store has seen.</summary>
    protected sealed class Observed : IAsyncDisposable
    {
        private readonly Store<BackupSessionRow> store;
        private readonly StoreSubscription<BackupSessionRow> subscription;
        private readonly Task reading;
        private readonly Lock gate = new();
        private readonly List<InformerState> states = [];
        private readonly List<string> versions = [];
        private int fewest = int.MaxValue;
        private long version;

        public Observed(Store<BackupSessionRow> store)
        {
            this.store = store;
            subscription = store.Subscribe();
            version = subscription.Initial.Version;
            reading = Task.Run(ReadAsync);
        }

        public InformerState State => store.Snapshot.State;

        public StoreSnapshot<BackupSessionRow> Snapshot => store.Snapshot;

        public IReadOnlyList<BackupSessionRow> Rows => [.. store.Snapshot.OrderedBy(StoreSchema<BackupSessionRow>.ByKey)];

        /// <summary>Every state published so far.</summary>
        public IReadOnlyList<InformerState> States
        {
            get
            {
                lock (gate)
                {
                    return [.. states];
                }
            }
        }

        public IEnumerable<InformerPhase> Phases => States.Select(state => state.Phase);

        /// <summary>Each object and version that was published as new, in order.</summary>
        public IReadOnlyList<string> Versions
        {
            get
            {
                lock (gate)
                {
                    return [.. versions];
                }
            }
        }

        /// <summary>The fewest rows ever shown since <see cref="ForgetAsync"/>.</summary>
        public int Fewest
        {
            get
            {
                lock (gate)
                {
                    return Math.Min(fewest, store.Snapshot.Count);
                }
            }
        }

        /// <summary>Waits until everything published so far has been read here too.</summary>
        public Task CatchUpAsync() => Eventually.HoldsAsync(() => Volatile.Read(ref version) >= store.Snapshot.Version, cancellationToken: Token);

        /// <summary>Forgets what was seen so far.</summary>
        public async Task ForgetAsync()
        {
            await CatchUpAsync();
            lock (gate)
            {
                fewest = int.MaxValue;
                states.Clear();
                versions.Clear();
            }
        }

        public async ValueTask DisposeAsync()
        {
            subscription.Dispose();
            await reading;
        }

        private async Task ReadAsync()
        {
            await foreach (StoreBatch<BackupSessionRow> batch in subscription.Batches.ReadAllAsync())
            {
                lock (gate)
                {
                    fewest = Math.Min(fewest, batch.Snapshot.Count);
                    states.Add(batch.Snapshot.State);
                    versions.AddRange(batch.Changes.Select(change => change.After is { } row ? $"{row.Name} {row.ResourceVersion}" : $"{change.Key.Name} gone"));
                }

                Volatile.Write(ref version, batch.Snapshot.Version);
            }
        }
    }
}
