using System.Threading.Channels;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>
/// A store's changes from one snapshot on, for one reader. A reader that is too slow loses single batches, never the truth: it is told
/// to start again from a snapshot. The batches end when the store does.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class StoreSubscription<T> : IDisposable
    where T : class, IRow
{
    private readonly Store<T> store;
    private readonly Channel<StoreBatch<T>> channel;
    private StoreSnapshot<T> initial;
    private StoreSnapshot<T> last;

    internal StoreSubscription(Store<T> store, StoreSnapshot<T> initial, int capacity)
    {
        this.store = store;
        this.initial = initial;
        last = initial;

        // Not SingleReader: when the reader is too slow, the writer empties the channel.
        channel = Channel.CreateBounded<StoreBatch<T>>(new BoundedChannelOptions(capacity) { SingleWriter = true });
    }

    /// <summary>
    /// The snapshot the first batch follows. Read it before the first batch: once batches have been taken it moves on to a later
    /// snapshot, so that a subscription that lives for days does not keep the rows of its first minute in memory.
    /// </summary>
    public StoreSnapshot<T> Initial => Volatile.Read(ref initial);

    /// <summary>Batches, in order and without gaps unless <see cref="StoreBatch{T}.Reset"/> says so.</summary>
    public ChannelReader<StoreBatch<T>> Batches => channel.Reader;

    /// <inheritdoc />
    public void Dispose()
    {
        store.Remove(this);
        End();
    }

    /// <summary>Never waits. Called by the store, one batch after the other.</summary>
    internal void Publish(StoreBatch<T> batch)
    {
        if (channel.Reader.Count == 0)
        {
            Volatile.Write(ref initial, last);
        }

        last = batch.Snapshot;
        if (channel.Writer.TryWrite(batch))
        {
            return;
        }

        while (channel.Reader.TryRead(out _))
        {
            // Dropped: the reset below stands for them.
        }

        channel.Writer.TryWrite(batch with { Changes = [], Reset = true });
    }

    internal void End() => channel.Writer.TryComplete();
}
