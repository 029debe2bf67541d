using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// Shares informers: however many viewers look at the same thing, there is one. It starts with the first lease and ends
/// <see cref="InformerOptions.Linger"/> after the last, so that going back and forth between pages costs nothing. Thread-safe.
/// </summary>
public sealed class InformerPool : IAsyncDisposable
{
    private readonly InformerOptions options;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly Dictionary<InformerKey, Entry> entries = [];
    private readonly HashSet<Task> endings = [];
    private bool disposed;

    /// <summary>An empty pool.</summary>
    public InformerPool(InformerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        this.options = options;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger<InformerPool>();
    }

    /// <summary>Informers that run, lingering ones included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>A share of the informer of this key, which is started if there is none. Dispose the lease when done.</summary>
    /// <param name="key">What to look at, and as whom.</param>
    /// <param name="server">Makes the access to the server; called only when the informer does not run yet.</param>
    /// <param name="schema">How rows can be sorted and looked up; that of the first lease counts.</param>
    /// <exception cref="InvalidOperationException">The pool is full of informers in use, or the key's informer has rows of another type.</exception>
    /// <exception cref="ObjectDisposedException">The pool has ended.</exception>
    public InformerLease<T> Acquire<T>(InformerKey key, Func<IListerWatcher<T>> server, StoreSchema<T> schema)
        where T : class, IRow
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(server);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!entries.TryGetValue(key, out Entry? entry))
            {
                MakeRoom();
                Informer<T> created = new(server(), schema, key.Scope, options, time, loggers.CreateLogger<Informer<T>>());
                entry = new Entry(key, created);
                entries.Add(key, entry);
                created.Start();
            }

            if (entry.Informer is not Informer<T> informer)
            {
                throw new InvalidOperationException(
                    $"The informer of {key.Kind} holds {entry.Informer.GetType().GetGenericArguments()[0].Name}, and {typeof(T).Name} was asked for. One key has one row type.");
            }

            entry.Leases++;
            entry.LingerTimer?.Dispose();
            entry.LingerTimer = null;
            return new InformerLease<T>(informer.Store, () => Release(entry));
        }
    }

    /// <summary>Ends all informers, leased ones too, and waits until they have.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] waiting;
        lock (gate)
        {
            disposed = true;
            foreach (Entry entry in entries.Values.ToArray())
            {
                End(entry);
            }

            waiting = [.. endings];
        }

        await Task.WhenAll(waiting);
    }

    private void Release(Entry entry)
    {
        lock (gate)
        {
            entry.Leases--;
            if (entry.Leases > 0 || disposed)
            {
                return;
            }

            entry.IdleSince = time.GetTimestamp();
            using AsyncFlowControl? suppressed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            entry.LingerTimer = time.CreateTimer(_ => OnLingered(entry), null, options.Linger, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnLingered(Entry entry)
    {
        lock (gate)
        {
            // A new lease may have come between the timer's firing and this lock.
            if (entry.Leases == 0 && entry.LingerTimer is not null && !disposed && time.GetElapsedTime(entry.IdleSince) >= options.Linger)
            {
                End(entry);
            }
        }
    }

    private void MakeRoom()
    {
        if (entries.Count < options.MaxInformers)
        {
            return;
        }

        Entry? idle = entries.Values.Where(entry => entry.Leases == 0).MinBy(entry => entry.IdleSince);
        End(idle ?? throw new InvalidOperationException(
            $"{entries.Count} collections are being watched, which is the limit. Close pages that look at other kinds, namespaces or clusters, or raise {nameof(InformerOptions.MaxInformers)}."));
    }

    private void End(Entry entry)
    {
        entries.Remove(entry.Key);
        entry.LingerTimer?.Dispose();
        entry.LingerTimer = null;

        // Elsewhere: the caller holds the pool's lock, and may be a circuit that is about to end.
        Task ending = Task.Run(() => EndAsync(entry));
        endings.Add(ending);
        ending.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task ending)
    {
        lock (gate)
        {
            endings.Remove(ending);
        }
    }

    private async Task EndAsync(Entry entry)
    {
        try
        {
            await entry.Informer.DisposeAsync();
        }
        catch (Exception exception)
        {
            // Reflectors end without exceptions; one that does not is a fault of ours, and nobody else would see it here.
            logger.LogError(exception, "The informer of {Kind} did not end as it should.", entry.Key.Kind);
        }
    }

    private sealed class Entry(InformerKey key, IAsyncDisposable informer)
    {
        public InformerKey Key => key;

        public IAsyncDisposable Informer => informer;

        public int Leases { get; set; }

        public long IdleSince { get; set; }

        public ITimer? LingerTimer { get; set; }
    }
}

/// <summary>A share of a pool's informer.</summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class InformerLease<T> : IDisposable
    where T : class, IRow
{
    private Action? release;

    internal InformerLease(Store<T> store, Action release)
    {
        Store = store;
        this.release = release;
    }

    /// <summary>The rows. After the lease was given back they may stop following the server.</summary>
    public Store<T> Store { get; }

    /// <summary>Gives the share back; a second time does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
