using System.Collections.Immutable;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>Malformed objects as a snapshot shows them: some by name, all by number.</summary>
internal sealed record MalformedSummary(ImmutableArray<MalformedObject> Named, int Count)
{
    public static MalformedSummary None { get; } = new([], 0);
}

/// <summary>
/// The objects of a store that could not be read, and whose they are. Not thread-safe: the store's lock guards it. There are at most as
/// many as the server has objects, like rows.
/// </summary>
internal sealed class MalformedObjects(int maxNamed)
{
    private const int MaxErrorLength = 500;

    private readonly Dictionary<ObjectKey, Entry> entries = [];
    private MalformedSummary? summary = MalformedSummary.None;

    /// <summary>Changes whenever the set does.</summary>
    public MalformedSummary Summary => summary ??= Summarize();

    /// <summary>Whether any belongs to <paramref name="owner"/>.</summary>
    public bool AnyOf(object owner) => entries.Values.Any(entry => ReferenceEquals(entry.Owner, owner));

    /// <summary>The version it was malformed in; <c>null</c> when it is not listed, empty when it came from a list.</summary>
    public string? VersionOf(ObjectKey key) => entries.TryGetValue(key, out Entry entry) ? entry.Version : null;

    /// <summary>Lists an object; <c>true</c> when that is news worth a line in the log.</summary>
    public bool Set(object owner, MalformedObject item, string version)
    {
        string error = item.Error.Length <= MaxErrorLength ? item.Error : item.Error[..MaxErrorLength] + "...";
        bool known = entries.TryGetValue(item.Key, out Entry before);
        bool sameVersion = known && (version.Length == 0 || before.Version.Length == 0 ? before.Error == error : before.Version == version);
        entries[item.Key] = new Entry(owner, version.Length > 0 ? version : before.Version ?? string.Empty, error);
        if (!sameVersion)
        {
            summary = null;
        }

        return !sameVersion && entries.Count <= maxNamed;
    }

    public bool Remove(ObjectKey key)
    {
        bool removed = entries.Remove(key);
        summary = removed ? null : summary;
        return removed;
    }

    /// <summary>Removes those of an owner that are unwanted.</summary>
    public void RemoveWhere(object owner, Func<ObjectKey, bool> unwanted)
    {
        ObjectKey[] gone = [.. entries.Where(entry => ReferenceEquals(entry.Value.Owner, owner) && unwanted(entry.Key)).Select(entry => entry.Key)];
        foreach (ObjectKey key in gone)
        {
            Remove(key);
        }
    }

    private MalformedSummary Summarize() => entries.Count == 0
        ? MalformedSummary.None
        : new MalformedSummary(
            [.. entries.OrderBy(entry => entry.Key).Take(maxNamed).Select(entry => new MalformedObject(entry.Key, entry.Value.Error))],
            entries.Count);

    private readonly record struct Entry(object Owner, string Version, string Error);
}
