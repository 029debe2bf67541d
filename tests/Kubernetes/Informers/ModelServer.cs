using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Informers;

/// <summary>An API server of one kind, reduced to what an informer sees of it, with every fault a test may want.</summary>
internal sealed class ModelServer : IListerWatcher<TestRow>
{
    private readonly SortedDictionary<ObjectKey, ReadResult<TestRow>> objects = [];
    private readonly List<(long Version, WatchEvent<TestRow> Event)> history = [];
    private long uids;

    public ResourceKind Kind { get; set; } = TestRow.Kind;

    public long Version { get; private set; } = 100;

    /// <summary>Versions before this one are forgotten.</summary>
    public long OldestVersion { get; private set; }

    /// <summary>By how many changes the cache that answers rv=0 is behind.</summary>
    public int CacheLag { get; set; }

    public bool StreamingLists { get; set; }

    /// <summary>What the server says about having streaming lists, when that is not the truth.</summary>
    public bool? ClaimsStreamingLists { get; set; }

    public bool ExpiresInStream { get; set; }

    /// <summary>Whether watches are taken but never accepted.</summary>
    public bool NeverAccepts { get; set; }

    public bool EndsWatchesAtOnce { get; set; }

    public int RowsPerStep { get; set; } = 3;

    public int? PageSize { get; set; }

    public bool Allowed { get; set; } = true;

    public bool? Served { get; set; } = true;

    /// <summary>Asked before every list, watch and question: the exception to fail with.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Asked between the rows of a list.</summary>
    public Func<Exception?> ListBreaks { get; set; } = () => null;

    public List<ListOptions> Lists { get; } = [];

    public List<WatchOptions> Watches { get; } = [];

    public List<AccessRequest> Reviews { get; } = [];

    public List<ModelStream> Streams { get; } = [];

    public IEnumerable<TestRow> Rows => objects.Values.Where(item => item.Row is not null).Select(item => item.Row!);

    public IEnumerable<ObjectKey> MalformedKeys => objects.Values.Where(item => item.Row is null).Select(item => item.Key);

    public static ApiStatusException Refusal(int code, string reason = "", TimeSpan? retryAfter = null) =>
        new(new ApiStatus(code, reason, $"answer {code}", [], retryAfter));

    public TestRow Put(string ns, string name, string color = "red", int size = 1)
    {
        ObjectKey key = new(ns, name);
        bool isNew = !objects.TryGetValue(key, out ReadResult<TestRow> before);
        TestRow row = new(key, before.Row?.Uid ?? $"uid-{++uids}", NextVersion(), color, size);
        Record(isNew ? WatchEventType.Added : WatchEventType.Modified, new ReadResult<TestRow>(row, null));
        return row;
    }

    public void PutMalformed(string ns, string name)
    {
        ObjectKey key = new(ns, name);
        bool isNew = !objects.ContainsKey(key);
        NextVersion();
        Record(isNew ? WatchEventType.Added : WatchEventType.Modified, new ReadResult<TestRow>(null, new MalformedObject(key, "size is not a number")));
    }

    public void Delete(string ns, string name)
    {
        ObjectKey key = new(ns, name);
        if (objects.TryGetValue(key, out ReadResult<TestRow> before))
        {
            string version = NextVersion();
            Record(WatchEventType.Deleted, before.Row is { } row ? new ReadResult<TestRow>(row with { ResourceVersion = version }, null) : before);
        }
    }

    /// <summary>Forgets all history, so that every resumption expires.</summary>
    public void Compact()
    {
        NextVersion();
        OldestVersion = Version;
    }

    public void CutAll(Exception exception)
    {
        foreach (ModelStream stream in Streams.ToArray())
        {
            stream.Fail(exception);
        }
    }

    public void EndAll()
    {
        foreach (ModelStream stream in Streams.ToArray())
        {
            stream.End();
        }
    }

    public void Bookmark()
    {
        foreach (ModelStream stream in Streams)
        {
            stream.Send(new WatchEvent<TestRow>(WatchEventType.Bookmark, default, Text(Version), false));
        }
    }

