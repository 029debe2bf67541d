using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// One live collection of rows: informers write it, any number of readers look at immutable snapshots or follow its changes.
/// Changes that come within <see cref="InformerOptions.BatchDelay"/> are published together. Thread-safe.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class Store<T>
    where T : class, IRow
{
    private readonly StoreSchema<T> schema;
    private readonly InformerOptions options;
    private readonly ILogger logger;
    private readonly IndexDemand demand;
    private readonly MalformedObjects malformed;
    private readonly ImmutableArray<StorePart<T>> parts;
    private readonly Dictionary<ObjectKey, (T? Before, T? After)> pending = [];
    private readonly List<StoreSubscription<T>> subscriptions = [];
    private readonly ITimer publishTimer;
    private MalformedSummary publishedMalformed = MalformedSummary.None;
    private StoreSnapshot<T> snapshot;
    private bool timerSet;
    private bool closed;

    /// <summary>An empty store, syncing, with one part per namespace of the scope.</summary>
    public Store(StoreSchema<T> schema, InformerScope scope, InformerOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        this.schema = schema;
        this.options = options;
        this.logger = logger;
        Time = time;
        demand = new IndexDemand(options.MaxIndexes, options.IndexLinger, time);
        malformed = new MalformedObjects(options.MaxMalformedNamed);
        parts = scope.IsAll ? [new StorePart<T>(this, null)] : [.. scope.Namespaces.Select(ns => new StorePart<T>(this, ns))];
        SortedChunks<T> rows = SortedChunks<T>.Empty(schema.Order(StoreSchema<T>.ByKey));
        snapshot = new StoreSnapshot<T>(
            schema, demand, rows, ImmutableDictionary<IndexKey, StoreIndex<T>>.Empty, 0, MalformedSummary.None, InformerState.Of(ScopeStates()));
        publishTimer = time.CreateTimer(static store => ((Store<T>)store!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The newest published rows.</summary>
    public StoreSnapshot<T> Snapshot => Volatile.Read(ref snapshot);

    /// <summary>Guards everything that is written.</summary>
    internal Lock Gate { get; } = new();

    internal TimeProvider Time { get; }

    internal MalformedObjects MalformedObjects => malformed;

    internal ImmutableArray<StorePart<T>> Parts => parts;

    /// <summary>The newest snapshot and everything that happens after it, taken in one step. Dispose it to stop.</summary>
    public StoreSubscription<T> Subscribe()
    {
        lock (Gate)
        {
            StoreSubscription<T> subscription = new(this, snapshot, options.SubscriberCapacity);
            if (closed)
            {
                subscription.End();
            }
            else
            {
                subscriptions.Add(subscription);
            }

            return subscription;
        }
    }

    /// <summary>Ends all subscriptions; nothing is published any more. The last snapshot stays readable.</summary>
    internal void Close()
    {
        StoreSubscription<T>[] open;
        lock (Gate)
        {
            closed = true;
            pending.Clear();
            open = [.. subscriptions];
            subscriptions.Clear();
        }

        publishTimer.Dispose();
        foreach (StoreSubscription<T> subscription in open)
        {
            subscription.End();
        }
    }

    internal void Remove(StoreSubscription<T> subscription)
    {
        lock (Gate)
        {
            subscriptions.Remove(subscription);
        }
    }

    /// <summary>The row as it will be published. The caller holds <see cref="Gate"/>, as for all methods below.</summary>
    internal T? Current(ObjectKey key) =>
        pending.TryGetValue(key, out (T? Before, T? After) change) ? change.After : snapshot.Find(key);

    /// <summary>Sets or removes a row, to be published soon.</summary>
    internal void Put(ObjectKey key, T? row)
    {
        T? before = pending.TryGetValue(key, out (T? Before, T? After) change) ? change.Before : snapshot.Find(key);
        pending[key] = (before, row);
    }

    /// <summary>Lists a malformed object, to be published soon.</summary>
    internal void PutMalformed(StorePart<T> owner, MalformedObject item, string version)
    {
        if (malformed.Set(owner, item, version))
        {
            logger.LogWarning("{Row} {Key} cannot be read and is left out: {Error}", typeof(T).Name, item.Key, item.Error);
        }
    }

    /// <summary>Publishes now when enough has gathered, else within the batch delay.</summary>
    internal void PublishSoon()
    {
        if (pending.Count >= options.BatchSize)
        {
            Publish();
        }
        else if (!timerSet && !closed)
        {
            timerSet = true;
            publishTimer.Change(options.BatchDelay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Publishes what has gathered, if anything has.</summary>
    internal void Publish()
    {
        if (closed)
        {
            return;
        }

        if (timerSet)
        {
            timerSet = false;
            publishTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        ImmutableArray<StoreChange<T>> changes = TakeChanges();
        MalformedSummary nowMalformed = malformed.Summary;
        ImmutableArray<ScopeState> scopes = ScopeStates();
        bool sameState = scopes.AsSpan().SequenceEqual(snapshot.State.Scopes.AsSpan());
        if (changes.IsEmpty && sameState && ReferenceEquals(nowMalformed, publishedMalformed))
        {
            return;
        }

        SortedChunks<T> rows = Apply(changes);
        StoreSnapshot<T> next = new(
            schema,
            demand,
            rows,
            snapshot.IndexesAfter(changes, rows, OnBrokenIndex),
            snapshot.Version + 1,
            nowMalformed,
            sameState ? snapshot.State : InformerState.Of(scopes));
        publishedMalformed = nowMalformed;
        Volatile.Write(ref snapshot, next);
        StoreBatch<T> batch = new(next, changes, Reset: false);
        foreach (StoreSubscription<T> subscription in subscriptions)
        {
            subscription.Publish(batch);
        }
    }

    /// <summary>Whether two rows are the same version of the same object.</summary>
    internal static bool AreSame(T? left, T? right) => ReferenceEquals(left, right)
        || (left is not null && right is not null && left.Uid == right.Uid && left.ResourceVersion == right.ResourceVersion && left.ResourceVersion.Length > 0);

    private ImmutableArray<StoreChange<T>> TakeChanges()
    {
        ImmutableArray<StoreChange<T>>.Builder changes = ImmutableArray.CreateBuilder<StoreChange<T>>(pending.Count);
        foreach ((ObjectKey key, (T? before, T? after)) in pending)
        {
            if (!AreSame(before, after))
            {
                changes.Add(new StoreChange<T>(key, before, after));
            }
        }

        pending.Clear();
        if (pending.Capacity > 4 * options.BatchSize)
        {
            // Many rows have left in one batch; the room for them is not needed again soon.
            pending.TrimExcess();
        }

        return changes.DrainToImmutable();
    }

    private SortedChunks<T> Apply(ImmutableArray<StoreChange<T>> changes)
    {
        List<T> removed = [];
        List<T> added = [];
        foreach (StoreChange<T> change in changes)
        {
            if (change.Before is not null)
            {
                removed.Add(change.Before);
            }

            if (change.After is not null)
            {
                added.Add(change.After);
            }
        }

        return snapshot.Rows.Apply(removed, added);
    }

    private ImmutableArray<ScopeState> ScopeStates() => [.. parts.Select(part => part.CurrentState())];

    private void OnBrokenIndex(IndexKey key, Exception exception) =>
        logger.LogError(exception, "The {What} {Name} of {Row} fails and is not kept up to date.", key.IsLookup ? "lookup" : "order", key.Name, typeof(T).Name);

    private void OnTimer()
    {
        lock (Gate)
        {
            timerSet = false;
            Publish();
        }
    }
}
