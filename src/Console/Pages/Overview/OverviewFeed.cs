using System.Collections.Immutable;
using System.Threading.Channels;
using BackupConsole.Clusters;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Health;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Sources;

namespace BackupConsole.Pages.Overview;

/// <summary>
/// Follows the stores that the lists show, counts what is in them, and hands over a view whenever something changed, twice a second at most,
/// and now and then because time goes on. It begins with <see cref="Start"/> and ends when disposed.
/// </summary>
internal sealed class OverviewFeed : IAsyncDisposable
{
    // Counting goes through everything there is, so it may not be done as often as a page of a list is drawn.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    // What is overdue, or of the last day, changes without any object changing.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(20);

    private readonly TimeProvider time;
    private readonly Func<OverviewView, Task> show;
    private readonly CancellationTokenSource ended = new();
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Followed<BackupConfigurationRow> configurations;
    private readonly Followed<BackupBatchRow> batches;
    private readonly Followed<BackupSessionRow> sessions;
    private readonly Followed<SnapshotRow> snapshots;
    private readonly Followed<RepositoryRow> repositories;
    private readonly Followed<BackupStorageRow> storages;
    private readonly Followed<RestoreSessionRow> restores;
    private readonly Followed<BackupVerificationSessionRow> verifications;
    private readonly ImmutableArray<IFollowed> all;
    private Task running = Task.CompletedTask;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="session">The cluster.</param>
    /// <param name="ns">The namespace to look at; <c>null</c> for all that may be seen.</param>
    /// <param name="typed">Namespaces the person has named.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Draws a view. Awaited: a slow browser gets fewer views, not a queue of them.</param>
    public OverviewFeed(ClusterSession session, string? ns, TypedNamespaces typed, TimeProvider time, Func<OverviewView, Task> show)
    {
        this.time = time;
        this.show = show;
        Followed<T> Follow<T>(ResourceSource<T> source)
            where T : ResourceRow => new(session, source, ns, typed, time, () => changed.Writer.TryWrite(true));
        configurations = Follow(KindSources.BackupConfigurations);
        batches = Follow(KindSources.BackupBatches);
        sessions = Follow(KindSources.BackupSessions);
        snapshots = Follow(KindSources.Snapshots);
        repositories = Follow(KindSources.Repositories);
        storages = Follow(KindSources.BackupStorages);
        restores = Follow(KindSources.RestoreSessions);
        verifications = Follow(KindSources.BackupVerificationSessions);
        all = [sessions, configurations, batches, snapshots, repositories, storages, restores, verifications];
    }

    /// <summary>Begins. The task ends when this is disposed, or fails by a mistake of ours: whoever draws has to tell.</summary>
    public Task Start() => running = Task.Run(() => RunAsync(ended.Token));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Told to who started it.
        foreach (IFollowed followed in all)
        {
            await followed.DisposeAsync();
        }

        ended.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        Task[] following = [.. all.Select(followed => followed.Start())];
        try
        {
            while (true)
            {
                long began = time.GetTimestamp();
                await show(OverviewView.Of(Collect(), [.. all.Select(followed => followed.State)], time.GetUtcNow()));
                TimeSpan cost = time.GetElapsedTime(began);
                await Task.Delay(cost * 5 > Pace ? cost * 5 : Pace, time, cancellationToken);
                using CancellationTokenSource loser = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task<bool> change = changed.Reader.WaitToReadAsync(loser.Token).AsTask();
                await await Task.WhenAny([change, Task.Delay(Tick, time, loser.Token), .. following]); // One that follows ends by a mistake of ours only.
                changed.Reader.TryRead(out _);
                await loser.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    private BackupInventory Collect() => new()
    {
        Invokers = [.. configurations.Rows.Select(BackupInvoker.Of), .. batches.Rows.Select(BackupInvoker.Of)],
        Sessions = sessions.Rows,
        Snapshots = snapshots.Rows,
        Repositories = repositories.Rows,
        Storages = storages.Rows,
        Restores = restores.Rows,
        Verifications = verifications.Rows,
    };

    private interface IFollowed : IAsyncDisposable
    {
        FollowedKind State { get; }

        Task Start();
    }

    private sealed class Followed<T> : IFollowed
        where T : ResourceRow
    {
        private readonly string? ns;
        private readonly ResourceSource<T> source;
        private readonly LiveQuery<T> live;
        private ListView<T> view = new();

        public Followed(ClusterSession session, ResourceSource<T> source, string? ns, TypedNamespaces typed, TimeProvider time, Action changed)
        {
            this.ns = ns;
            this.source = source;
            ListQuery query = new(ns, "", StoreSchema<T>.ByKey, Descending: false, Page: 1, PageSize: 1) { Whole = true };
            live = new LiveQuery<T>(session, source, query, typed, time, next =>
            {
                Volatile.Write(ref view, next);
                changed();
                return Task.CompletedTask;
            });
        }

        public IReadOnlyList<T> Rows => Volatile.Read(ref view) is { Whole: { } whole, Phase: ListPhase.Live or ListPhase.Stale } ? whole.OrderedBy(StoreSchema<T>.ByKey, ns) : [];

        public FollowedKind State
        {
            get
            {
                ListView<T> seen = Volatile.Read(ref view);
                return new FollowedKind(source.Kind, seen.Phase, seen.Trouble, seen.Access, seen.State);
            }
        }

        public Task Start() => live.Start();

        public ValueTask DisposeAsync() => live.DisposeAsync();
    }
}
