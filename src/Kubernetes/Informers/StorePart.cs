using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// The rows of one scope in a store, and the rules by which a list or watch changes them. Rows of other scopes are never touched.
/// One reflector writes it.
/// </summary>
internal sealed class StorePart<T>
    where T : class, IRow
{
    private readonly Store<T> store;
    private readonly RecentVersions superseded = new();
    private FillGeneration? fill;
    private ScopeState state;
    private int received;

    public StorePart(Store<T> store, string? ns)
    {
        this.store = store;
        Namespace = ns;
        state = new ScopeState(ns, InformerPhase.Syncing, store.Time.GetUtcNow(), 0, null);
    }

    /// <summary>The namespace; <c>null</c> for all of them.</summary>
    public string? Namespace { get; }

    /// <summary>The state with the progress of now. The caller holds the store's lock, or is its constructor.</summary>
    public ScopeState CurrentState() => state.Received == received ? state : state = state with { Received = received };

    public InformerPhase Phase
    {
        get
        {
            lock (store.Gate)
            {
                return state.Phase;
            }
        }
    }

    /// <summary>Starts a fill. One that broke off before is forgotten, and what it brought stays.</summary>
    public void BeginFill()
    {
        lock (store.Gate)
        {
            // What was gathered before belongs to the time before.
            store.Publish();
            bool anyBefore = store.Snapshot.RangeOf(Namespace).Count > 0 || store.MalformedObjects.AnyOf(this);
            fill = new FillGeneration(anyBefore);
            received = 0;

            // The fill may come from a cache that is behind: versions seen before may then rightly come again.
            superseded.Clear();
        }
    }

    /// <summary>Takes an object of the running fill.</summary>
    public void Receive(ReadResult<T> result, string version)
    {
        lock (store.Gate)
        {
            fill!.See(result.Key);
            received++;
            if (result.Row is { } row)
            {
                store.MalformedObjects.Remove(row.Key);
                if (!Store<T>.AreSame(store.Current(row.Key), row))
                {
                    store.Put(row.Key, row);
                }
            }
            else
            {
                SetMalformed(result.Malformed!, version);
            }

            store.PublishSoon();
        }
    }

    /// <summary>Ends the running fill: what it did not see leaves, in one batch with the phase given, if any.</summary>
    public void EndFill(InformerPhase? phase)
    {
        lock (store.Gate)
        {
            FillGeneration generation = fill ?? throw new InvalidOperationException("No fill is running.");
            fill = null;
            RemoveWhere(generation.IsGone);
            if (phase is { } reached)
            {
                SetPhase(reached, null, null);
            }

            store.Publish();
        }
    }

    /// <summary>Takes an event of a watch. <c>false</c> when it told nothing new, so that nothing may be resumed from it either.</summary>
    public bool Apply(in WatchEvent<T> item)
    {
        lock (store.Gate)
        {
            bool isNews = item.Type == WatchEventType.Deleted ? Delete(item) : Set(item);
            if (isNews)
            {
                store.PublishSoon();
            }

            return isNews;
        }
    }

    /// <summary>Changes the phase, or what is in the way of a better one, and publishes that at once.</summary>
    public void Enter(InformerPhase phase, InformerProblem? problem, DateTimeOffset? dataAsOf = null)
    {
        lock (store.Gate)
        {
            SetPhase(phase, problem, dataAsOf);
            store.Publish();
        }
    }

    /// <summary>Takes away all rows: those of a kind that is gone, or that may not be seen.</summary>
    public void Clear(InformerPhase phase, InformerProblem problem)
    {
        lock (store.Gate)
        {
            store.Publish();
            fill = null;
            received = 0;
            superseded.Clear();
            RemoveWhere(static _ => true);
            SetPhase(phase, problem, null);
            store.Publish();
        }
    }

    private bool Set(in WatchEvent<T> item)
    {
        ObjectKey key = item.Content.Key;
        T? current = store.Current(key);
        bool isRepeated = superseded.Contains(key, item.ResourceVersion)
            || (item.ResourceVersion.Length > 0 && store.MalformedObjects.VersionOf(key) == item.ResourceVersion)
            || (item.Content.Row is not null && Store<T>.AreSame(current, item.Content.Row));
        if (isRepeated)
        {
            return false;
        }

        Supersede(key, current);
        if (item.Content.Row is { } row)
        {
            store.MalformedObjects.Remove(key);
            store.Put(key, row);
        }
        else
        {
            SetMalformed(item.Content.Malformed!, item.ResourceVersion);
        }

        return true;
    }

    private bool Delete(in WatchEvent<T> item)
    {
        ObjectKey key = item.Content.Key;
        T? current = store.Current(key);
        bool isRepeated = fill is null && superseded.Contains(key, item.ResourceVersion);
        bool isOfAnother = current is not null && item.Content.Row is { } row && row.Uid != current.Uid;
        if (isRepeated || isOfAnother)
        {
            return false;
        }

        if (fill is null)
        {
            Supersede(key, current);
            superseded.Add(key, item.ResourceVersion);
        }

        store.MalformedObjects.Remove(key);
        if (current is not null)
        {
            store.Put(key, null);
        }

        return true;
    }

    private void Supersede(ObjectKey key, T? current)
    {
        if (current is not null)
        {
            superseded.Add(key, current.ResourceVersion);
        }
        else if (store.MalformedObjects.VersionOf(key) is { } version)
        {
            superseded.Add(key, version);
        }
    }

    private void SetMalformed(MalformedObject item, string version)
    {
        if (store.Current(item.Key) is not null)
        {
            store.Put(item.Key, null);
        }

        store.PutMalformed(this, item, version);
    }

    private void RemoveWhere(Func<ObjectKey, bool> isGone)
    {
        StoreSnapshot<T> before = store.Snapshot;
        (int start, int count) = before.RangeOf(Namespace);
        foreach (T row in before.Rows.Range(start, count))
        {
            if (isGone(row.Key))
            {
                store.Put(row.Key, null);
            }
        }

        store.MalformedObjects.RemoveWhere(this, isGone);
    }

    private void SetPhase(InformerPhase phase, InformerProblem? problem, DateTimeOffset? dataAsOf)
    {
        DateTimeOffset since = state.Phase == phase ? state.Since : store.Time.GetUtcNow();
        state = new ScopeState(Namespace, phase, since, received, problem, phase == InformerPhase.Stale ? dataAsOf ?? state.DataAsOf ?? since : null);
    }
}
