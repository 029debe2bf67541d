using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.BackupVerifiers;

public class BackupVerifierPagesTests : RegistryPageTest
{
    private const string Verifier =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": {
            "type": "Query", "function": "kubedbverifier", "scheduler": { "schedule": "30 4 * * *" }, "sessionHistoryLimit": 2, "retryConfig": { "maxRetry": 3, "delay": "2m" },
            "restoreOption": { "target": { "apiGroup": "kubedb.com", "kind": "MySQL", "name": "trial", "namespace": "verify" }, "addonInfo": { "name": "mysql-addon", "tasks": [{ "name": "logical-backup-restore" }] } },
            "query": { "mySQL": [{ "database": "shop", "rowCount": { "operator": "GreaterThan", "value": 100 } }] },
            "volumeMounts": [{ "name": "scripts", "mountPath": "/scripts" }]
          }
        }
        """;

    [Fact]
    public async Task The_list_says_how_and_when_it_verifies()
    {
        Cluster.Put(KubeStashKinds.BackupVerifier, Verifier);

        RenderedComponent page = await ListAsync(KubeStashKinds.BackupVerifier);

        Assert.Equal(["Name", "Namespace", "Type", "Function", "Schedule", "Addon", "Target", "Age"], Columns(page, "BackupVerifier"));
        Assert.Equal(["Query", "kubedbverifier", "30 4 * * *", "mysql-addon"], Cells(page, "BackupVerifier")[2..6]);
    }

    [Fact]
    public async Task The_page_shows_the_query_and_who_uses_it()
    {
        Cluster.Put(KubeStashKinds.BackupVerifier, Verifier);
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "prod", "name": "nightly" }, "spec": { "sessions": [{ "repositories": [{ "name": "r", "backupVerifier": { "name": "one", "namespace": "demo" } }] }] } }""");
        Cluster.Put(KubeStashKinds.BackupBatch, """{ "metadata": { "namespace": "demo", "name": "wordpress" }, "spec": { "sessions": [{ "targets": [{ "name": "db", "repositories": [{ "name": "r", "backupVerifier": { "name": "one" } }] }] }] } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupVerifier);

        Assert.Contains("nightly", await CellsAsync(page, "Backup Configurations"));
        Assert.Contains("wordpress", await CellsAsync(page, "Backup Batches"));
        Assert.Contains("operator: GreaterThan", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(["scripts", "/scripts", "-", "-"], await CellsAsync(page, "Volume Mounts"));
        Assert.Equal(("3", "2m", "2"), (Value(page, "Max retry"), Value(page, "Retry delay"), Value(page, "Session history limit")));
        Assert.Contains("logical-backup-restore", await CellsAsync(page, "Restore Tasks"));
        Assert.Contains("There is no such object.", (await CellsAsync(page, "Addons"))[1], StringComparison.Ordinal);
    }
}
