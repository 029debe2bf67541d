using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests;

public sealed class RestartTests : IDisposable
{
    private static readonly ResourceKind ConfigMaps = new("", "v1", "configmaps", "ConfigMap", true);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Port_authority_tokens_and_uids_stay_the_same()
    {
        string first;
        Uri address;
        string uid;
        await using (SandboxCluster cluster = await TestCluster.StartAsync(Options()))
        {
            first = await File.ReadAllTextAsync(cluster.Kubeconfig, TestContext.Current.CancellationToken);
            address = cluster.Address;
            uid = cluster.Identity.Find(cluster.Identity.TokenOf("viewer"))!.Uid;
        }

        await using SandboxCluster again = await TestCluster.StartAsync(Options());
        Assert.Equal(address, again.Address);
        Assert.Equal(first, await File.ReadAllTextAsync(again.Kubeconfig, TestContext.Current.CancellationToken));
        Assert.Equal(uid, again.Identity.Find(again.Identity.TokenOf("viewer"))!.Uid);
        Assert.Null(again.Identity.Find("no such token"));
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_is_in_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        await using SandboxCluster cluster = await TestCluster.StartAsync(Options() with { Persist = true });
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(State, "*", SearchOption.AllDirectories).Append(State))
            {
                Assert.True((File.GetUnixFileMode(path) & others) == 0, path);
            }
        }
    }

    [Fact]
    public async Task A_folder_is_one_sandboxs_at_a_time()
    {
        await using SandboxCluster cluster = await TestCluster.StartAsync(Options());
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestCluster.StartAsync(Options()));
        Assert.Contains(State, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_ours_is_never_overwritten()
    {
        string mine = Path.Combine(folder.Path, "config");
        await File.WriteAllTextAsync(mine, "apiVersion: v1\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestCluster.StartAsync(Options() with { KubeconfigPath = mine }));
        Assert.Equal("apiVersion: v1\n", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_keeping_objects_a_restart_is_a_new_cluster_with_later_versions()
    {
        string version;
        await using (SandboxCluster cluster = await TestCluster.StartAsync(Options()))
        {
            version = Make(cluster, "one")["metadata"]!["resourceVersion"]!.GetValue<string>();
        }

        await using SandboxCluster again = await TestCluster.StartAsync(Options());
        Assert.Null(again.Objects.Get(ConfigMaps, new("default", "one")));
        string later = Make(again, "one")["metadata"]!["resourceVersion"]!.GetValue<string>();
        Assert.True(long.Parse(later, System.Globalization.CultureInfo.InvariantCulture) > long.Parse(version, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_was_answered_before_a_kill_is_there_after_it_custom_kinds_included()
    {
        using TemporaryFolder copy = new();
        await using (SandboxCluster cluster = await TestCluster.StartAsync(Options() with { Persist = true }))
        {
            JsonObject made = Make(cluster, "one");
            cluster.Objects.Update(ConfigMaps, new("default", "one"), map => map["data"] = new JsonObject { ["a"] = "2" }, "test");
            Make(cluster, "gone");
            cluster.Objects.Delete(ConfigMaps, new("default", "gone"));
            using HttpClient client = TestCluster.Connect(cluster);
            using StringContent crd = new(Widgets, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage created = await client.PostAsync(new Uri("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", UriKind.Relative), crd, TestContext.Current.CancellationToken);
            Assert.Equal(201, (int)created.StatusCode);
            await Eventually.HoldsAsync(() => cluster.State.Catalog.Find("test.example", "v1", "widgets") is not null, cancellationToken: TestContext.Current.CancellationToken);

            // A kill writes nothing more: the files as they are now are what it leaves.
            foreach (string file in Directory.EnumerateFiles(State, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            {
                string target = Path.Combine(copy.Path, Path.GetRelativePath(State, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            Assert.NotNull(made["metadata"]!["uid"]);
        }

        await using SandboxCluster again = await TestCluster.StartAsync(new SandboxOptions { StateDirectory = copy.Path, Persist = true });
        Assert.Equal("2", again.Objects.Get(ConfigMaps, new("default", "one"))!["data"]!["a"]!.GetValue<string>());
        Assert.Null(again.Objects.Get(ConfigMaps, new("default", "gone")));
        Assert.NotNull(again.State.Catalog.Find("test.example", "v1", "widgets"));
        Assert.NotNull(again.State.Catalog.Find("core.kubestash.com", "v1alpha1", "backupsessions"));
    }

    private const string Widgets = """
        {"metadata":{"name":"widgets.test.example"},"spec":{"group":"test.example","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
        "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}
        """;

    private string State => Path.Combine(folder.Path, "state");

    private SandboxOptions Options() => new() { StateDirectory = State };

    private static JsonObject Make(SandboxCluster cluster, string name)
    {
        IClusterObjects objects = cluster.Objects;
        return objects.Create(ConfigMaps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" } }, "test");
    }
}
