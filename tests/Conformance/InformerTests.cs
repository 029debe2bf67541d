using System.Buffers;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash.Core;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Conformance;

public sealed class InformerTests(ConformanceServer server) : InformerTest(server)
{
    [Fact]
    public async Task An_informer_fills_once_and_then_follows_every_change()
    {
        await CreateSessionsAsync(3);
        Observed observed = await ObserveLiveAsync();
        Assert.Equal(3, observed.Rows.Count);
        Assert.Equal(3, observed.State.Received);
        await CreateSessionAsync("new");
        await SetPhaseAsync("s-001", "Running");
        await DeleteSessionAsync("s-002");
        await EqualsAFreshListAsync(observed);
        Assert.Equal("Running", observed.Snapshot.Find(Key("s-001"))!.Phase);
        Assert.Equal(1, Proxy.Fills);
    }

    [Fact]
    public async Task An_empty_namespace_is_live_and_empty()
    {
        Observed observed = await ObserveLiveAsync();
        Assert.Empty(observed.Rows);
        await CreateSessionAsync("one");
        await EqualsAFreshListAsync(observed);
    }

    [Fact]
    public async Task A_selector_chooses_what_an_informer_holds()
    {
        await CreateSessionAsync("a", session => session["metadata"]!["labels"] = new JsonObject { ["tier"] = "gold" });
        await CreateSessionAsync("b");
        Observed observed = Observe(source: new KubernetesListerWatcher<BackupSessionRow>(ConnectThroughProxy(), BackupSessionRow.Reader, new ObjectSelector("tier=gold")));
        await ReachesAsync(observed, InformerPhase.Live);
        Assert.Equal(["a"], observed.Rows.Select(row => row.Name));
        await LabelAsync("b", "gold");
        await Eventually.HoldsAsync(() => observed.Snapshot.Count == 2, cancellationToken: Token);
        await LabelAsync("a", "silver");
        await Eventually.HoldsAsync(() => observed.Snapshot.Count == 1, cancellationToken: Token);
        Assert.Equal(["b"], observed.Rows.Select(row => row.Name));

        Task<JsonObject> LabelAsync(string name, string tier) => Client.PatchAsync(
            Sessions, Key(name), Patch.Merge(new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["tier"] = tier } } }), new(), Token);
    }

    [Fact]
    public async Task Without_permission_the_state_names_the_missing_verb_and_resource()
    {
        Assert.SkipWhen(Server.Nobody is null, "No kubeconfig of a user without permissions was given (CONSOLE_TEST_KUBECONFIG_NOBODY).");
        await using KubernetesClient nobody = ConformanceServer.Connect(Server.Nobody);
        Observed observed = Observe(scope: InformerScope.All, source: new KubernetesListerWatcher<BackupSessionRow>(nobody, BackupSessionRow.Reader));
        await ReachesAsync(observed, InformerPhase.Forbidden);
        Assert.Equal((InformerProblemKind.Forbidden, "list", Sessions), (observed.State.Problem!.Kind, observed.State.Problem.Verb, observed.State.Problem.Resource));
        Assert.Empty(observed.Rows);
    }

    [Fact]
    public async Task Who_may_read_one_namespace_sees_it_and_is_told_about_the_others()
    {
        Assert.SkipWhen(Server.Viewer is null, "No kubeconfig of a user who reads one namespace was given (CONSOLE_TEST_KUBECONFIG_VIEWER).");
        await using KubernetesClient viewer = ConformanceServer.Connect(Server.Viewer);
        Observed observed = Observe(scope: InformerScope.Of(Server.Viewer.Namespace ?? "demo", Namespace), source: new KubernetesListerWatcher<BackupSessionRow>(viewer, BackupSessionRow.Reader));
        await ReachesAsync(observed, InformerPhase.Live);
        Assert.Equal(
            [InformerPhase.Live, InformerPhase.Forbidden],
            observed.State.Scopes.OrderBy(scope => scope.Namespace == Namespace).Select(scope => scope.Phase));
    }

    [Fact]
    public async Task Several_namespaces_are_one_collection()
    {
        string second = Unique.Name("t-conf");
        await Client.CreateAsync(TestKinds.Namespace, null, new() { ["metadata"] = new JsonObject { ["name"] = second } }, new(), Token);
        try
        {
            await CreateSessionAsync("one");
            Observed observed = await ObserveLiveAsync(scope: InformerScope.Of(Namespace, second));
            JsonObject other = NewSession("two");
            other["metadata"]!["namespace"] = second;
            await Client.CreateAsync(Sessions, second, other, new(), Token);
            await Eventually.HoldsAsync(() => observed.Snapshot.Count == 2, cancellationToken: Token);
            Assert.Equal(new[] { Namespace, second }.Order(StringComparer.Ordinal), observed.Snapshot.Namespaces());
            await Client.DeleteAsync(Sessions, new(second, "two"), new(), Token);
            await Eventually.HoldsAsync(() => observed.Snapshot.Count == 1, cancellationToken: Token);
        }
        finally
        {
            await RemoveNamespaceAsync(second);
        }
    }

    [Fact]
    public async Task A_kind_that_is_not_there_is_not_installed()
    {
        KubernetesListerWatcher<BackupSessionRow> source = new(ConnectThroughProxy(), new ReaderOf(new("nothing.example", "v1", "things", "Thing", true)));
        Observed observed = Observe(scope: InformerScope.All, source: source);
        await ReachesAsync(observed, InformerPhase.NotInstalled);
        Assert.Equal("things.nothing.example", observed.State.Problem!.Resource!.Id);
    }

    [Fact]
    public async Task Many_viewers_of_the_same_thing_share_one_watch()
    {
        await CreateSessionAsync("one");
        KubernetesClient client = ConnectThroughProxy();
        await using InformerPool pool = new(Fast, TimeProvider.System, NullLoggerFactory.Instance);
        InformerKey key = new("test", Sessions, InformerScope.Of(Namespace), ObjectSelector.Everything, "admin");
        List<InformerLease<BackupSessionRow>> leases = [.. Enumerable.Range(0, 20).Select(_ => pool.Acquire(key with { }, () => new KubernetesListerWatcher<BackupSessionRow>(client, BackupSessionRow.Reader), Schema))];
        await Eventually.HoldsAsync(() => leases.TrueForAll(lease => lease.Store.Snapshot.State.Phase == InformerPhase.Live && lease.Store.Snapshot.Count == 1), cancellationToken: Token);
        await Eventually.HoldsAsync(() => Proxy.OpenWatches == 1, cancellationToken: Token);
        Assert.Equal(1, pool.Count);
        leases.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public async Task A_malformed_object_is_counted_and_named_and_the_others_are_shown()
    {
        Assert.SkipWhen(Server.Fake is null, "This API server stores no object that its schema forbids.");
        await CreateSessionsAsync(2);
        JsonObject broken = NewSession("broken");
        broken["spec"]!["retryLeft"] = "three";
        Server.Fake.Put(FakeKinds.BackupSessions, broken);
        Observed observed = await ObserveLiveAsync();
        Assert.Equal(["s-000", "s-001"], observed.Rows.Select(row => row.Name));
        Assert.Equal(Key("broken"), Assert.Single(observed.Snapshot.Malformed).Key);

        Server.Fake.WriteIntoWatches("this is no JSON\n"u8, request => request.Path.Contains(Namespace, StringComparison.Ordinal));
        Server.Fake.WriteIntoWatches([.. "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"s-000\",\"namespace\":\""u8, .. System.Text.Encoding.ASCII.GetBytes(Namespace), .. "\",\"resourceVersion\":\"999999999\"},\"spec\":{\"session\":\""u8, 0xff, 0xfe, .. "\"}}}\n"u8], request => request.Path.Contains(Namespace, StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => observed.Snapshot.MalformedCount >= 2, () => observed.Snapshot.Malformed, cancellationToken: Token);
        await CreateSessionAsync("later");
        await Eventually.HoldsAsync(() => observed.Snapshot.Find(Key("later")) is not null, cancellationToken: Token);
        Assert.Equal(InformerPhase.Live, observed.State.Phase);

        broken["spec"]!["retryLeft"] = 3;
        Server.Fake.Put(FakeKinds.BackupSessions, broken);
        await Eventually.HoldsAsync(() => observed.Snapshot.Find(Key("broken")) is not null, cancellationToken: Token);
    }

    /// <summary>Reads sessions, and says they are of another kind.</summary>
    private sealed class ReaderOf(ResourceKind kind) : IRowReader<BackupSessionRow>
    {
        public ResourceKind Kind => kind;

        public BackupSessionRow Read(in ReadOnlySequence<byte> json) => BackupSessionRow.Reader.Read(json);
    }
}
