using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.Addons;

public class AddonPagesTests : RegistryPageTest
{
    private const string Addon =
        """
        {
          "metadata": { "name": "one" },
          "spec": {
            "backupTasks": [{ "name": "logical-backup", "function": "pg-backup", "driver": "Restic", "executor": "Job", "singleton": true, "parameters": [{ "name": "args", "usage": "Arguments of the dump", "required": false, "default": "--clean" }],
              "volumeTemplate": [{ "name": "tmp", "source": { "emptyDir": {} } }], "volumeMounts": [{ "name": "tmp", "mountPath": "/tmp" }] }],
            "restoreTasks": [{ "name": "logical-backup-restore", "function": "pg-restore", "driver": "Restic" }]
          }
        }
        """;

    [Fact]
    public async Task The_list_has_no_namespaces_and_names_the_tasks()
    {
        Cluster.Put(KubeStashKinds.Addon, Addon);

        RenderedComponent page = await ListAsync(KubeStashKinds.Addon);

        Assert.Equal(["Name", "Backup tasks", "Restore tasks", "Age"], Columns(page, "Addon"));
        Assert.Equal(["one", "logical-backup", "logical-backup-restore"], Cells(page, "Addon")[..3]);
    }

    [Fact]
    public async Task The_page_shows_tasks_parameters_functions_and_who_uses_it()
    {
        Cluster.Put(KubeStashKinds.Addon, Addon);
        Cluster.Put(KubeStashKinds.Function, """{ "metadata": { "name": "pg-backup" }, "spec": { "image": "pg:1" } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "nightly" }, "spec": { "sessions": [{ "addon": { "name": "one" } }] } }""");
        Cluster.Put(KubeStashKinds.BackupVerifier, """{ "metadata": { "namespace": "demo", "name": "check" }, "spec": { "restoreOption": { "addonInfo": { "name": "one" } } } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.Addon);

        Assert.Equal(["logical-backup", "pg-backup", "Restic", "Job", "true", "tmp", "tmp at /tmp"], await CellsAsync(page, "Backup Tasks"));
        Assert.Equal(["logical-backup", "args", "Arguments of the dump", "false", "--clean"], await CellsAsync(page, "Backup Task Parameters"));
        await CellsAsync(page, "Functions", 2);
        Assert.Equal(["pg-backup", "pg-restore"], Cells(page, "Functions", ".name"));
        Assert.Contains("nightly", await CellsAsync(page, "Backup Configurations"));
        Assert.Contains("check", await CellsAsync(page, "Backup Verifiers"));
    }
}
