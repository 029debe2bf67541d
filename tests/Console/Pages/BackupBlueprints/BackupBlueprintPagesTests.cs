using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.BackupBlueprints;

public class BackupBlueprintPagesTests : RegistryPageTest
{
    private const string Blueprint =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": {
            "usagePolicy": { "allowedNamespaces": { "from": "Selector", "selector": { "matchLabels": { "team": "shop" }, "matchExpressions": [{ "key": "tier", "operator": "In", "values": ["gold", "silver"] }] } } },
            "subjects": [{ "apiVersion": "apps/v1", "kind": "Deployment" }],
            "backupConfigurationTemplate": {
              "deletionPolicy": "OnDelete",
              "backends": [{ "name": "s3", "storageRef": { "name": "bucket", "namespace": "stash" }, "retentionPolicy": { "name": "keep" } }],
              "sessions": [{ "name": "daily", "scheduler": { "schedule": "0 3 * * *" }, "addon": { "name": "workload-addon", "tasks": [{ "name": "logical-backup", "params": { "paths": "${paths}" } }] },
                "repositories": [{ "name": "${repoName}", "directory": "${namespace}/${repoName}", "encryptionSecret": { "name": "password" } }],
                "hooks": { "preBackup": [{ "name": "flush", "hookTemplate": { "name": "flush-cache" } }] } }]
            }
          }
        }
        """;

    [Fact]
    public async Task The_list_tells_whom_it_serves_and_what_it_makes()
    {
        Cluster.Put(KubeStashKinds.BackupBlueprint, Blueprint);

        RenderedComponent page = await ListAsync(KubeStashKinds.BackupBlueprint);

        Assert.Equal(["Name", "Namespace", "Allowed namespaces", "Subjects", "Schedule", "Addon", "Task", "BackupStorage", "Age"], Columns(page, "BackupBlueprint"));
        Assert.Equal(["Selector", "Deployment", "0 3 * * *", "workload-addon", "logical-backup", "stash/bucket"], Cells(page, "BackupBlueprint")[2..8]);
    }

    [Fact]
    public async Task The_page_says_which_annotations_ask_for_it_and_what_it_made()
    {
        Cluster.Put(KubeStashKinds.BackupBlueprint, Blueprint);
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "prod", "name": "deployment-shop", "labels": { "kubestash.com/invoker-name": "one", "kubestash.com/invoker-namespace": "demo" } } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupBlueprint);

        Assert.Contains("deployment-shop", (await CellsAsync(page, "Backup Configurations"))[0], StringComparison.Ordinal);
        Assert.Equal(
            ["blueprint.kubestash.com/name: one", "blueprint.kubestash.com/namespace: demo", "variables.kubestash.com/paths: …", "variables.kubestash.com/repoName: …", "variables.kubestash.com/namespace: …"],
            page.Find("pre").TextContent.Split('\n'));
        Assert.Equal("Selector: team=shop, tier In gold or silver", Value(page, "Allowed namespaces"));
        Assert.Equal(["daily", "flush", "before", "demo/flush-cache", "-", "-", "-"], await CellsAsync(page, "Session Hooks"));
        Assert.Equal(["s3", "stash/bucket", "demo/keep"], await CellsAsync(page, "Backends"));
        Assert.Contains("demo/password", await CellsAsync(page, "Session Repositories"));
    }
}
