using BackupConsole.Clusters;
using BackupConsole.Components;
using BackupConsole.Components.Controls;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Layout;
using BackupConsole.Settings;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Tests.Pages;

/// <summary>A page inside the layout, with clusters in memory.</summary>
public abstract class PageTest : IAsyncDisposable
{
    private readonly InformerPool informers = new(
        new InformerOptions { BatchDelay = TimeSpan.FromMilliseconds(1), BackoffMin = TimeSpan.FromMilliseconds(5), BackoffMax = TimeSpan.FromMilliseconds(20) },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    internal ComponentTestContext Context { get; } = new();

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal void Use(ClusterOptions options, IEnumerable<ClusterProblem> problems, params FakeCluster[] clusters) =>
        Use(options, problems, [.. clusters.Select(cluster => (cluster.Configuration, (IClusterConnection)cluster))]);

    internal void Use(MemoryCluster cluster) => Use(new ClusterOptions(), [], [(cluster.Configuration, cluster)]);

    private void Use(ClusterOptions options, IEnumerable<ClusterProblem> problems, (ClusterConfiguration Configuration, IClusterConnection Connection)[] clusters)
    {
        ClusterRegistry registry = new(new LoadedClusters(
            new ClusterCatalog { Clusters = [.. clusters.Select(cluster => cluster.Configuration)], Problems = [.. problems] }, SandboxSlug: "sandbox"));
        Context.Services.AddSingleton(registry);
        Context.Services.AddSingleton(new ClusterSessions(
            registry, informers, options, asked => clusters.Single(cluster => cluster.Configuration.Slug == asked.Slug).Connection));
        Context.Services.AddSingleton<TypedNamespaces>();
        Context.Services.AddSingleton<Toasts>();
        Context.Services.AddSingleton<BrowserMemory>();
    }

    internal void Use(params FakeCluster[] clusters) => Use(new ClusterOptions(), [], clusters);

    /// <summary>Draws a page in the layout, so that what it puts into the top bar is there too.</summary>
    internal Task<RenderedComponent> RenderAsync<TPage>(params (string Name, object Value)[] parameters)
        where TPage : IComponent => Context.RenderAsync<MainLayout>(layout => layout.Add<RenderFragment?>(page => page.Body, builder =>
        {
            builder.OpenComponent<TPage>(0);
            foreach ((string name, object value) in parameters)
            {
                builder.AddComponentParameter(1, name, value);
            }

            builder.CloseComponent();
        }));

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await informers.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
