using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Classes that share one sandbox, and therefore take turns.</summary>
[CollectionDefinition(Name)]
public sealed class GuideSandbox : ICollectionFixture<SandboxFixture>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "Guides in the sandbox";
}

/// <summary>The quick reference where backups really go on.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class RecentBackupsQuickReferenceInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : RecentBackupsQuickReference(fixture)
{
    protected override Ground Cloud => new(sandbox.Console, "sandbox-admin", "demo");

    protected override bool HasOperator => true;

    [Fact]
    public void Every_row_of_the_quick_reference_has_its_test() =>
        Assert.Equal(GuideTables.QuickReference.Select(row => row.Replace(' ', '_').Replace('-', '_')).Order(), Rows.Order());
}

/// <summary>The quick reference on a real API server. What an operator would have written, the test writes.</summary>
public sealed class RecentBackupsQuickReferenceOnAnApiServer(BrowserFixture fixture) : RecentBackupsQuickReference(fixture)
{
    private const string Run = "mongodb-full-backup-1760000000";
    private const string Snapshot = $"mongodb-repo-{Run}";

    protected override Ground Cloud => new(ConsoleOf(Cluster.Kubeconfig), Cluster.Admin.Slug, Namespace);

    protected override bool HasOperator => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(Cluster.Fake is null, "This is tried with a real API server: set CONSOLE_TEST_KUBECONFIG. The sandbox has the same tests.");
        await CreateNamespaceAsync();
        await CreateAsync(KubeStashKinds.BackupConfiguration, Ground.Configuration, $$$"""
            {"target": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "{{{Namespace}}}", "name": "mongodb"},
             "backends": [{"name": "s3", "storageRef": {"name": "default", "namespace": "stash"}}],
             "sessions": [{"name": "full-backup", "scheduler": {"schedule": "*/15 * * * *", "jobTemplate": {"template": {"spec": {} } } }, "addon": {"name": "mongodb-addon", "tasks": [{"name": "logical-backup"}]},
               "repositories": [{"name": "mongodb-repo", "backend": "s3", "directory": "/demo/mongodb"}]}]}
            """, """{"phase": "Ready"}""");
        await Cluster.Client.CreateAsync(KubeStashKinds.BackupSession, Namespace, Manifest(KubeStashKinds.BackupSession, Run, """
            {"invoker": {"apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "mongodb"}, "session": "full-backup"}
            """), new(), Token);
        await Cluster.SetPhaseAsync(Namespace, Run, "Succeeded");
        await CreateAsync(KubeStashKinds.Snapshot, Snapshot, $$$"""
            {"backupSession": "{{{Run}}}", "session": "full-backup", "repository": "mongodb-repo", "appRef": {"apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "{{{Namespace}}}", "name": "mongodb"}}
            """, """{"phase": "Succeeded", "size": "71.001 KiB"}""");
    }

    public override async ValueTask DisposeAsync()
    {
        if (Cluster.Fake is null)
        {
            await Cluster.Client.DeleteAsync(KubeStashKinds.Snapshot, new ObjectKey(Namespace, Snapshot), new(), CancellationToken.None);
            await Cluster.Client.DeleteAsync(KubeStashKinds.BackupConfiguration, new ObjectKey(Namespace, Ground.Configuration), new(), CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    private async Task CreateAsync(ResourceKind kind, string name, string spec, string status)
    {
        await Cluster.Client.CreateAsync(kind, Namespace, Manifest(kind, name, spec), new(), Token);
        await Cluster.Client.PatchAsync(kind, new ObjectKey(Namespace, name), Patch.Merge(new JsonObject { ["status"] = JsonNode.Parse(status) }), new(), Token, "status");
    }

    private JsonObject Manifest(ResourceKind kind, string name, string spec) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace },
        ["spec"] = JsonNode.Parse(spec),
    };
}
