using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>
/// One object, followed: hands over a view whenever it changes, comes or goes. It begins with <see cref="Start"/> and ends when disposed.
/// </summary>
/// <param name="session">The cluster.</param>
/// <param name="kind">The object's kind.</param>
/// <param name="key">Which object.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Draws a view. Awaited: a slow browser gets fewer views, not a queue of them.</param>
public sealed class ObjectQuery(ClusterSession session, ResourceKind kind, ObjectKey key, TimeProvider time, Func<ObjectView, Task> show) : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private ObjectView view = new();
    private Task running = Task.CompletedTask;

    /// <summary>Begins. The task ends when this is disposed, or fails by a mistake of ours: whoever draws has to tell.</summary>
    public Task Start() => running = Task.Run(() => RunAsync(ended.Token));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Told to who started it.
        ended.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        try
        {
            while (true)
            {
                TimeSpan wait;
                try
                {
                    wait = SecretValues.Has(kind) ? await AskAsync(cancellationToken) : await FollowAsync(cancellationToken);
                    failures = 0;
                }
                catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
                {
                    wait = QueryRetry.After(failures++);
                    await ShowAsync(view with { Phase = ObjectPhase.Unreachable, Trouble = FailureWords.Of(exception), NextTry = time.GetUtcNow() + wait });
                }

                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    // Secrets are not watched, as their values would stay in memory. Returns after how long to ask again.
    private async Task<TimeSpan> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            WholeObject found = WholeObject.Of(await session.GetAsync(kind, key, cancellationToken));
            await ShowAsync(new ObjectView { Phase = ObjectPhase.AsOf, Latest = found, AskedAt = time.GetUtcNow() });
            return Timeout.InfiniteTimeSpan;
        }
        catch (ApiStatusException exception) when (exception.Status.IsNotFound || exception.Status.IsForbidden)
        {
            await ShowAsync(new ObjectView { Phase = exception.Status.IsNotFound ? ObjectPhase.Missing : ObjectPhase.Forbidden, Trouble = FailureWords.Of(exception) });
            return QueryRetry.Longest;
        }
    }

    // Returns when the store has ended, and after how long to look again.
    private async Task<TimeSpan> FollowAsync(CancellationToken cancellationToken)
    {
        using InformerLease<WholeObject> lease = await session.WatchObjectAsync(kind, key, cancellationToken);
        using StoreSubscription<WholeObject> subscription = lease.Store.Subscribe();
        await ShowAsync(Of(subscription.Initial));
        while (await subscription.Batches.WaitToReadAsync(cancellationToken))
        {
            StoreSnapshot<WholeObject>? latest = null;
            while (subscription.Batches.TryRead(out StoreBatch<WholeObject>? batch))
            {
                latest = batch.Snapshot;
            }

            if (latest is not null)
            {
                await ShowAsync(Of(latest));
                await Task.Delay(LiveQuery<WholeObject>.Pace, time, cancellationToken);
            }
        }

        return QueryRetry.Shortest;
    }

    private ObjectView Of(StoreSnapshot<WholeObject> snapshot)
    {
        WholeObject? found = snapshot.Find(key);
        InformerState state = snapshot.State;
        ObjectPhase phase = state.Phase switch
        {
            InformerPhase.Syncing when found is not null => ObjectPhase.Live,
            InformerPhase.Syncing => state.Problem is null ? ObjectPhase.Connecting : ObjectPhase.Unreachable,
            InformerPhase.Forbidden => ObjectPhase.Forbidden,
            InformerPhase.NotInstalled => ObjectPhase.NotInstalled,
            InformerPhase.Live when found is null => view.Latest is null ? ObjectPhase.Missing : ObjectPhase.Deleted,
            InformerPhase.Live => ObjectPhase.Live,
            InformerPhase.Stale when found is null => view.Latest is null ? ObjectPhase.Missing : view.Phase == ObjectPhase.Deleted ? ObjectPhase.Deleted : ObjectPhase.Stale,
            InformerPhase.Stale => ObjectPhase.Stale,
            _ => throw new InvalidOperationException($"{state.Phase} is no phase."),
        };

        // What is forbidden from now on may not stay on the screen either.
        WholeObject? shown = phase is ObjectPhase.Forbidden or ObjectPhase.NotInstalled ? null : found ?? view.Latest;
        return new ObjectView { Phase = phase, Latest = shown, Trouble = state.Problem?.Message, State = state };
    }

    private async Task ShowAsync(ObjectView next)
    {
        if (next != view)
        {
            view = next;
            await show(next);
        }
    }
}
