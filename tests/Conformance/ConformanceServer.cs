using System.Text.Json.Nodes;
using BackupConsole.Conformance;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox;
using BackupConsole.Testing.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(ConformanceServer))]
[assembly: CollectionBehavior(MaxParallelThreads = 8)]

namespace BackupConsole.Conformance;

/// <summary>
/// The API server the suite runs against: the current context of the kubeconfig that <c>CONSOLE_TEST_KUBECONFIG</c> names, with two more users
/// from <c>CONSOLE_TEST_KUBECONFIG_VIEWER</c> and <c>_NOBODY</c>; else one in this process, as <c>CONSOLE_TEST_SERVER</c> says: <c>Fake</c> (the
/// default), <c>OldFake</c> (the same, behaving as a server of about 1.20) or <c>Sandbox</c>.
/// </summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    private const string Variable = "CONSOLE_TEST_KUBECONFIG";
    private readonly List<ClusterCatalog> catalogs = [];
    private readonly DirectoryInfo sandboxDirectory = Directory.CreateTempSubdirectory("conformance-");
    private SandboxCluster? sandbox;

    /// <summary>The fake server, when it is what the suite runs against.</summary>
    public FakeApiServer? Fake { get; private set; }

    /// <summary>May do everything.</summary>
    public ClusterConfiguration Admin { get; private set; } = null!;

    /// <summary>May read KubeStash kinds in namespace demo, and nothing else; <c>null</c> when not given.</summary>
    public ClusterConfiguration? Viewer { get; private set; }

    /// <summary>May do nothing; <c>null</c> when not given.</summary>
    public ClusterConfiguration? Nobody { get; private set; }

    public ServerVersion Version { get; private set; } = null!;

    /// <summary>Whether the server is one outside this process.</summary>
    public bool IsReal => Fake is null && sandbox is null;

    /// <summary>Whether BackupSession is served.</summary>
    public bool HasKubeStash { get; private set; }

    /// <summary>Whether a namespace controller cleans up deleted namespaces.</summary>
    public bool HasControllers { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
        {
            Admin = Load(path);
            Viewer = Environment.GetEnvironmentVariable($"{Variable}_VIEWER") is { Length: > 0 } viewer ? Load(viewer) : null;
            Nobody = Environment.GetEnvironmentVariable($"{Variable}_NOBODY") is { Length: > 0 } nobody ? Load(nobody) : null;
        }
        else if (Environment.GetEnvironmentVariable("CONSOLE_TEST_SERVER") == "Sandbox")
        {
            SandboxOptions options = new() { StateDirectory = Path.Combine(sandboxDirectory.FullName, "state") };
            sandbox = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
            Admin = Load(sandbox.Kubeconfig, "sandbox-admin");
            Viewer = Load(sandbox.Kubeconfig, "sandbox-viewer");
            Nobody = Load(sandbox.Kubeconfig, "sandbox-nobody");
        }
        else
        {
            Fake = await FakeApiServer.StartAsync(Environment.GetEnvironmentVariable("CONSOLE_TEST_SERVER") == "OldFake" ? FakeFeatures.Old() : FakeFeatures.Modern());
            Admin = Load(Fake.KubeconfigOf("admin"));
            Viewer = Load(Fake.KubeconfigOf("viewer"));
            Nobody = Load(Fake.KubeconfigOf("nobody"));
        }

        await using KubernetesClient client = Connect(Admin);
        Version = await client.GetVersionAsync(CancellationToken.None);
        HasKubeStash = await client.GetResourcesAsync(KubeStashKinds.CoreGroup, "v1alpha1", CancellationToken.None) is { } resources && resources.Any(resource => resource.Kind == KubeStashKinds.BackupSession);
        HasControllers = await HasDefaultServiceAccountAsync(client);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterCatalog catalog in catalogs)
        {
            await catalog.DisposeAsync();
        }

        if (Fake is not null)
        {
            await Fake.DisposeAsync();
        }

        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        sandboxDirectory.Delete(recursive: true);
    }

    /// <summary>A client of its own for a test.</summary>
    public static KubernetesClient Connect(ClusterConfiguration configuration, KubernetesClientOptions? options = null) =>
        new(configuration, options ?? new KubernetesClientOptions(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);

    private ClusterConfiguration Load(string path, string? context = null)
    {
        ClusterCatalog catalog = KubeconfigFiles.Load(path);
        catalogs.Add(catalog);
        return catalog.Clusters.FirstOrDefault(cluster => cluster.Name == (context ?? catalog.CurrentContext))
            ?? throw new InvalidOperationException($"{path} has no usable current context. {string.Join(" ", catalog.Problems)}");
    }

    private static async Task<bool> HasDefaultServiceAccountAsync(KubernetesClient client)
    {
        try
        {
            JsonObject account = await client.GetAsync(TestKinds.ServiceAccount, new("default", "default"), CancellationToken.None);
            return account.Count > 0;
        }
        catch (ApiStatusException missing) when (missing.Status.IsNotFound)
        {
            return false; // The controller that makes it does not run, so the one that empties namespaces does not either.
        }
    }
}
