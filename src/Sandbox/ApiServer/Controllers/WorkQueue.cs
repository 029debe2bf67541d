using System.Diagnostics.CodeAnalysis;

namespace BackupConsole.Sandbox.ApiServer.Controllers;

/// <summary>What a controller has to look at. An item waits at most once, so the queue is no longer than there are things.</summary>
internal sealed class WorkQueue<T>(TimeProvider time) : IDisposable
    where T : notnull
{
    private readonly Lock gate = new();
    private readonly Queue<T> items = new();
    private readonly HashSet<T> waiting = [];
    private readonly Dictionary<T, ITimer> later = [];
    private readonly SemaphoreSlim ready = new(0);
    private bool closed;

    /// <summary>Adds an item, unless it waits already.</summary>
    public void Add(T item)
    {
        lock (gate)
        {
            if (closed || !waiting.Add(item))
            {
                return;
            }

            items.Enqueue(item);
        }

        ready.Release();
    }

    /// <summary>Adds an item after a while.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Kept in the dictionary, and disposed when it fires or the queue ends.")]
    public void AddLater(T item, TimeSpan delay)
    {
        lock (gate)
        {
            if (closed || later.ContainsKey(item))
            {
                return;
            }

            later[item] = time.CreateTimer(_ => Fire(item), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Waits for an item and takes it.</summary>
    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        await ready.WaitAsync(cancellationToken);
        lock (gate)
        {
            T item = items.Dequeue();
            waiting.Remove(item);
            return item;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            foreach (ITimer timer in later.Values)
            {
                timer.Dispose();
            }

            later.Clear();
        }
    }

    private void Fire(T item)
    {
        lock (gate)
        {
            if (!later.Remove(item, out ITimer? timer))
            {
                return;
            }

            timer.Dispose();
        }

        Add(item);
    }
}
