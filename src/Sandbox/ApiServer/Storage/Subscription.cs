using System.Threading.Channels;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>What a watcher is told: a change, or with null that everything up to a version was told.</summary>
internal readonly record struct WatchItem(StoredChange? Change, long Version);

/// <summary>One watcher's queue of the changes of a kind. A watcher too slow for its queue is cut off, as real servers do.</summary>
internal sealed class Subscription : IDisposable
{
    /// <summary>How many items may wait.</summary>
    public const int Capacity = 20_000;

    private readonly ObjectCollection collection;
    private readonly Channel<WatchItem> items = Channel.CreateBounded<WatchItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public Subscription(ObjectCollection collection, ObjectSet present, long version, bool resumes)
    {
        this.collection = collection;
        Present = present;
        Version = version;
        Resumes = resumes;
    }

    /// <summary>The objects there are when the subscription begins; changes after <see cref="Version"/> follow.</summary>
    public ObjectSet Present { get; }

    /// <summary>Version of <see cref="Present"/>, or the one resumed from.</summary>
    public long Version { get; }

    /// <summary>Whether the watcher knows the present objects already.</summary>
    public bool Resumes { get; }

    /// <summary>What happens; ends when the watcher was cut off.</summary>
    public ChannelReader<WatchItem> Items => items.Reader;

    /// <summary>Tells the watcher something. Called by the store only, in order.</summary>
    public bool Offer(WatchItem item)
    {
        if (items.Writer.TryWrite(item))
        {
            return true;
        }

        items.Writer.TryComplete();
        return false;
    }

    /// <summary>Ends the subscription after what waits.</summary>
    public void Complete() => items.Writer.TryComplete();

    /// <inheritdoc />
    public void Dispose()
    {
        collection.Leave(this);
        items.Writer.TryComplete();
    }
}
