using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Api;

/// <summary>
/// Talks to one API server as one user. Thread-safe; one instance per cluster and identity serves any number of callers.
/// Every method throws <see cref="ApiStatusException"/> when the server refuses, <see cref="HttpRequestException"/> when it cannot be
/// reached or breaks off, <see cref="CredentialException"/> when no credential can be had, and
/// <see cref="OperationCanceledException"/> only when the caller cancelled.
/// </summary>
public sealed class KubernetesClient : IAsyncDisposable
{
    /// <summary>Opens no connection yet.</summary>
    public KubernetesClient(ClusterConfiguration configuration, KubernetesClientOptions options, TimeProvider time, ILogger<KubernetesClient> logger)
    {
    }

    /// <summary>One object, whole.</summary>
    public Task<JsonObject> GetAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellationToken, string? subresource = null) => throw new NotImplementedException();

    /// <summary>One page of whole objects. <paramref name="ns"/> <c>null</c> means all namespaces, or a cluster-scoped kind.</summary>
    public Task<ObjectList> ListAsync(ResourceKind kind, string? ns, ListOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>All pages, one after the other, of <c>options.Limit</c> objects each (500 when unset).</summary>
    public IAsyncEnumerable<ObjectList> ListPagesAsync(ResourceKind kind, string? ns, ListOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Rows of one page, given to <paramref name="onRow"/> while the rest still arrives. A malformed object never ends the list.</summary>
    public Task<ListMetadata> ListRowsAsync<T>(IRowReader<T> reader, string? ns, ListOptions options, Action<ReadResult<T>> onRow, CancellationToken cancellationToken)
        where T : class, IRow => throw new NotImplementedException();

    /// <summary>
    /// Changes as they happen; ends when the server ends the stream at a line's end. Breaks off with <see cref="HttpRequestException"/> or
    /// <see cref="IOException"/> when the connection does, with <see cref="ApiStatusException"/> on an in-stream error.
    /// </summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(IRowReader<T> reader, string? ns, WatchOptions options, CancellationToken cancellationToken)
        where T : class, IRow => throw new NotImplementedException();

    /// <summary>Creates an object and returns it as stored (or as it would be, on a dry run).</summary>
    public Task<JsonObject> CreateAsync(ResourceKind kind, string? ns, JsonObject manifest, WriteOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Replaces an object, or one of its subresources.</summary>
    public Task<JsonObject> ReplaceAsync(ResourceKind kind, ObjectKey key, JsonObject manifest, WriteOptions options, CancellationToken cancellationToken, string? subresource = null) => throw new NotImplementedException();

    /// <summary>Patches an object, or one of its subresources.</summary>
    public Task<JsonObject> PatchAsync(ResourceKind kind, ObjectKey key, Patch patch, WriteOptions options, CancellationToken cancellationToken, string? subresource = null) => throw new NotImplementedException();

    /// <summary>Deletes an object. Returns the object when finalizers hold it back, or the server's Status when it is gone.</summary>
    public Task<JsonObject> DeleteAsync(ResourceKind kind, ObjectKey key, DeleteOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Lines of a container's log, each cut at 64 KiB.</summary>
    public IAsyncEnumerable<string> ReadLogAsync(ObjectKey pod, LogOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A page of a list as the server prints it.</summary>
    public Task<ObjectTable> GetTableAsync(ResourceKind kind, string? ns, ListOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What the server serves: by aggregated discovery where there is one, else group by group.</summary>
    public Task<ApiDiscovery> DiscoverAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The OpenAPI v3 document of a group and version; <c>null</c> where the server publishes none (before 1.24).</summary>
    public Task<JsonObject?> GetOpenApiAsync(string group, string version, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Whether the user may do something.</summary>
    public Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What the user may do in a namespace.</summary>
    public Task<AccessRules> ReviewRulesAsync(string ns, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Who the server takes the user for; <c>null</c> where the server cannot be asked (before 1.28).</summary>
    public Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The server's version.</summary>
    public Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>Limits and names of a client.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Value of <c>User-Agent</c>. Servers indent JSON for browsers and curl, nearly doubling the bytes, so a name of our own is needed.</summary>
    public string UserAgent { get; init; } = "backup-console";

    /// <summary>Field manager of writes that name none.</summary>
    public string FieldManager { get; init; } = "backup-console";

    /// <summary>How long a request other than a stream may take, retries included; 1 s to 10 min.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long opening a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a 429 or 503 that names a <c>Retry-After</c> is tried again before it is given to the caller.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Longest wait a server may ask for; a longer one is given to the caller as the refusal.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a quiet HTTP/2 connection may stay without an answer to a ping before it counts as dead (asked, then waited for).</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest object or watch line read, in bytes. An API server stores at most about 1.5 MiB, and sends little more.</summary>
    public int MaxObjectBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Requests in flight at once, streams not counted.</summary>
    public int MaxConcurrentRequests { get; init; } = 32;
}
