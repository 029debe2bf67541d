using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>One live collection: a store, and a reflector for each part of its scope.</summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class Informer<T> : IAsyncDisposable
    where T : class, IRow
{
    private readonly CancellationTokenSource ending = new();
    private readonly ImmutableArray<Reflector<T>> reflectors;
    private readonly TaskScheduler scheduler;
    private readonly Lock gate = new();
    private Task? running;
    private Task? ended;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="server">Where the rows come from.</param>
    /// <param name="schema">How they can be sorted and looked up.</param>
    /// <param name="scope">Where to look.</param>
    /// <param name="options">Limits and delays.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of every change of phase and of malformed objects.</param>
    /// <param name="random">Spreads waits; seeded from the system when <c>null</c>. Not used after construction.</param>
    /// <exception cref="ArgumentException">Namespaces were given for a kind that lives outside them.</exception>
    public Informer(
        IListerWatcher<T> server, StoreSchema<T> schema, InformerScope scope, InformerOptions options, TimeProvider time, ILogger logger, Random? random = null)
        : this(server, schema, scope, options, time, logger, random, TaskScheduler.Default)
    {
    }

    internal Informer(
        IListerWatcher<T> server,
        StoreSchema<T> schema,
        InformerScope scope,
        InformerOptions options,
        TimeProvider time,
        ILogger logger,
        Random? random,
        TaskScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.IsAll && !server.Kind.Namespaced)
        {
            throw new ArgumentException($"{server.Kind} lives outside namespaces, so it can only be looked at as a whole.", nameof(scope));
        }

        this.scheduler = scheduler;
        Random seeds = random ?? new Random();
        Store = new Store<T>(schema, scope, options, time, logger);
        reflectors = [.. Store.Parts.Select(part => new Reflector<T>(server, Store, part.Namespace, options, time, new Random(seeds.Next()), logger))];
    }

    /// <summary>The rows. Stays readable after the informer has ended.</summary>
    public Store<T> Store { get; }

    /// <summary>Starts to fill the store; returns at once. Starting twice is the same as once.</summary>
    public void Start()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended is not null, this);
            if (running is not null)
            {
                return;
            }

            // An informer outlives the viewer who happens to start it, so nothing of that viewer's context may go along.
            using AsyncFlowControl? suppressed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            running = Task.WhenAll(reflectors.Select(reflector =>
                Task.Factory.StartNew(() => reflector.RunAsync(ending.Token), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap()));
        }
    }

    /// <summary>Ends the streams and all subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        Task end;
        lock (gate)
        {
            end = ended ??= EndAsync();
        }

        await end;
    }

    private async Task EndAsync()
    {
        await ending.CancelAsync();
        try
        {
            await (running ?? Task.CompletedTask);
        }
        finally
        {
            Store.Close();
            ending.Dispose();
        }
    }
}
