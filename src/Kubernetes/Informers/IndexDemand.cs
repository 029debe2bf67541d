using System.Collections.Concurrent;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Remembers which indexes of a store are in use, so that only those are kept up to date. Readers report, the writer asks.
/// Thread-safe.
/// </summary>
internal sealed class IndexDemand(int limit, TimeSpan linger, TimeProvider time)
{
    private readonly ConcurrentDictionary<IndexKey, long> lastUsed = new();

    public int Limit => limit;

    public void Touch(IndexKey key)
    {
        lastUsed[key] = time.GetTimestamp();
        if (lastUsed.Count > 2 * limit)
        {
            Wanted();
        }
    }

    /// <summary>The indexes in use, at most the limit; forgets the others.</summary>
    public IReadOnlyList<IndexKey> Wanted()
    {
        KeyValuePair<IndexKey, long>[] byUse = [.. lastUsed.OrderByDescending(use => use.Value)];
        List<IndexKey> wanted = new(Math.Min(byUse.Length, limit));
        foreach (KeyValuePair<IndexKey, long> use in byUse)
        {
            if (wanted.Count < limit && time.GetElapsedTime(use.Value) < linger)
            {
                wanted.Add(use.Key);
            }
            else
            {
                // Only if nobody has touched it since it was read.
                lastUsed.TryRemove(use);
            }
        }

        return wanted;
    }
}
