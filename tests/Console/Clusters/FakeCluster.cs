using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using BackupConsole.Clusters;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;

namespace BackupConsole.Tests.Clusters;

/// <summary>A cluster in memory: what a user may do, and BackupSessions that come and go.</summary>
internal sealed class FakeCluster(string name = "dev") : IClusterConnection, IListerWatcher<BackupSessionRow>
{
    private readonly ConcurrentDictionary<ObjectKey, BackupSessionRow> rows = new();
    private readonly List<Channel<WatchEvent<BackupSessionRow>>> watches = [];
    private readonly Lock gate = new();
    private int version = 1;

    /// <summary>Everything that was asked, such as "list demo".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Where BackupSessions may be listed; <c>null</c> for everywhere.</summary>
    public ImmutableArray<string>? AllowedIn { get; set; }

    /// <summary>All namespaces; <c>null</c> when they may not be listed.</summary>
    public ImmutableArray<string>? Namespaces { get; set; } = ["demo", "prod"];

    /// <summary>Verbs nobody may use anywhere.</summary>
    public ImmutableArray<string> DeniedVerbs { get; set; } = [];

    /// <summary>Thrown by every request.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Whether the kind is installed.</summary>
    public bool Serves { get; set; } = true;

    /// <summary>When set, lists wait for it.</summary>
    public TaskCompletionSource? ListGate { get; set; }

    /// <summary>Objects that lists answer with besides the rows.</summary>
    public ImmutableArray<MalformedObject> Malformed { get; set; } = [];

    public ClusterConfiguration Configuration { get; init; } = new()
    {
        Name = name,
        Slug = name,
        Origin = "a test",
        Server = new Uri("https://dev.example:6443/"),
        Credentials = new FixedToken("token"),
    };

    public ResourceKind Kind => BackupSessionRow.Reader.Kind;

    public static BackupSessionRow Session(string ns, string name, string phase = "Succeeded", DateTimeOffset? created = null) =>
        new(new ObjectMeta
        {
            Namespace = ns,
            Name = name,
            Uid = $"uid-{ns}-{name}",
            CreationTimestamp = created ?? new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero),
        })
        {
            Phase = phase,
            Session = "full-backup",
        };

    /// <summary>Creates or changes a session.</summary>
    public void Put(BackupSessionRow row)
    {
        lock (gate)
        {
            BackupSessionRow stored = row with { ResourceVersion = $"{++version}" };
            WatchEventType type = rows.ContainsKey(row.Key) ? WatchEventType.Modified : WatchEventType.Added;
            rows[row.Key] = stored;
            Send(type, stored);
        }
    }

    /// <summary>Deletes a session.</summary>
    public void Delete(string ns, string name)
    {
        lock (gate)
        {
            if (rows.TryRemove(new ObjectKey(ns, name), out BackupSessionRow? row))
            {
                Send(WatchEventType.Deleted, row with { ResourceVersion = $"{++version}" });
            }
        }
    }

    /// <summary>Breaks all watches; requests fail until <see cref="Trouble"/> is taken away.</summary>
    public void Break(Exception trouble)
    {
        Trouble = trouble;
        lock (gate)
        {
            foreach (Channel<WatchEvent<BackupSessionRow>> watch in watches)
            {
                watch.Writer.TryComplete(trouble);
            }

            watches.Clear();
        }
    }

    public Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken)
    {
        Note("whoami");
        return Task.FromResult<UserIdentity?>(new UserIdentity("jane", ["devs"]));
    }

    public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        Note($"review {request.Namespace ?? "*"}");
        bool allowed = !DeniedVerbs.Contains(request.Verb) && (AllowedIn is null || (request.Namespace is { } ns && AllowedIn.Value.Contains(ns)));
        return Task.FromResult(new AccessDecision(allowed, ""));
    }

    public Task<ImmutableArray<string>> ListNamespacesAsync(CancellationToken cancellationToken)
    {
        Note("namespaces");
        return Task.FromResult(Namespaces ?? throw Refusal(403, "Forbidden", "namespaces is forbidden"));
    }

    public IListerWatcher<T> ListerWatcher<T>(IRowReader<T> reader, ObjectSelector selector)
        where T : class, IRow => (IListerWatcher<T>)(object)this;

    public Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, bool dryRun, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JsonObject> MergeAsync(ResourceKind kind, ObjectKey key, JsonObject changes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken) => Task.FromResult<JsonObject?>(null);

    public Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<T>> ListAsync<T>(IRowReader<T> reader, string? ns, int limit, CancellationToken cancellationToken)
        where T : class, IRow => throw new NotSupportedException();

    public Task DeleteAsync(ResourceKind kind, ObjectKey key, string uid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ListMetadata> ListAsync(string? ns, ListOptions options, Action<ReadResult<BackupSessionRow>> onRow, CancellationToken cancellationToken)
    {
        Note($"list {ns ?? "*"}");
        if (!Serves)
        {
            throw Refusal(404, "NotFound", "the server could not find the requested resource");
        }

        foreach (BackupSessionRow row in rows.Values.Where(row => ns is null || row.Namespace == ns))
        {
            onRow(new ReadResult<BackupSessionRow>(row, null));
        }

        foreach (MalformedObject item in Malformed)
        {
            onRow(new ReadResult<BackupSessionRow>(null, item));
        }

        if (ListGate is { } wait)
        {
            await wait.Task.WaitAsync(cancellationToken);
        }

        return new ListMetadata($"{Volatile.Read(ref version)}", null, null);
    }

    public async IAsyncEnumerable<WatchEvent<BackupSessionRow>> WatchAsync(
        string? ns, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Note($"watch {ns ?? "*"}");
        Channel<WatchEvent<BackupSessionRow>> watch = Channel.CreateUnbounded<WatchEvent<BackupSessionRow>>();
        lock (gate)
        {
            watches.Add(watch);
        }

        options.Opened?.Invoke();
        await foreach (WatchEvent<BackupSessionRow> change in watch.Reader.ReadAllAsync(cancellationToken))
        {
            if (ns is null || change.Content.Key.Namespace == ns)
            {
                yield return change;
            }
        }
    }

    public Task<bool?> IsServedAsync(CancellationToken cancellationToken) => Task.FromResult<bool?>(Serves);

    public Task<bool> HasStreamingListsAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ApiStatusException Refusal(int code, string reason, string message) => new(new ApiStatus(code, reason, message, [], null));

    private void Send(WatchEventType type, BackupSessionRow row)
    {
        foreach (Channel<WatchEvent<BackupSessionRow>> watch in watches)
        {
            watch.Writer.TryWrite(new WatchEvent<BackupSessionRow>(type, new ReadResult<BackupSessionRow>(row, null), row.ResourceVersion, false));
        }
    }

    private void Note(string question)
    {
        Asked.Enqueue(question);
        if (Trouble is not null)
        {
            throw Trouble;
        }
    }
}
