using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace BackupConsole.Testing.ApiServer;

/// <summary>One watch stream: a bounded queue of lines, and how it ends.</summary>
internal sealed class Watcher(FakeKind kind, Selector selector, RecordedRequest request, bool streamingList) : IDisposable
{
    private readonly Channel<byte[]> lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(400_000) { SingleReader = true });
    private readonly Lock gate = new();
    private readonly CancellationTokenSource cut = new();
    private bool disposed;
    private long lastSent;

    public FakeKind Kind { get; } = kind;

    public RecordedRequest Request { get; } = request;

    /// <summary>Lines as they are to be sent; ends when the stream does.</summary>
    public ChannelReader<byte[]> Lines => lines.Reader;

    /// <summary>Cancelled when the connection is to break off.</summary>
    public CancellationToken Cut => cut.Token;

    /// <summary>Queues a change if it concerns what is selected.</summary>
    public void Offer(StoredChange change)
    {
        bool before = change.Before is not null && selector.Matches(change.Before.Value);
        bool after = change.Type != "DELETED" && selector.Matches(change.After.Value);
        if (!before && !after)
        {
            return;
        }

        lastSent = change.Version;
        Write(Line(after ? before ? "MODIFIED" : "ADDED" : "DELETED", change.After.Json));
    }

    /// <summary>Called after the present objects were offered.</summary>
    public void EndInitial(long version)
    {
        if (streamingList)
        {
            Bookmark(version, true);
        }
    }

    /// <summary>Queues a bookmark.</summary>
    public void Bookmark(long version, bool endsInitial = false)
    {
        lastSent = Math.Max(lastSent, version);
        JsonObject metadata = new() { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (endsInitial)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        JsonObject value = new() { ["kind"] = Kind.Kind.Kind, ["apiVersion"] = Kind.Kind.ApiVersion, ["metadata"] = metadata };
        Write(Line("BOOKMARK", JsonSerializer.SerializeToUtf8Bytes(value)));
    }

    /// <summary>Queues an in-stream error and ends the stream after it.</summary>
    public void Fail(FakeStatusException error)
    {
        Write(Line("ERROR", JsonSerializer.SerializeToUtf8Bytes(error.ToStatus())));
        End();
    }

    /// <summary>Queues bytes as they are.</summary>
    public void Write(byte[] bytes)
    {
        if (!lines.Writer.TryWrite(bytes))
        {
            Break(); // Full or ended: a reader this slow is thrown out, as real servers do.
        }
    }

    /// <summary>Ends the stream after what is queued.</summary>
    public void End() => lines.Writer.TryComplete();

    /// <summary>Breaks the connection off.</summary>
    public void Break()
    {
        // Its request may be ending by itself at this moment.
        lock (gate)
        {
            if (!disposed)
            {
                cut.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            cut.Dispose();
        }
    }

    private static byte[] Line(string type, byte[] value) =>
        [.. Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"), .. value, (byte)'}', (byte)'\n'];
}
