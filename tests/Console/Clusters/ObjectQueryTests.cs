using System.Threading.Channels;
using BackupConsole.Clusters;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Tests.Clusters;

public sealed class ObjectQueryTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = new("demo", "run-1");

    private readonly MemoryCluster cluster = new();
    private readonly Channel<ObjectView> views = Channel.CreateUnbounded<ObjectView>();
    private readonly InformerPool informers = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    private readonly ClusterSession session;
    private readonly ObjectQuery query;

    public ObjectQueryTests()
    {
        session = new ClusterSession(cluster.Configuration, _ => cluster, informers, []);
        query = new ObjectQuery(session, KubeStashKinds.BackupSession, Key, TimeProvider.System, view => views.Writer.WriteAsync(view, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task An_object_is_shown_whole_and_followed()
    {
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "status": { "phase": "Running" }, "extra": 1 }""");
        _ = query.Start();

        ObjectView first = await SeeAsync(view => view.Phase == ObjectPhase.Live);
        Assert.Equal(1, first.Latest!.Json["extra"]!.GetValue<int>());

        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "status": { "phase": "Succeeded" } }""");
        ObjectView next = await SeeAsync(view => view.Latest?.Json["status"]?["phase"]?.GetValue<string>() == "Succeeded");
        Assert.Equal(ObjectPhase.Live, next.Phase);
    }

    [Fact]
    public async Task Other_objects_are_not_shown()
    {
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-2" } }""");
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "prod", "name": "run-1" } }""");
        _ = query.Start();

        ObjectView view = await SeeAsync(view => view.Phase == ObjectPhase.Missing);

        Assert.Null(view.Latest);
    }

    [Fact]
    public async Task One_that_comes_later_is_shown()
    {
        _ = query.Start();
        await SeeAsync(view => view.Phase == ObjectPhase.Missing);

        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" } }""");

        await SeeAsync(view => view is { Phase: ObjectPhase.Live, Latest: not null });
    }

    [Fact]
    public async Task One_that_goes_stays_on_the_page_as_it_was_last()
    {
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" } }""");
        _ = query.Start();
        await SeeAsync(view => view.Phase == ObjectPhase.Live);

        cluster.Delete(KubeStashKinds.BackupSession, Key);

        ObjectView view = await SeeAsync(view => view.Phase == ObjectPhase.Deleted);
        Assert.NotNull(view.Latest);
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_said_to_be()
    {
        cluster.NotInstalled.Add(KubeStashKinds.BackupSession.Id);
        _ = query.Start();

        await SeeAsync(view => view.Phase == ObjectPhase.NotInstalled);
    }

    [Fact]
    public async Task An_object_that_may_not_be_read_is_forbidden_with_the_servers_words()
    {
        cluster.Allows = _ => new AccessDecision(false, "");
        _ = query.Start();

        ObjectView view = await SeeAsync(view => view.Phase == ObjectPhase.Forbidden);

        Assert.Contains("jane", view.Trouble, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await query.DisposeAsync();
        await informers.DisposeAsync();
        await session.DisposeAsync();
    }

    private async Task<ObjectView> SeeAsync(Func<ObjectView, bool> wanted)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (true)
        {
            ObjectView view = await views.Reader.ReadAsync(patience.Token);
            if (wanted(view))
            {
                return view;
            }
        }
    }
}
