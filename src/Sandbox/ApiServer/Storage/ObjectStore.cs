using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>
/// The cluster's objects, by kind and key, with one version that grows with every change. Objects are replaced, never changed. A write names
/// the object it is based on and fails when that is no longer the present one. Thread-safe.
/// </summary>
internal sealed class ObjectStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ObjectCollection> collections = new(StringComparer.Ordinal);
    private readonly OwnershipIndex ownership = new();
    private readonly TimeProvider time;
    private readonly IStateLog? log;
    private long birth;
    private long version;

    /// <param name="firstVersion">Version to begin with: greater than any that an earlier life of the cluster may have given out.</param>
    /// <param name="log">Where changes are kept; null when they are not.</param>
    public ObjectStore(TimeProvider time, long firstVersion, IStateLog? log = null)
    {
        this.time = time;
        this.log = log;
        version = firstVersion;
        birth = firstVersion;
    }

    /// <summary>Called after each change, with the lock held: must be quick and must not use the store.</summary>
    public event Action<ObjectAddress, StoredChange>? Changed;

    /// <summary>The present version.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Puts kept objects in, before the store is used.</summary>
    public void Load(IEnumerable<(string Kind, ObjectKey Key, StoredObject? Value)> kept, long keptVersion)
    {
        lock (gate)
        {
            version = Math.Max(version, keptVersion);
            birth = version;
            foreach ((string kind, ObjectKey key, StoredObject? value) in kept)
            {
                ObjectCollection collection = Collection(kind);
                ownership.Update(kind, collection.Objects.Find(key), value);
                collection.Load(value, key, version);
            }
        }
    }

    /// <summary>The objects of a kind and the version they are of.</summary>
    public (ObjectSet Objects, long Version) Read(string kind)
    {
        lock (gate)
        {
            return (Collection(kind).Objects, version);
        }
    }

    /// <summary>The objects of a kind at an earlier version; null when that is too old.</summary>
    public ObjectSet? ReadAt(string kind, long at)
    {
        lock (gate)
        {
            return Collection(kind).At(at);
        }
    }

    /// <summary>Version of the last change of a kind.</summary>
    public long LastChange(string kind)
    {
        lock (gate)
        {
            return Collection(kind).LastChange;
        }
    }

    /// <summary>The object, or null.</summary>
    public StoredObject? Find(string kind, ObjectKey key)
    {
        lock (gate)
        {
            return Collection(kind).Objects.Find(key);
        }
    }

    /// <summary>The kinds that have objects.</summary>
    public IReadOnlyList<string> Kinds()
    {
        lock (gate)
        {
            return [.. collections.Values.Where(collection => collection.Objects.Count > 0).Select(collection => collection.Kind)];
        }
    }

    /// <summary>Where the object of a uid is; null when it does not live.</summary>
    public ObjectAddress? FindUid(string uid)
    {
        lock (gate)
        {
            return ownership.Find(uid);
        }
    }

    /// <summary>Who names a uid as owner.</summary>
    public IReadOnlyList<ObjectAddress> DependentsOf(string uid)
    {
        lock (gate)
        {
            return ownership.DependentsOf(uid);
        }
    }

    /// <summary>Stores an object with a new version in its metadata.</summary>
    /// <param name="expected">The object it replaces; null when there must be none.</param>
    /// <returns>The stored object; null when the present one is not the expected one.</returns>
    public StoredObject? TryPut(string kind, StoredObject? expected, JsonObject value)
    {
        JsonObject metadata = value["metadata"]!.AsObject();
        ObjectKey key = new(metadata["namespace"]?.GetValue<string>() ?? "", metadata["name"]!.GetValue<string>());
        lock (gate)
        {
            ObjectCollection collection = Collection(kind);
            if (!ReferenceEquals(collection.Objects.Find(key), expected))
            {
                return null;
            }

            StoredObject stored = Stamp(value, ++version);
            StoredChange change = new(expected is null ? WatchEventType.Added : WatchEventType.Modified, version, stored, expected, collection.Objects.With(stored));
            Commit(collection, change);
            return stored;
        }
    }

    /// <summary>Removes an object.</summary>
    /// <param name="expected">The object as it must be.</param>
    /// <param name="last">What watchers are told it was last.</param>
    /// <returns>The last state with its version; null when the present object is not the expected one.</returns>
    public StoredObject? TryRemove(string kind, StoredObject expected, JsonObject last)
    {
        lock (gate)
        {
            ObjectCollection collection = Collection(kind);
            if (!ReferenceEquals(collection.Objects.Find(expected.Key), expected))
            {
                return null;
            }

            StoredObject stored = Stamp(last, ++version);
            Commit(collection, new(WatchEventType.Deleted, version, stored, expected, collection.Objects.Without(expected.Key)));
            return stored;
        }
    }

    /// <summary>Begins a watch.</summary>
    /// <param name="from">Version after which changes are told; null to begin with the present objects.</param>
    /// <returns>Null when the version is too old.</returns>
    public Subscription? Subscribe(string kind, long? from)
    {
        lock (gate)
        {
            return Collection(kind).Join(version, from);
        }
    }

    /// <summary>Tells one watcher which version it is up to.</summary>
    public void Bookmark(Subscription subscription)
    {
        lock (gate)
        {
            subscription.Offer(new(null, version));
        }
    }

    /// <summary>Ends all watches of a kind.</summary>
    public void EndWatches(string kind)
    {
        lock (gate)
        {
            Collection(kind).CompleteAll();
        }
    }

    /// <summary>Tells the listeners of <see cref="Changed"/> about an object that was there before them.</summary>
    public void Replay(ObjectAddress address, StoredChange change)
    {
        lock (gate)
        {
            Changed?.Invoke(address, change);
        }
    }

    /// <summary>Everything there is at this moment.</summary>
    public (IReadOnlyList<(string Kind, ObjectSet Objects)> State, long Version) Snapshot(Action whileLocked)
    {
        lock (gate)
        {
            whileLocked();
            return ([.. collections.Values.Select(collection => (collection.Kind, collection.Objects))], version);
        }
    }

    private void Commit(ObjectCollection collection, StoredChange change)
    {
        // First on disk: what a client was told must be there after a kill.
        log?.Append(collection.Kind, change);
        ownership.Update(collection.Kind, change.Before, change.Type == WatchEventType.Deleted ? null : change.Object);
        collection.Apply(change);
        Changed?.Invoke(new(collection.Kind, change.Object.Key), change);
    }

    private StoredObject Stamp(JsonObject value, long at)
    {
        value["metadata"]!["resourceVersion"] = at.ToString(CultureInfo.InvariantCulture);
        return new(value, at, time.GetUtcNow());
    }

    private ObjectCollection Collection(string kind)
    {
        if (!collections.TryGetValue(kind, out ObjectCollection? collection))
        {
            collections[kind] = collection = new(kind, gate, birth);
        }

        return collection;
    }
}
