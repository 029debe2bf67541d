using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupSessions;

public class CreateBackupSessionOfBatchTests : CreateBackupSessionTest
{
    public CreateBackupSessionOfBatchTests() => Cluster.Put(
        KubeStashKinds.BackupBatch,
        """
        {
          "metadata": { "name": "wordpress", "namespace": "demo", "uid": "uid-batch" },
          "spec": {
            "targets": [{ "name": "app", "appRef": { "kind": "Deployment", "name": "wordpress" } }, { "name": "db", "appRef": { "kind": "MySQL", "name": "wordpress-db" } }],
            "sessions": [{ "name": "daily", "backupTimeout": "1h", "targets": [{ "name": "app", "addon": { "name": "workload-addon", "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "app-repo" }] }, { "name": "db", "repositories": [{ "name": "db-repo" }] }] }]
          },
          "status": { "phase": "NotReady" }
        }
        """);

    [Fact]
    public async Task Both_kinds_of_invokers_are_offered()
    {
        RenderedComponent page = await OpenAsync();

        Assert.Equal(["BackupConfiguration", "BackupBatch"], page.FindAll("#fieldspec-invoker-kind option").Select(option => option.GetAttribute("value")).Where(value => !string.IsNullOrEmpty(value)));
    }

    [Fact]
    public async Task Another_kind_of_invoker_clears_name_and_session_and_offers_its_own()
    {
        RenderedComponent page = await FilledAsync();

        await page.InvokeAsync(() => Field(page, "spec-invoker-kind").ChangeAsync("BackupBatch"));

        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-invoker-name option[value=wordpress]").Count == 1, Cancel);
        Assert.Empty(page.FindAll("#fieldspec-invoker-name option[value=mongodb]"));
        Assert.True(string.IsNullOrEmpty(Field(page, "spec-invoker-name").GetAttribute("value")));
        Assert.True(string.IsNullOrEmpty(Field(page, "spec-session").GetAttribute("value")));
    }

    [Fact]
    public async Task A_backup_of_a_batch_belongs_to_it_and_takes_its_timeout()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&kind=BackupBatch&invoker=wordpress&session=daily");
        await page.WaitForStateAsync(() => page.Text.Contains("backs up Deployment wordpress, MySQL wordpress-db", StringComparison.Ordinal), Cancel);
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        Assert.Contains("BackupBatch wordpress is NotReady, so the backup will be skipped.", page.Text, StringComparison.Ordinal);
        Assert.Contains("db-repo", page.Find(".plan-list").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

        JsonObject made = Assert.Single(Cluster.All(KubeStashKinds.BackupSession));
        Assert.Equal("""{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupBatch","name":"wordpress"},"session":"daily","backupTimeout":"1h","retryLeft":0}""", made["spec"]!.ToJsonString());
        Assert.Contains("\"kind\":\"BackupBatch\",\"name\":\"wordpress\",\"uid\":\"uid-batch\"", made["metadata"]!["ownerReferences"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
