using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.BackupBatches;

public class BackupBatchPagesTests : RegistryPageTest
{
    private const string Batch =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": {
            "targets": [{ "name": "app", "appRef": { "apiGroup": "apps", "kind": "Deployment", "name": "wordpress", "namespace": "demo" } }, { "name": "db", "appRef": { "apiGroup": "kubedb.com", "kind": "MySQL", "name": "wordpress-db" } }],
            "backends": [{ "name": "s3", "storageRef": { "name": "bucket", "namespace": "stash" }, "retentionPolicy": { "name": "keep" } }],
            "sessions": [{ "name": "daily", "scheduler": { "schedule": "0 3 * * *" }, "targets": [
              { "name": "app", "addon": { "name": "workload-addon", "tasks": [{ "name": "logical-backup", "params": { "paths": "/www" } }] }, "repositories": [{ "name": "app-repo", "backend": "s3", "directory": "/app" }] },
              { "name": "db", "addon": { "name": "mysql-addon", "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "db-repo", "backend": "s3", "directory": "/db" }] }] }]
          },
          "status": { "phase": "NotReady", "targets": [{ "apiGroup": "kubedb.com", "kind": "MySQL", "name": "wordpress-db", "namespace": "demo", "found": false }, { "apiGroup": "apps", "kind": "Deployment", "name": "wordpress", "namespace": "demo", "found": true }] }
        }
        """;

    [Fact]
    public async Task The_list_counts_its_targets()
    {
        Cluster.Put(KubeStashKinds.BackupBatch, Batch);

        RenderedComponent page = await ListAsync(KubeStashKinds.BackupBatch);

        Assert.Equal(["Name", "Namespace", "Targets", "Schedule", "Paused", "BackupStorage", "Phase", "Age"], Columns(page, "BackupBatch"));
        Assert.Equal(["2", "0 3 * * *", "false", "stash/bucket", "NotReady"], Cells(page, "BackupBatch")[2..7]);
    }

    [Fact]
    public async Task Each_target_has_its_tasks_and_repositories_and_says_whether_it_was_found()
    {
        Cluster.Put(KubeStashKinds.BackupBatch, Batch);

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupBatch);

        Assert.Equal(["true", "false"], (await CellsAsync(page, "Targets", 2)).Where((_, at) => at % 3 == 2));
        Assert.Equal(["daily, target app", "workload-addon", "logical-backup", "paths: /www", "daily, target db", "mysql-addon", "logical-backup", "-"], await CellsAsync(page, "Session Tasks", 2));
        Assert.Contains("db-repo", await CellsAsync(page, "Session Repositories", 2));
        Assert.Equal("The target was not found", page.Find(".story h2").TextContent.Trim());
    }

    [Fact]
    public async Task Runs_and_addons_of_all_its_targets_are_linked()
    {
        Cluster.Put(KubeStashKinds.BackupBatch, Batch);
        Cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "invoker": { "kind": "BackupBatch", "name": "one" }, "session": "daily" } }""");
        Cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-of-another" }, "spec": { "invoker": { "kind": "BackupConfiguration", "name": "one" }, "session": "daily" } }""");
        Cluster.Put(KubeStashKinds.Addon, """{ "metadata": { "name": "mysql-addon" } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupBatch);

        await CellsAsync(page, "Backup Sessions");
        Assert.Equal(["run-1"], Cells(page, "Backup Sessions", ".name"));
        await CellsAsync(page, "Addons", 2);
        Assert.Equal(["mysql-addon", "workload-addon"], Cells(page, "Addons", ".name"));
    }

    [Fact]
    public async Task A_run_of_a_batch_leads_to_it()
    {
        Cluster.Put(KubeStashKinds.BackupBatch, Batch);
        Cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "invoker": { "kind": "BackupBatch", "name": "one" }, "session": "daily" } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.BackupSession, "run-1");

        Assert.Equal("one", (await CellsAsync(page, "Backup Batch"))[0]);
    }
}
