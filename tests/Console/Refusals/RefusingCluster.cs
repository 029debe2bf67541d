using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Tests.Refusals;

/// <summary>The embedded API server with KubeStash's webhooks and the neighbours of the corpus, which refuses as servers do.</summary>
public sealed class RefusingCluster : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("refusals-");
    private readonly InformerPool informers = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    private readonly Dictionary<string, ClusterSession> sessions = [];
    private SandboxCluster? sandbox;
    private ClusterCatalog? catalog;

    /// <summary>The cluster as a user of its kubeconfig.</summary>
    internal ClusterSession As(string user)
    {
        if (!sessions.TryGetValue(user, out ClusterSession? session))
        {
            ClusterConfiguration cluster = catalog!.Clusters.Single(one => one.Name == user);
            sessions[user] = session = new ClusterSession(cluster, one => new KubernetesConnection(one, TimeProvider.System, NullLogger<KubernetesClient>.Instance), informers, []);
        }

        return session;
    }

    /// <summary>The kind of a manifest.</summary>
    internal static ResourceKind KindOf(JsonObject manifest) =>
        KubeStashKinds.All.Concat(BuiltInKinds.All).Single(kind => kind.Kind == manifest["kind"]!.GetValue<string>());

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxCluster.StartAsync(new SandboxOptions { StateDirectory = Path.Combine(directory.FullName, "state") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await sandbox.DataLoaded;
        catalog = new KubeconfigLoader(new ExecPluginOptions(), TimeProvider.System).Load([sandbox.Kubeconfig], KubeconfigEnvironment.FromProcess());
        foreach (string ns in (string[])["stash"])
        {
            await CreateAsync(JsonNode.Parse($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{ns}}"} }""")!.AsObject());
        }

        foreach (JsonObject neighbour in RefusalCorpus.Neighbours)
        {
            await CreateAsync(neighbour);
        }
    }

    private Task<JsonObject> CreateAsync(JsonObject manifest)
    {
        ResourceKind kind = KindOf(manifest);
        return As("sandbox-admin").CreateAsync(kind, kind.Namespaced ? manifest["metadata"]!["namespace"]!.GetValue<string>() : null, manifest, dryRun: false, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterSession session in sessions.Values)
        {
            await session.DisposeAsync();
        }

        await informers.DisposeAsync();
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        directory.Delete(recursive: true);
    }
}