    public async Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<TestRow>> onRow, CancellationToken cancellationToken)
    {
        Lists.Add(options);
        await Task.Yield();
        Throw("list");
        long version = options.ResourceVersion == "0" ? Math.Max(100, Version - CacheLag) : Version;
        ReadResult<TestRow>[] all = [.. StateAt(version).Where(item => ns is null || item.Key.Namespace == ns)];
        int from = options.Continue is null ? 0 : int.Parse(options.Continue, CultureInfo.InvariantCulture);
        int to = options.Limit is { } limit ? Math.Min(all.Length, from + Math.Min(limit, PageSize ?? limit)) : all.Length;
        for (int i = from; i < to; i++)
        {
            if (i % RowsPerStep == RowsPerStep - 1)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                if (ListBreaks() is { } broken)
                {
                    throw broken;
                }
            }

            onRow(all[i]);
        }

        return new ListMetadata(Text(version), to < all.Length ? Text(to) : null, null);
    }

    public async IAsyncEnumerable<WatchEvent<TestRow>> WatchAsync(string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Watches.Add(options);
        await Task.Yield();
        Throw("watch");
        if (options.SendInitialEvents && !StreamingLists && ClaimsStreamingLists is null)
        {
            throw Refusal(422, "Invalid");
        }

        if (NeverAccepts)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        long from = options.SendInitialEvents ? Version : long.Parse(options.ResourceVersion!, CultureInfo.InvariantCulture);
        Assert.NotEqual(0, from);
        bool expired = from < OldestVersion;
        if (expired && !ExpiresInStream)
        {
            throw Refusal(410, "Expired");
        }

        ModelStream stream = new(ns);
        Streams.Add(stream);
        try
        {
            if (options.SendInitialEvents)
            {
                foreach (ReadResult<TestRow> item in objects.Values)
                {
                    stream.Send(new WatchEvent<TestRow>(WatchEventType.Added, item, item.Row?.ResourceVersion ?? Text(Version), false));
                }

                stream.Initial = stream.Sent.Count;
                if (StreamingLists)
                {
                    stream.Send(new WatchEvent<TestRow>(WatchEventType.Bookmark, default, Text(from), true));
                }
            }
            else if (expired)
            {
                stream.Fail(Refusal(410, "Expired"));
            }
            else
            {
                foreach ((long _, WatchEvent<TestRow> item) in history.Where(item => item.Version > from))
                {
                    stream.Send(item);
                }
            }

            if (EndsWatchesAtOnce)
            {
                stream.End();
            }

            options.Opened?.Invoke();
            await foreach (WatchEvent<TestRow> item in stream.ReadAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            Streams.Remove(stream);
        }
    }

    public async Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        Reviews.Add(request);
        await Task.Yield();
        Throw("review");
        return new AccessDecision(Allowed, string.Empty);
    }

    public async Task<bool?> IsServedAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Throw("discovery");
        return Served;
    }

    public async Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Throw("version");
        return ClaimsStreamingLists ?? StreamingLists;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Throw(string verb)
    {
        if (Fault(verb) is { } fault)
        {
            throw fault;
        }
    }

    private string NextVersion() => Text(++Version);

    private void Record(WatchEventType type, ReadResult<TestRow> item)
    {
        if (type == WatchEventType.Deleted)
        {
            objects.Remove(item.Key);
        }
        else
        {
            objects[item.Key] = item;
        }

        WatchEvent<TestRow> told = new(type, item, Text(Version), false);
        history.Add((Version, told));
        foreach (ModelStream stream in Streams)
        {
            stream.Send(told);
        }
    }

    private SortedDictionary<ObjectKey, ReadResult<TestRow>>.ValueCollection StateAt(long version)
    {
        SortedDictionary<ObjectKey, ReadResult<TestRow>> state = [];
        foreach ((long at, WatchEvent<TestRow> item) in history)
        {
            if (at > version)
            {
                break;
            }

            if (item.Type == WatchEventType.Deleted)
            {
                state.Remove(item.Content.Key);
            }
            else
            {
                state[item.Content.Key] = item.Content;
            }
        }

        return state.Values;
    }
}

/// <summary>An open watch of the model server.</summary>
internal sealed class ModelStream(string? ns)
{
    private readonly Channel<WatchEvent<TestRow>> channel = Channel.CreateUnbounded<WatchEvent<TestRow>>();

    /// <summary>Objects' events that were sent, to be sent once more.</summary>
    public List<WatchEvent<TestRow>> Sent { get; } = [];

    /// <summary>How many of them belong to a streaming list.</summary>
    public int Initial { get; set; }

    public string? Namespace => ns;

    public void Send(WatchEvent<TestRow> item)
    {
        if (item.Type == WatchEventType.Bookmark || ns is null || item.Content.Key.Namespace == ns)
        {
            channel.Writer.TryWrite(item);
            if (item.Type != WatchEventType.Bookmark)
            {
                Sent.Add(item);
            }
        }
    }

    public void Fail(Exception exception) => channel.Writer.TryComplete(exception);

    public void End() => channel.Writer.TryComplete();

    public async IAsyncEnumerable<WatchEvent<TestRow>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await channel.Reader.WaitToReadAsync(cancellationToken))
        {
            if (channel.Reader.TryRead(out WatchEvent<TestRow> item))
            {
                yield return item;
                await Task.Yield();
            }
        }
    }
}
