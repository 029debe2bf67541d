using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>An object as stored; never changed once it is in the store.</summary>
/// <param name="Value">The object.</param>
/// <param name="Version">Its resourceVersion.</param>
/// <param name="Owners">Field managers by leaf path, for server-side apply.</param>
internal sealed record StoredObject(JsonObject Value, long Version, ImmutableDictionary<string, ImmutableHashSet<string>> Owners)
{
    private byte[]? json;

    public byte[] Json => json ??= JsonSerializer.SerializeToUtf8Bytes(Value);
}

/// <summary>One change.</summary>
internal sealed record StoredChange(long Version, string Type, StoredObject? Before, StoredObject After);

/// <summary>All objects of all kinds with the history of their changes. Every member is called with <see cref="Gate"/> held, or takes it.</summary>
internal sealed class ObjectStore
{
    private const int HistoryLimit = 200_000;
    private readonly Dictionary<string, SortedDictionary<string, StoredObject>> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StoredChange>> history = new(StringComparer.Ordinal);
    private readonly List<Watcher> watchers = [];

    public Lock Gate { get; } = new();

    public long Version { get; private set; } = 1000;

    /// <summary>Changes up to here are forgotten.</summary>
    public long Compacted { get; private set; } = 1000;

    public StoredObject? Find(FakeKind kind, string key) => Of(kind).GetValueOrDefault(key);

    public IEnumerable<StoredObject> List(FakeKind kind) => Of(kind).Values;

    /// <summary>Stores a new or changed object under the next version.</summary>
    public StoredObject Put(FakeKind kind, JsonObject value, ImmutableDictionary<string, ImmutableHashSet<string>> owners)
    {
        string key = Objects.Key(value);
        StoredObject? before = Find(kind, key);
        StoredObject stored = Stamp(value, owners);
        Of(kind)[key] = stored;
        Publish(kind, new StoredChange(stored.Version, before is null ? "ADDED" : "MODIFIED", before, stored));
        return stored;
    }

    public void Remove(FakeKind kind, string key)
    {
        if (Of(kind).Remove(key, out StoredObject? before))
        {
            StoredObject last = Stamp(Objects.Clone(before.Value), before.Owners);
            Publish(kind, new StoredChange(last.Version, "DELETED", before, last));
        }
    }

    public void Compact()
    {
        lock (Gate)
        {
            Compacted = ++Version;
            history.Clear();
        }
    }

    /// <summary>
    /// Starts a watch; what it must be sent first is in its queue already. Changes after <paramref name="from"/> are sent; with <c>null</c>
    /// the present objects come first, as added.
    /// </summary>
    public void Watch(Watcher watcher, long? from)
    {
        lock (Gate)
        {
            if (from is null)
            {
                foreach (StoredObject present in List(watcher.Kind))
                {
                    watcher.Offer(new StoredChange(present.Version, "ADDED", null, present));
                }

                watcher.EndInitial(Version);
            }
            else if (from < Compacted)
            {
                throw FakeStatusException.Expired($"too old resource version: {from} ({Compacted})");
            }
            else
            {
                foreach (StoredChange change in HistoryOf(watcher.Kind).Where(change => change.Version > from))
                {
                    watcher.Offer(change);
                }
            }

            watchers.Add(watcher);
        }
    }

    public void Unwatch(Watcher watcher)
    {
        lock (Gate)
        {
            watchers.Remove(watcher);
        }
    }

    public Watcher[] Watchers()
    {
        lock (Gate)
        {
            return [.. watchers];
        }
    }

    private StoredObject Stamp(JsonObject value, ImmutableDictionary<string, ImmutableHashSet<string>> owners)
    {
        Version++;
        Objects.Metadata(value)["resourceVersion"] = Version.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(value, Version, owners);
    }

    private void Publish(FakeKind kind, StoredChange change)
    {
        List<StoredChange> changes = HistoryOf(kind);
        changes.Add(change);
        if (changes.Count > HistoryLimit)
        {
            Compacted = Math.Max(Compacted, changes[HistoryLimit / 2].Version);
            changes.RemoveRange(0, (HistoryLimit / 2) + 1);
        }

        foreach (Watcher watcher in watchers)
        {
            if (watcher.Kind.Kind.Id == kind.Kind.Id)
            {
                watcher.Offer(change);
            }
        }
    }

    private SortedDictionary<string, StoredObject> Of(FakeKind kind)
    {
        if (!objects.TryGetValue(kind.Kind.Id, out SortedDictionary<string, StoredObject>? found))
        {
            objects[kind.Kind.Id] = found = new(StringComparer.Ordinal);
        }

        return found;
    }

    private List<StoredChange> HistoryOf(FakeKind kind)
    {
        if (!history.TryGetValue(kind.Kind.Id, out List<StoredChange>? found))
        {
            history[kind.Kind.Id] = found = [];
        }

        return found;
    }
}
