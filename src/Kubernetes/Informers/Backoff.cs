namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Waits after failures, by decorrelated jitter: each is random between the shortest and three times the one before, up to the longest.
/// Clients that lost the same server at the same moment so come back spread out. Not thread-safe.
/// </summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, Random random)
{
    private TimeSpan? last;

    public TimeSpan Next()
    {
        TimeSpan upper = TimeSpan.FromTicks(Math.Min((last ?? min).Ticks * 3, max.Ticks));
        TimeSpan wait = min + ((upper - min) * random.NextDouble());
        last = wait;
        return wait;
    }

    public void Reset() => last = null;
}
