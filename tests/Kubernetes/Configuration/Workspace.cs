using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Testing;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>A folder of files for one test, and a loader that reads them.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly List<ClusterCatalog> catalogs = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("kubeconfig-tests-").FullName;

    public FakeTimeProvider Time { get; } = new();

    public ExecPluginOptions Plugins { get; set; } = new();

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Puts a new file in the place of an old one at once, as those do who rotate secrets.</summary>
    public void Replace(string name, string text)
    {
        File.Move(Write(name + ".new", text), PathOf(name), overwrite: true);
    }

    public ClusterCatalog Load(params string[] paths) => Load(new KubeconfigEnvironment { SearchPath = "/usr/bin:/bin" }, paths);

    public ClusterCatalog Load(KubeconfigEnvironment environment, params string[] paths)
    {
        ClusterCatalog catalog = new KubeconfigLoader(Plugins, Time).Load(paths, environment);
        catalogs.Add(catalog);
        return catalog;
    }

    /// <summary>Loads one kubeconfig with one context, <c>x</c>, of the given cluster and user (flow mappings).</summary>
    public ClusterCatalog LoadOne(string cluster, string user = "{token: t}", string context = "") => Load(Write("config", $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: c
          cluster: {{cluster}}
        users:
        - name: u
          user: {{user}}
        contexts:
        - name: x
          context: {cluster: c, user: u{{context}}}
        current-context: x
        """));

    public ClusterConfiguration LoadUser(string user) => Assert.Single(LoadOne("""{server: "https://host:6443"}""", user).Clusters);

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterCatalog catalog in catalogs)
        {
            await catalog.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
