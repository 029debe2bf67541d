using System.Threading.Channels;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Clusters;

/// <summary>
/// What one page looks at, kept up to date: asks where the user may look, watches there, and hands over the visible rows whenever they
/// change, a few times a second at most. It begins with <see cref="Start"/> and ends when disposed.
/// </summary>
/// <typeparam name="T">The row record.</typeparam>
public sealed class LiveQuery<T> : IAsyncDisposable
    where T : class, IRow
{
    /// <summary>Shortest time between two views that nobody asked for: about seven a second.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private readonly ClusterSession session;
    private readonly ResourceSource<T> source;
    private readonly TypedNamespaces typed;
    private readonly TimeProvider time;
    private readonly Func<ListView<T>, Task> show;
    private readonly CancellationTokenSource ended = new();
    private readonly Channel<bool> asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ListQuery query;
    private ListView<T> view = new ListView<T>();
    private Task running = Task.CompletedTask;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="source">The kind.</param>
    /// <param name="query">What is looked at first.</param>
    /// <param name="typed">Namespaces the person has named.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Draws a view. Awaited: a slow browser gets fewer views, not a queue of them.</param>
    public LiveQuery(
        ClusterSession session, ResourceSource<T> source, ListQuery query, TypedNamespaces typed, TimeProvider time, Func<ListView<T>, Task> show)
    {
        this.session = session;
        this.source = source;
        this.query = query;
        this.typed = typed;
        this.time = time;
        this.show = show;
    }

    /// <summary>Begins. The task ends when this is disposed, or fails by a mistake of ours: whoever draws has to tell.</summary>
    public Task Start() => running = Task.Run(() => RunAsync(ended.Token));

    /// <summary>Looks at something else from now on.</summary>
    public void Set(ListQuery next)
    {
        Volatile.Write(ref query, next);
        asked.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Told to who started it.
        ended.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            int failures = 0;
            while (true)
            {
                ListQuery current = Volatile.Read(ref query);
                TimeSpan wait = QueryRetry.Longest;
                try
                {
                    wait = await LookAsync(current, cancellationToken);
                    failures = 0;
                }
                catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
                {
                    wait = QueryRetry.After(failures++);
                    await ShowAsync(new ListView<T> { Phase = ListPhase.Unreachable, Trouble = FailureWords.Of(exception), NextTry = time.GetUtcNow() + wait });
                }

                await WaitForAnotherPlaceAsync(current, wait, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    // Returns after how long to look again.
    private async Task<TimeSpan> LookAsync(ListQuery current, CancellationToken cancellationToken)
    {
        NamespaceAccess access = current is { Selector: not null, Namespace: { } only }
            ? await session.ReviewNamespaceAsync(source.Kind, only, cancellationToken)
            : await session.ReviewNamespacesAsync(source.Kind, current.Namespace, typed.Of(session.Cluster.Slug), cancellationToken);
        switch (access.Choose(current.Namespace))
        {
            case NamespaceChoice.Watch watch:
                if (current.Namespace is { } named && !access.NamesKnown)
                {
                    typed.Add(session.Cluster.Slug, named);
                }

                return await FollowAsync(current, access, watch.Scope, cancellationToken);
            case NamespaceChoice.OneMustBeChosen:
                await ShowAsync(new ListView<T> { Phase = ListPhase.ChooseNamespace, Access = access });
                return Timeout.InfiniteTimeSpan;
            default:
                // Somebody may grant the permission meanwhile; then the page should open by itself.
                await ShowAsync(new ListView<T> { Phase = ListPhase.Forbidden, Access = access });
                return QueryRetry.Longest;
        }
    }

    private async Task<TimeSpan> FollowAsync(ListQuery first, NamespaceAccess access, InformerScope scope, CancellationToken cancellationToken)
    {
        ObjectSelector selector = first.Selector ?? ObjectSelector.Everything;
        using InformerLease<T> lease = await session.WatchAsync(source.Reader, source.Schema, scope, selector, cancellationToken);
        using StoreSubscription<T> subscription = lease.Store.Subscribe();
        StoreSnapshot<T> snapshot = subscription.Initial;
        while (true)
        {
            ListQuery current = Volatile.Read(ref query);
            if (current.Selector != first.Selector || (!scope.IsAll && current.Namespace != first.Namespace))
            {
                return TimeSpan.Zero;
            }

            long began = time.GetTimestamp();
            ListView<T> next = ListComputation.Compute(source, snapshot, current, access, time.GetUtcNow());
            await ShowAsync(next);
            if (next.Phase == ListPhase.Forbidden)
            {
                // The permission was taken away. What is left, perhaps single namespaces, is found by asking again.
                return QueryRetry.Longest;
            }

            if (!await ChangedAsync(subscription, began, time.GetElapsedTime(began), cancellationToken))
            {
                return QueryRetry.Shortest;
            }

            while (subscription.Batches.TryRead(out StoreBatch<T>? batch))
            {
                snapshot = batch.Snapshot;
            }
        }
    }

    // True when there is something to draw; false when the store has ended.
    private async Task<bool> ChangedAsync(StoreSubscription<T> subscription, long began, TimeSpan cost, CancellationToken cancellationToken)
    {
        using CancellationTokenSource loser = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> batch = subscription.Batches.WaitToReadAsync(loser.Token).AsTask();
        Task<bool> question = asked.Reader.WaitToReadAsync(loser.Token).AsTask();
        Task first = await Task.WhenAny(batch, question);
        if (first == batch && batch.IsCompletedSuccessfully && !question.IsCompleted)
        {
            // A change after a quiet time shows at once, those that follow it are coalesced, and an answer to what a person did is not kept
            // waiting. A view that takes long to compute or to send comes less often: at most a fifth of the time goes into it.
            TimeSpan apart = cost * 5 > Pace ? cost * 5 : Pace;
            TimeSpan rest = apart - time.GetElapsedTime(began);
            if (rest > TimeSpan.Zero)
            {
                await Task.WhenAny(Task.Delay(rest, time, loser.Token), question);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        bool goesOn = !batch.IsCompleted || await batch;
        asked.Reader.TryRead(out _);
        await loser.CancelAsync();
        return goesOn;
    }

    private async Task WaitForAnotherPlaceAsync(ListQuery looked, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(atMost, time, patience.Token);
        while (Volatile.Read(ref query) is { } wanted && wanted.Namespace == looked.Namespace && wanted.Selector == looked.Selector && !delay.IsCompleted)
        {
            Task<bool> question = asked.Reader.WaitToReadAsync(patience.Token).AsTask();
            await Task.WhenAny(delay, question);
            asked.Reader.TryRead(out _);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await patience.CancelAsync();
    }

    private async Task ShowAsync(ListView<T> next)
    {
        if (!next.LooksLike(view))
        {
            view = next;
            await show(next);
        }
    }
}
