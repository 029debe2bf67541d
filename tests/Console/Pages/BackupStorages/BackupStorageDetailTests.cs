using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

public class BackupStorageDetailTests : KindPageTest
{
    private const string Whole =
        """
        {
          "metadata": { "namespace": "stash", "name": "default" },
          "spec": { "deletionPolicy": "WipeOut", "default": true, "usagePolicy": { "allowedNamespaces": { "from": "All" } },
            "storage": { "provider": "s3", "s3": { "bucket": "backups", "region": "eu-1", "prefix": "shop", "secretName": "s3-cred" } } },
          "status": { "phase": "NotReady", "repositories": [{ "name": "repo", "namespace": "demo", "path": "/demo/mongodb", "size": "1.000 KiB", "synced": true, "error": "none" }],
            "conditions": [{ "type": "BackendSecretFound", "status": "False", "reason": "BackendSecretNotAvailable", "message": "secrets \"s3-cred\" not found" }] }
        }
        """;

    private const string Canary = "canary-value-nobody-may-see";

    private static readonly ObjectKey Key = new("stash", "default");

    [Fact]
    public async Task The_guides_fields_come_first_in_the_guides_order()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID", "Provider", "Status"], Labels(page).Take(7));
        Assert.Equal("s3", Value(page, "Provider"));
        Assert.Equal("bucket: backupsregion: eu-1prefix: shop", Value(page, "Place").Replace(" bucket", "bucket", StringComparison.Ordinal).Replace(" region", "region", StringComparison.Ordinal).Replace(" prefix", "prefix", StringComparison.Ordinal));
        Assert.DoesNotContain("Volume", Labels(page));
        Assert.Equal("The Secret with the credentials is missing", page.Find(".story h2").TextContent.Trim());
        Assert.Equal("/demo/mongodb", Cell(page, "Connected Repositories", "Path"));
    }

    [Theory]
    [InlineData("Repositories", "Name", "Namespace", "Size", "Snapshots", "Target", "Retention Policy", "Status", "Age")]
    [InlineData("BackupConfigurations", "Name", "Namespace", "Schedule", "Target", "Session", "Invoker Kind", "Task", "Paused", "Status")]
    public async Task Linked_tables_have_the_guides_columns_also_when_they_are_empty(string table, params string[] columns)
    {
        Cluster.Put(KubeStashKinds.BackupStorage, """{ "metadata": { "namespace": "stash", "name": "default" }, "spec": {} }""");

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);
        await page.WaitForStateAsync(() => Nothing(page).Count(words => words == "No data available") == 5, Cancel);

        Assert.Equal(columns, Columns(page, table).Take(columns.Length));
    }

    [Fact]
    public async Task Repositories_and_configurations_of_all_namespaces_are_found_with_what_concerns_this_storage()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "storageRef": { "name": "default", "namespace": "stash" } }, "status": { "phase": "Ready", "size": "2.000 KiB", "snapshotCount": 4 } }""");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "elsewhere" }, "spec": { "storageRef": { "name": "default" } } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration,
            """
            { "metadata": { "namespace": "demo", "name": "mongodb" },
              "spec": { "backends": [{ "name": "here", "storageRef": { "name": "default", "namespace": "stash" }, "retentionPolicy": { "name": "keep", "namespace": "stash" } }, { "name": "there", "storageRef": { "name": "other", "namespace": "stash" } }],
                "sessions": [{ "name": "near", "scheduler": { "schedule": "0 1 * * *" }, "addon": { "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "repo", "backend": "here" }] },
                  { "name": "far", "scheduler": { "schedule": "0 2 * * *" }, "addon": { "tasks": [{ "name": "manifest-backup" }] }, "repositories": [{ "name": "off", "backend": "there" }] }] },
              "status": { "phase": "Ready" } }
            """);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);
        await WaitForCellAsync(page, "Repositories", "Snapshots", "4");
        await WaitForCellAsync(page, "Repositories", "Retention Policy", "stash/keep");
        await WaitForCellAsync(page, "BackupConfigurations", "Session", "near");

        Assert.Equal("0 1 * * *", Cell(page, "BackupConfigurations", "Schedule"));
        Assert.Equal("logical-backup", Cell(page, "BackupConfigurations", "Task"));
        Assert.Equal("BackupConfiguration", Cell(page, "BackupConfigurations", "Invoker Kind"));
        await page.WaitForStateAsync(() => Value(page, "Total Size") == "2.000 KiB", Cancel);
    }

    [Fact]
    public async Task The_Secret_is_shown_by_its_keys_and_its_values_are_nowhere()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);
        Cluster.Put(BuiltInKinds.Secret, $$"""
            { "metadata": { "namespace": "stash", "name": "s3-cred", "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "{ \"AWS\": \"{{Canary}}\" }" } },
              "type": "Opaque", "data": { "AWS_ACCESS_KEY_ID": "{{Canary}}", "AWS_SECRET_ACCESS_KEY": "{{Canary}}" } }
            """);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);
        await WaitForCellAsync(page, "Secrets", "Keys", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY");

        Assert.Equal("2", Cell(page, "Secrets", "Data"));
        Assert.Equal("Opaque", Cell(page, "Secrets", "Type"));
        Assert.DoesNotContain(Canary, page.Markup, StringComparison.Ordinal);
        Assert.Single(Cluster.Asked, question => question.StartsWith("get secrets", StringComparison.Ordinal));
        Assert.DoesNotContain(Cluster.Asked, question => question.Contains("list secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Secret_that_is_gone_or_not_for_ones_eyes_is_said_to_be_that()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Cells(page, "Secrets").Contains("There is no such object."), Cancel);
    }

    [Fact]
    public async Task A_Secret_one_may_not_read_is_named()
    {
        Cluster.Allows = request => new AccessDecision(request.Kind != BuiltInKinds.Secret, "");
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);

        await page.WaitForStateAsync(() => Cells(page, "Secrets").Any(cell => cell.Contains("cannot get resource", StringComparison.Ordinal)), Cancel);
        Assert.Equal("s3-cred", Cells(page, "Secrets")[0]);
    }

    [Fact]
    public async Task Deleting_one_with_WipeOut_warns_that_stored_backups_are_lost()
    {
        Cluster.Put(KubeStashKinds.BackupStorage, Whole);

        RenderedComponent page = await OpenAsync(BackupStorageDetail.Declaration, Key);
        await page.WaitForStateAsync(() => page.Find("button.remove").GetAttribute("aria-disabled") is null, Cancel);
        Task asking = page.Find("button.remove").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("dialog .notice.bad").Count == 1, Cancel);

        Assert.Contains("1 repository", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.Contains("WipeOut", page.Find("dialog").TextContent, StringComparison.Ordinal);
        await page.Find("dialog footer button").ClickAsync();
        await asking;
    }
}
