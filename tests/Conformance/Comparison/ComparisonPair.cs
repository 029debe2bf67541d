using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Sandbox;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Conformance.Comparison;

/// <summary>A real server and a sandbox without operator and webhooks, with the same namespaces and kinds in both.</summary>
internal sealed class ComparisonPair : IAsyncDisposable
{
    private readonly DirectoryInfo directory;
    private readonly SandboxCluster cluster;
    private readonly ClusterCatalog catalog;

    private ComparisonPair(DirectoryInfo directory, SandboxCluster cluster, ClusterCatalog catalog, ComparedServer real, ComparedServer sandbox)
    {
        this.directory = directory;
        this.cluster = cluster;
        this.catalog = catalog;
        Real = real;
        Sandbox = sandbox;
        string run = Unique.Name("t-cmp");
        Namespaces = [run + "-a", run + "-b"];
    }

    public ComparedServer Real { get; }

    public ComparedServer Sandbox { get; }

    public IReadOnlyList<string> Namespaces { get; }

    public IReadOnlyList<ComparedKind> Kinds { get; } = ComparedKind.ReadAll();

    private ComparedServer[] Both => [Real, Sandbox];

    public static async Task<ComparisonPair> StartAsync(ConformanceServer server, CancellationToken cancellationToken)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("comparison-");
        SandboxOptions options = new() { StateDirectory = Path.Combine(directory.FullName, "state"), Webhooks = false };
        SandboxCluster cluster = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        ClusterCatalog catalog = KubeconfigFiles.Load(cluster.Kubeconfig);
        ClusterConfiguration User(string name) => catalog.Clusters.First(configuration => configuration.Name == name);
        ComparedServer real = await ComparedServer.ConnectAsync("real", server.Admin, server.Viewer, server.Nobody, cancellationToken);
        ComparedServer sandbox = await ComparedServer.ConnectAsync("sandbox", User("sandbox-admin"), User("sandbox-viewer"), User("sandbox-nobody"), cancellationToken);
        ComparisonPair pair = new(directory, cluster, catalog, real, sandbox);
        try
        {
            await pair.PrepareAsync(cancellationToken);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        Real.Dispose();
        Sandbox.Dispose();
        await catalog.DisposeAsync();
        await cluster.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (ComparedServer server in Both)
        {
            foreach (string ns in Namespaces)
            {
                await PostAsync(server, "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } }, cancellationToken);
            }

            foreach (JsonObject definition in ComparedKind.ReadDefinitions())
            {
                await PostAsync(server, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition, cancellationToken);
            }

            foreach (ComparedKind kind in Kinds)
            {
                while ((await server.SendAsync(new("ready", HttpMethod.Get, kind.Path("")), cancellationToken)).Code != 200)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
                }
            }
        }
    }

    private static async Task PostAsync(ComparedServer server, string path, JsonObject value, CancellationToken cancellationToken)
    {
        ComparisonAnswer answer = await server.SendAsync(new("prepare", HttpMethod.Post, path) { Body = value.ToJsonString() }, cancellationToken);
        // A definition may have been left by a run that was cut off.
        Assert.True(answer.Code is 201 or 409, $"{server.Name}: {answer.Text}");
    }

    /// <summary>Leaves the real server as it was; the sandbox goes anyway.</summary>
    private async Task CleanAsync()
    {
        foreach (ComparedKind kind in Kinds)
        {
            foreach (string ns in kind.ClusterScoped ? [""] : Namespaces)
            {
                ComparisonAnswer list = await Real.SendAsync(new("clean", HttpMethod.Get, kind.Path(ns)), CancellationToken.None);
                foreach (string name in list.Code == 200 ? JsonNode.Parse(list.Text)!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()) : [])
                {
                    await Real.SendAsync(new("clean", HttpMethod.Patch, kind.Path(ns, name)) { Body = "{\"metadata\":{\"finalizers\":null}}", ContentType = "application/merge-patch+json" }, CancellationToken.None);
                    await Real.SendAsync(new("clean", HttpMethod.Delete, kind.Path(ns, name)) { Query = "gracePeriodSeconds=0" }, CancellationToken.None);
                }
            }
        }

        foreach (JsonObject definition in ComparedKind.ReadDefinitions())
        {
            await Real.SendAsync(new("clean", HttpMethod.Delete, $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{definition["metadata"]!["name"]}"), CancellationToken.None);
        }

        foreach (string ns in Namespaces)
        {
            await Real.SendAsync(new("clean", HttpMethod.Delete, "/api/v1/namespaces/" + ns), CancellationToken.None);
            // Where no controller does it, the empty namespace is let go here.
            await Real.SendAsync(new("clean", HttpMethod.Put, $"/api/v1/namespaces/{ns}/finalize") { Body = $$$"""{"metadata":{"name":"{{{ns}}}"},"spec":{"finalizers":[]}}""" }, CancellationToken.None);
        }
    }
}
