using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupConfigurations;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

public class BackupConfigurationListTests : KindPageTest
{
    private static readonly string[] Guide = ["Name", "Namespace", "Schedule", "Paused", "Repository", "BackupStorage", "Target", "Task", "RetentionPolicy", "Phase", "Age"];

    [Fact]
    public async Task The_guides_columns_tell_of_all_sessions_and_backends()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration,
            """
            { "metadata": { "namespace": "demo", "name": "two" },
              "spec": { "target": { "apiGroup": "apps", "kind": "Deployment", "name": "shop" },
                "backends": [{ "name": "a", "storageRef": { "name": "near" }, "retentionPolicy": { "name": "short", "namespace": "stash" } }, { "name": "b", "storageRef": { "name": "far", "namespace": "stash" } }],
                "sessions": [{ "name": "x", "scheduler": { "schedule": "0 1 * * *" }, "addon": { "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "one" }] },
                  { "name": "y", "scheduler": { "schedule": "0 2 * * *" }, "addon": { "tasks": [{ "name": "logical-backup" }, { "name": "manifest-backup" }] }, "repositories": [{ "name": "two" }, { "name": "one" }] }] },
              "status": { "phase": "Ready" } }
            """);

        RenderedComponent page = await OpenListAsync(BackupConfigurationList.Declaration, 1);

        Assert.Equal(Guide, Columns(page, "Backup Configuration"));
        Assert.Equal(
            ["two", "demo", "0 1 * * *, 0 2 * * *", "false", "one, two", "demo/near, stash/far", "Deployment demo/shop apps", "logical-backup, manifest-backup", "stash/short", "Ready"],
            Cells(page, "Backup Configuration").Take(10));
    }

    [Fact]
    public async Task One_without_sessions_and_backends_is_a_row_of_dashes()
    {
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "bare" } }""");

        RenderedComponent page = await OpenListAsync(BackupConfigurationList.Declaration, 1);

        Assert.Equal(["bare", "demo", "-", "false", "-", "-", "-", "-", "-", "-"], Cells(page, "Backup Configuration").Take(10));
    }

    [Fact]
    public async Task Without_any_the_columns_are_there()
    {
        RenderedComponent page = await OpenListAsync(BackupConfigurationList.Declaration, 0);
        await page.WaitForStateAsync(() => page.FindAll(".state").Count == 1 && page.FindAll("th").Count > 0, Cancel);

        Assert.Equal(Guide, Columns(page, "Backup Configuration"));
    }
}
