namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// How long refusals have gone on without a break. Anything else between two of them, a success or a lost connection, starts it anew:
/// a server that was away for minutes may still refuse wrongly in its first moments.
/// </summary>
internal sealed class RefusalClock(TimeSpan grace, TimeProvider time)
{
    private long? first;

    public bool IsRunning => first is not null;

    /// <summary>Notes a refusal; what is left of the time in which it is not yet believed, zero or less when it is.</summary>
    public TimeSpan Refused()
    {
        long start = first ??= time.GetTimestamp();
        return grace - time.GetElapsedTime(start);
    }

    public void Reset() => first = null;
}
