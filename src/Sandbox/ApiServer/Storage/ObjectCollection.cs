using System.Collections.Immutable;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>All objects of one kind, their recent history, and who watches them. Changed under the store's lock only.</summary>
internal sealed class ObjectCollection
{
    /// <summary>How many changes can be resumed from; older versions are gone.</summary>
    public const int HistoryLimit = 8192;

    private readonly Lock gate;
    private readonly List<Subscription> subscriptions = [];
    private readonly StoredChange?[] history = new StoredChange?[HistoryLimit];
    private long changes;
    private ObjectSet oldest = ObjectSet.Empty;
    private volatile ObjectSet objects = ObjectSet.Empty;

    public ObjectCollection(string kind, Lock gate, long version)
    {
        Kind = kind;
        this.gate = gate;
        Compacted = version;
        LastChange = version;
    }

    /// <summary>Id of the kind.</summary>
    public string Kind { get; }

    /// <summary>The objects there are.</summary>
    public ObjectSet Objects => objects;

    /// <summary>The oldest version whose state is still known.</summary>
    public long Compacted { get; private set; }

    /// <summary>Version of the last change.</summary>
    public long LastChange { get; private set; }

    /// <summary>Puts an object in without telling anybody: while a kept state is read.</summary>
    public void Load(StoredObject? value, BackupConsole.Kubernetes.Objects.ObjectKey key, long version)
    {
        objects = value is null ? objects.Without(key) : objects.With(value);
        oldest = objects;
        Compacted = version;
        LastChange = version;
    }

    /// <summary>Makes a change and tells the watchers.</summary>
    public void Apply(StoredChange change)
    {
        objects = change.After;
        LastChange = change.Version;
        int slot = (int)(changes % HistoryLimit);
        if (history[slot] is { } dropped)
        {
            oldest = dropped.After;
            Compacted = dropped.Version;
        }

        history[slot] = change;
        changes++;
        Tell(new(change, change.Version));
    }

    /// <summary>Tells the watchers that they are up to date.</summary>
    public void Tell(WatchItem item) => subscriptions.RemoveAll(subscription => !subscription.Offer(item));

    /// <summary>Adds a watcher that gets every change after a version; null when that version is too old.</summary>
    public Subscription? Join(long now, long? from)
    {
        if (from < Compacted)
        {
            return null;
        }

        Subscription subscription = new(this, objects, from ?? now, from is not null);
        foreach (StoredChange change in from is null ? [] : Since(from.Value))
        {
            subscription.Offer(new(change, change.Version));
        }

        subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Forgets a watcher.</summary>
    public void Leave(Subscription subscription)
    {
        lock (gate)
        {
            subscriptions.Remove(subscription);
        }
    }

    /// <summary>The objects as they were at a version; null when that is too old.</summary>
    public ObjectSet? At(long version)
    {
        if (version < Compacted)
        {
            return null;
        }

        ObjectSet state = oldest;
        // The newest change that is not newer than the version, found by halving.
        long low = Math.Max(0, changes - HistoryLimit);
        long high = changes;
        while (low < high)
        {
            long middle = (low + high) / 2;
            StoredChange change = history[middle % HistoryLimit]!;
            if (change.Version <= version)
            {
                state = change.After;
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return state;
    }

    /// <summary>Ends every watch.</summary>
    public void CompleteAll()
    {
        foreach (Subscription subscription in subscriptions)
        {
            subscription.Complete();
        }

        subscriptions.Clear();
    }

    private ImmutableArray<StoredChange> Since(long version)
    {
        ImmutableArray<StoredChange>.Builder found = ImmutableArray.CreateBuilder<StoredChange>();
        for (long i = changes - 1; i >= Math.Max(0, changes - HistoryLimit) && history[i % HistoryLimit]!.Version > version; i--)
        {
            found.Add(history[i % HistoryLimit]!);
        }

        found.Reverse();
        return found.ToImmutable();
    }
}
