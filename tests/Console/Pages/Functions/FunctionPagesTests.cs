using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.Functions;

public class FunctionPagesTests : RegistryPageTest
{
    private const string Function =
        """
        { "metadata": { "name": "one" }, "spec": { "image": "ghcr.io/x/pg:${DB_VERSION}", "args": ["backup", "--namespace=${namespace:=default}", "--cache=${enableCache:=}", "--session=${backupSession}"], "availableVersions": ["16", "17"], "command": ["/plugin"], "workingDir": "/work" } }
        """;

    [Fact]
    public async Task The_list_names_the_image()
    {
        Cluster.Put(KubeStashKinds.Function, Function);

        RenderedComponent page = await ListAsync(KubeStashKinds.Function);

        Assert.Equal(["Name", "Image", "Age"], Columns(page, "Function"));
        Assert.Equal("ghcr.io/x/pg:${DB_VERSION}", Cells(page, "Function")[1]);
    }

    [Fact]
    public async Task The_page_explains_the_placeholders_and_who_uses_it()
    {
        Cluster.Put(KubeStashKinds.Function, Function);
        Cluster.Put(KubeStashKinds.Addon, """{ "metadata": { "name": "pg-addon" }, "spec": { "restoreTasks": [{ "name": "t", "function": "one" }] } }""");
        Cluster.Put(KubeStashKinds.HookTemplate, """{ "metadata": { "namespace": "demo", "name": "hook" }, "spec": { "executor": { "type": "Function", "function": { "name": "one" } } } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.Function);

        Assert.Equal(
            ["backup", "-", "-", "--namespace=${namespace:=default}", "namespace", "default", "--cache=${enableCache:=}", "enableCache", "empty", "--session=${backupSession}", "backupSession", "must be given"],
            await CellsAsync(page, "Arguments", 4));
        Assert.Equal(("16, 17", "/plugin", "/work"), (Value(page, "Available versions"), Value(page, "Command"), Value(page, "Working directory")));
        Assert.Contains("pg-addon", await CellsAsync(page, "Addons"));
        Assert.Contains("hook", await CellsAsync(page, "Hook Templates"));
    }
}
