using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Pages.Kinds;

namespace BackupConsole.Tests.Pages.HookTemplates;

public class HookTemplatePagesTests : RegistryPageTest
{
    private const string Template =
        """
        {
          "metadata": { "namespace": "demo", "name": "one" },
          "spec": {
            "params": [{ "name": "database", "usage": "Which database to freeze", "required": true }],
            "action": { "exec": { "command": ["freeze", "{{ .params.database }}"] }, "containerName": "db" },
            "executor": { "type": "Pod", "pod": { "selector": "app=db", "strategy": "ExecuteOnAll", "owner": { "kind": "StatefulSet", "name": "db" } } }
          }
        }
        """;

    [Fact]
    public async Task The_list_says_who_does_what()
    {
        Cluster.Put(KubeStashKinds.HookTemplate, Template);

        RenderedComponent page = await ListAsync(KubeStashKinds.HookTemplate);

        Assert.Equal(["Name", "Namespace", "Executor", "Action", "Function", "Allowed namespaces", "Age"], Columns(page, "HookTemplate"));
        Assert.Equal(["Pod", "exec", "-", "Same"], Cells(page, "HookTemplate")[2..6]);
    }

    [Fact]
    public async Task The_page_shows_the_action_its_parameters_and_who_uses_it()
    {
        Cluster.Put(KubeStashKinds.HookTemplate, Template);
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "nightly" }, "spec": { "sessions": [{ "hooks": { "postBackup": [{ "hookTemplate": { "name": "one" } }] } }] } }""");
        Cluster.Put(KubeStashKinds.RestoreSession, """{ "metadata": { "namespace": "prod", "name": "drill" }, "spec": { "hooks": { "preRestore": [{ "hookTemplate": { "name": "one", "namespace": "demo" } }] } } }""");

        RenderedComponent page = await OpenAsync(KubeStashKinds.HookTemplate);

        Assert.Equal(["database", "Which database to freeze", "true", "-"], await CellsAsync(page, "Parameters"));
        Assert.Contains("- freeze", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(("app=db", "ExecuteOnAll", "StatefulSet db", "exec", "db", "Same: only demo"), (Value(page, "Pod selector"), Value(page, "Pod strategy"), Value(page, "Pod owner"), Value(page, "Action"), Value(page, "Container"), Value(page, "Allowed namespaces")));
        Assert.Contains("nightly", await CellsAsync(page, "Backup Configurations"));
        Assert.Contains("drill", await CellsAsync(page, "Restore Sessions"));
    }
}
