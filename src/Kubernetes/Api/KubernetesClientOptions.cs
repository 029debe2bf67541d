namespace BackupConsole.Kubernetes.Api;

/// <summary>Limits and names of a client.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Value of <c>User-Agent</c>. Servers indent JSON for browsers and curl, nearly doubling the bytes, so a name of our own is needed.</summary>
    public string UserAgent { get; init; } = "backup-console";

    /// <summary>Field manager of writes that name none.</summary>
    public string FieldManager { get; init; } = "backup-console";

    /// <summary>How long a request may take, retries included; for a stream, how long its headers and each pause in a list may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long opening a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a 429 or 503 that names a <c>Retry-After</c> is tried again before it is given to the caller.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Longest wait a server may ask for; a longer one is given to the caller as the refusal.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be quiet before it is pinged, and then how long the answer may take before it counts as dead; at least 1 s.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest object or watch line read, in bytes. An API server stores at most about 1.5 MiB, and sends little more.</summary>
    public int MaxObjectBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Largest answer read whole, in bytes: a page of objects, a table, a schema.</summary>
    public int MaxAnswerBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Requests in flight at once, streams not counted.</summary>
    public int MaxConcurrentRequests { get; init; } = 32;
}
