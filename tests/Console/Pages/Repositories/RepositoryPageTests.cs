using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Repositories;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.Repositories;

public class RepositoryPageTests : KindPageTest
{
    private const string Whole =
        """
        {
          "metadata": { "namespace": "demo", "name": "repo" },
          "spec": { "appRef": { "apiGroup": "apps", "kind": "Deployment", "namespace": "demo", "name": "shop" }, "storageRef": { "name": "default", "namespace": "stash" }, "encryptionSecret": { "name": "key", "namespace": "demo" }, "path": "/demo/shop", "deletionPolicy": "Delete" },
          "status": { "phase": "Ready", "size": "1.000 MiB", "snapshotCount": 2, "integrity": false, "lastBackupTime": "2026-01-05T12:00:00Z", "componentPaths": ["a/dump", "a/manifest"],
            "recentSnapshots": [{ "name": "snap", "phase": "Succeeded", "session": "daily", "size": "1.000 MiB", "snapshotTime": "2026-01-05T12:00:00Z" }] }
        }
        """;

    [Fact]
    public async Task The_list_has_its_columns()
    {
        Cluster.Put(KubeStashKinds.Repository, Whole);

        RenderedComponent page = await OpenListAsync(RepositoryList.Declaration, 1);

        Assert.Equal(["Name", "Namespace", "BackupStorage", "Target", "Size", "Phase", "Age", "Snapshot Count", "Last-Successful-Backup", "Integrity"], Columns(page, "Repository"));
        Assert.Equal(["repo", "demo", "stash/default", "Deployment demo/shop apps", "1.000 MiB", "Ready"], Cells(page, "Repository").Take(6));
        Assert.Equal("FALSE", Cell(page, "Repository", "Integrity"));
    }

    [Fact]
    public async Task The_page_tells_of_storage_secret_configuration_snapshots_and_restores()
    {
        Cluster.Put(KubeStashKinds.Repository, Whole);
        Cluster.Put(KubeStashKinds.BackupStorage, """{ "metadata": { "namespace": "stash", "name": "default" }, "spec": { "storage": { "provider": "s3" } } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "shop" }, "spec": { "backends": [{ "name": "b", "storageRef": { "name": "default", "namespace": "stash" }, "retentionPolicy": { "name": "keep", "namespace": "stash" } }], "sessions": [{ "name": "daily", "repositories": [{ "name": "repo" }] }] } }""");
        Cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap" }, "spec": { "repository": "repo", "backupSession": "run" }, "status": { "phase": "Succeeded", "verificationStatus": "Verified" } }""");
        Cluster.Put(KubeStashKinds.RestoreSession, """{ "metadata": { "namespace": "prod", "name": "back" }, "spec": { "dataSource": { "namespace": "demo", "repository": "repo", "snapshot": "snap" } }, "status": { "phase": "Running" } }""");

        RenderedComponent page = await OpenAsync(RepositoryDetail.Declaration, new ObjectKey("demo", "repo"));
        await WaitForCellAsync(page, "Backup Storage", "Provider", "s3");
        await WaitForCellAsync(page, "Backup Configuration", "Session", "daily");
        await WaitForCellAsync(page, "Snapshots", "Verification Status", "OK");
        await WaitForCellAsync(page, "Recent Restores", "Phase", "Running");
        await page.WaitForStateAsync(() => Cells(page, "Secret").Contains("There is no such object."), Cancel);
        await page.WaitForStateAsync(() => Value(page, "Retention Policy") == "stash/keep", Cancel);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Integrity Status", "Last Integrity Check Time"], Labels(page).Take(8));
        Assert.Equal("Failed", Value(page, "Integrity Status"));
        Assert.Equal("a/dump, a/manifest", Value(page, "Component Paths"));
        Assert.Equal("daily", Cell(page, "Recent Snapshots", "Session"));
    }

    [Fact]
    public async Task A_bare_one_has_all_tables()
    {
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": {} }""");

        RenderedComponent page = await OpenAsync(RepositoryDetail.Declaration, new ObjectKey("demo", "repo"));

        await page.WaitForStateAsync(() => Nothing(page).Count(words => words == "No data available") == 8, Cancel);
    }
}
