using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Testing.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>
/// The cluster of the journeys: the current context of the kubeconfig that <c>CONSOLE_TEST_KUBECONFIG</c> names, else the fake server in
/// this process. Two more users come from <c>CONSOLE_TEST_KUBECONFIG_VIEWER</c> and <c>_NOBODY</c>.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private const string Variable = "CONSOLE_TEST_KUBECONFIG";
    private static readonly ResourceKind Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    private readonly ClusterCatalog catalog;

    private TestCluster(string kubeconfig, FakeApiServer? fake)
    {
        Kubeconfig = kubeconfig;
        Fake = fake;
        catalog = Load(kubeconfig);
        Admin = Current(catalog);
        Client = ClientOf(Admin);
    }

    /// <summary>The fake server, when it is the cluster.</summary>
    public FakeApiServer? Fake { get; }

    /// <summary>Of one who may do everything.</summary>
    public string Kubeconfig { get; }

    /// <summary>Of one who reads KubeStash kinds in namespace demo; <c>null</c> when none was given.</summary>
    public string? ViewerKubeconfig { get; private init; }

    /// <summary>Of one who may do nothing; <c>null</c> when none was given.</summary>
    public string? NobodyKubeconfig { get; private init; }

    /// <summary>The context of the journeys.</summary>
    public ClusterConfiguration Admin { get; }

    /// <summary>Does behind the console's back what a cluster does.</summary>
    public KubernetesClient Client { get; }

    private static ResourceKind Sessions => KubeStashKinds.BackupSession;

    public static async Task<TestCluster> ConnectAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new TestCluster(Path.GetFullPath(given), null)
            {
                ViewerKubeconfig = Environment.GetEnvironmentVariable($"{Variable}_VIEWER"),
                NobodyKubeconfig = Environment.GetEnvironmentVariable($"{Variable}_NOBODY"),
            };
        }

        FakeApiServer fake = await FakeApiServer.StartAsync();
        return Of(fake);
    }

    /// <summary>A fake server as a cluster, which disposes it.</summary>
    public static TestCluster Of(FakeApiServer fake) =>
        new(fake.KubeconfigOf("admin"), fake) { ViewerKubeconfig = fake.KubeconfigOf("viewer"), NobodyKubeconfig = fake.KubeconfigOf("nobody") };

    /// <summary>The slug of a kubeconfig's current context.</summary>
    public static string SlugOf(string kubeconfig) => Current(Load(kubeconfig)).Slug;

    public Task CreateNamespaceAsync(string name) =>
        Client.CreateAsync(Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, new(), CancellationToken.None);

    /// <summary>Deletes a namespace and the sessions in it.</summary>
    public async Task RemoveNamespaceAsync(string name)
    {
        foreach ((string session, _) in await ListSessionsAsync(name))
        {
            await DeleteSessionAsync(name, session);
        }

        await Client.DeleteAsync(Namespaces, new ObjectKey("", name), new(), CancellationToken.None);
        try
        {
            // Where no controller runs, nobody else lets go of the namespace. It is empty.
            JsonObject left = await Client.GetAsync(Namespaces, new ObjectKey("", name), CancellationToken.None);
            left["spec"] = new JsonObject { ["finalizers"] = new JsonArray() };
            await Client.ReplaceAsync(Namespaces, new ObjectKey("", name), left, new(), CancellationToken.None, "finalize");
        }
        catch (ApiStatusException gone) when (gone.Status.Code is 404 or 409)
        {
            // A controller was there, and was faster.
        }
    }

    /// <summary>A BackupSession as a manifest.</summary>
    public static JsonObject Session(string ns, string name, string session = "frequent-backup") => new()
    {
        ["apiVersion"] = Sessions.ApiVersion,
        ["kind"] = Sessions.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["spec"] = new JsonObject
        {
            ["invoker"] = new JsonObject { ["apiGroup"] = KubeStashKinds.CoreGroup, ["kind"] = "BackupConfiguration", ["name"] = "demo-configuration" },
            ["session"] = session,
            ["retryLeft"] = 1,
        },
    };

    /// <summary>Creates a session, with a phase unless it is empty.</summary>
    public async Task CreateSessionAsync(string ns, string name, string phase = "", string session = "frequent-backup")
    {
        await Client.CreateAsync(Sessions, ns, Session(ns, name, session), new(), CancellationToken.None);
        if (phase.Length > 0)
        {
            await SetPhaseAsync(ns, name, phase);
        }
    }

    public Task SetPhaseAsync(string ns, string name, string phase) => Client.PatchAsync(
        Sessions, new ObjectKey(ns, name), Patch.Merge(new JsonObject { ["status"] = new JsonObject { ["phase"] = phase } }), new(), CancellationToken.None, "status");

    /// <summary>Makes the sessions of a namespace hours apart in age, in an order that is not that of their names. Only the fake server lets that be done.</summary>
    public void SpreadAges(string ns)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        int i = 0;
        foreach (JsonObject session in Fake!.List(FakeKinds.BackupSessions).Where(item => item["metadata"]!["namespace"]!.GetValue<string>() == ns))
        {
            int hours = i++ * 7 % 31;
            session["metadata"]!["creationTimestamp"] = now.AddHours(-hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Fake.Put(FakeKinds.BackupSessions, session);
        }
    }

    public Task DeleteSessionAsync(string ns, string name) => Client.DeleteAsync(Sessions, new ObjectKey(ns, name), new(), CancellationToken.None);

    /// <summary>Name and phase of each session in a namespace, by name, as the server has them now.</summary>
    public async Task<IReadOnlyList<(string Name, string Phase)>> ListSessionsAsync(string ns)
    {
        ObjectList list = await Client.ListAsync(Sessions, ns, new(), CancellationToken.None);
        return [.. from item in list.Items
                   let name = item["metadata"]!["name"]!.GetValue<string>()
                   orderby name
                   select (name, item["status"]?["phase"]?.GetValue<string>() ?? "")];
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await catalog.DisposeAsync();
        if (Fake is not null)
        {
            await Fake.DisposeAsync();
        }
    }

    /// <summary>A client of a cluster.</summary>
    internal static KubernetesClient ClientOf(ClusterConfiguration cluster) => new(cluster, new KubernetesClientOptions(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);

    /// <summary>The clusters of a kubeconfig.</summary>
    internal static ClusterCatalog Load(string kubeconfig) =>
        new KubeconfigLoader(new ExecPluginOptions(), TimeProvider.System).Load([kubeconfig], KubeconfigEnvironment.FromProcess());

    /// <summary>The current one of them.</summary>
    internal static ClusterConfiguration Current(ClusterCatalog catalog) =>
        catalog.Clusters.FirstOrDefault(cluster => cluster.Name == catalog.CurrentContext)
        ?? throw new InvalidOperationException($"The kubeconfig has no usable current context. {string.Join(" ", catalog.Problems)}");
}
