using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// The last versions of objects that were replaced or deleted while a watch was followed. Versions may only be compared for equality,
/// so an event that comes late or twice is told by having been seen. Bounded; not thread-safe.
/// </summary>
internal sealed class RecentVersions
{
    private const int Limit = 1_024;

    private readonly HashSet<(ObjectKey Key, string Version)> known = [];
    private readonly Queue<(ObjectKey Key, string Version)> byAge = new();

    public bool Contains(ObjectKey key, string version) => known.Contains((key, version));

    public void Add(ObjectKey key, string version)
    {
        if (version.Length == 0 || !known.Add((key, version)))
        {
            return;
        }

        byAge.Enqueue((key, version));
        if (byAge.Count > Limit)
        {
            known.Remove(byAge.Dequeue());
        }
    }

    public void Clear()
    {
        known.Clear();
        byAge.Clear();
    }
}
