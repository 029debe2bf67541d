namespace BackupConsole.Kubernetes.Informers;

/// <summary>Every limit and delay of informers, their stores and their pool. The defaults are meant for production.</summary>
public sealed record InformerOptions
{
    /// <summary>Shortest time after which the server is asked to end a watch; each watch picks one at random up to <see cref="WatchTimeoutMax"/>. 1 s or more.</summary>
    public TimeSpan WatchTimeoutMin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time after which the server is asked to end a watch; at least <see cref="WatchTimeoutMin"/>.</summary>
    public TimeSpan WatchTimeoutMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a watch may outlive the time asked for before it counts as dead; more than the latency to the server.</summary>
    public TimeSpan WatchTimeoutGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may take to accept a watch; more than the time to open a connection.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A watch that ended sooner than this is a short one; two in a row make the next one wait as after a failure.</summary>
    public TimeSpan ShortWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a streaming list may be silent before it is taken for one that will never end, and a plain list is used instead.</summary>
    public TimeSpan StreamingListSilence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Objects per page of a list read from etcd instead of the server's watch cache; 1 to 5,000.</summary>
    public int QuorumPageSize { get; init; } = 500;

    /// <summary>Shortest wait after a failure.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait after a failure.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a watch must have been open for the waits to start from the shortest again.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait between tries while permission, kind or credentials are missing, shortened at random by up to a tenth.</summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait a server may ask for with <c>Retry-After</c>.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long refusals (403, 404) must go on, after rows were once shown, before they are believed. A server that has just started
    /// refuses users that have a role, and does not know its custom resources yet.
    /// </summary>
    public TimeSpan RefusalGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long events are gathered before they are published together; 1 ms to 1 s.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many changed objects are published at once without waiting for <see cref="BatchDelay"/>; 1 to 100,000.</summary>
    public int BatchSize { get; init; } = 1_000;

    /// <summary>Batches a subscriber may lag behind before its backlog is replaced by a reset; 1 or more.</summary>
    public int SubscriberCapacity { get; init; } = 16;

    /// <summary>Malformed objects named in a snapshot and in the log; the others are counted only.</summary>
    public int MaxMalformedNamed { get; init; } = 1_000;

    /// <summary>Sort orders and lookups a store keeps up to date at once, each per namespace asked for; the one unused longest goes first. 1 or more.</summary>
    public int MaxIndexes { get; init; } = 64;

    /// <summary>How long a sort order or lookup is kept up to date after it was last read.</summary>
    public TimeSpan IndexLinger { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an informer of a pool goes on after its last lease.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Informers of one pool, lingering ones included; 1 or more.</summary>
    public int MaxInformers { get; init; } = 256;

    /// <summary>Refuses values outside the ranges named on the properties.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The message names the property.</exception>
    internal void Validate()
    {
        Positive(WatchTimeoutMin, nameof(WatchTimeoutMin));
        AtLeast(WatchTimeoutMax, WatchTimeoutMin, nameof(WatchTimeoutMax));
        Positive(OpenTimeout, nameof(OpenTimeout));
        Positive(StreamingListSilence, nameof(StreamingListSilence));
        Positive(BackoffMin, nameof(BackoffMin));
        AtLeast(BackoffMax, BackoffMin, nameof(BackoffMax));
        Positive(SlowRetry, nameof(SlowRetry));
        Positive(BatchDelay, nameof(BatchDelay));
        AtLeastOne(QuorumPageSize, nameof(QuorumPageSize));
        AtLeastOne(BatchSize, nameof(BatchSize));
        AtLeastOne(SubscriberCapacity, nameof(SubscriberCapacity));
        AtLeastOne(MaxIndexes, nameof(MaxIndexes));
        AtLeastOne(MaxInformers, nameof(MaxInformers));
    }

    private static void Positive(TimeSpan value, string name) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);

    private static void AtLeast(TimeSpan value, TimeSpan least, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);

    private static void AtLeastOne(int value, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
}
