using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupSessions;

public class BackupSessionDetailTests : PageTest
{
    private const string Address = "/c/dev/backupsessions.core.kubestash.com/n/demo/o/run-1";

    private const string Succeeded =
        """
        {
          "metadata": { "namespace": "demo", "name": "run-1", "labels": { "team": "shop" } },
          "spec": { "invoker": { "apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "mongodb" }, "session": "full-backup", "backupTimeout": "2h", "retryLeft": 1 },
          "status": {
            "phase": "Succeeded", "duration": "31s", "totalSnapshots": 2, "sessionDeadline": "2026-01-05T14:00:00Z",
            "snapshots": [{ "name": "snap-1", "phase": "Succeeded", "repository": "repo" }, { "name": "snap-2", "phase": "Succeeded", "repository": "repo", "appRef": { "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } }],
            "hooks": { "preHooks": [{ "name": "freeze", "phase": "Succeeded" }] },
            "retentionPolicy": [{ "ref": { "name": "keep", "namespace": "stash" }, "repository": "repo", "phase": "Applied" }],
            "conditions": [{ "type": "SnapshotsEnsured", "status": "True", "reason": "Done", "message": "made", "lastTransitionTime": "2026-01-05T12:00:01Z" }]
          }
        }
        """;

    [Fact]
    public async Task Prerendering_draws_a_skeleton_and_asks_nothing()
    {
        MemoryCluster cluster = new();
        Use(cluster);
        Context.IsInteractive = false;

        RenderedComponent page = await OpenAsync();

        Assert.Contains("run-1", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".bone"));
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task The_guides_fields_come_first_in_the_guides_order()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, Succeeded);
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll("dl.basic dt").Count > 0, Cancel);

        Assert.Equal(["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Timeout", "Session"], page.FindAll("dl.basic dt").Take(8).Select(term => term.TextContent));
        string[] values = [.. page.FindAll("dl.basic dd").Take(8).Select(value => value.TextContent.Trim())];
        Assert.Equal(["run-1", "demo", "team: shop", "-", "uid-demo-run-1", "Succeeded", "2h", "full-backup"], values);
    }

    [Fact]
    public async Task Linked_tables_have_the_guides_columns_also_when_they_are_empty()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "session": "full-backup" } }""");
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll("section .none").Count(none => none.TextContent.Contains("No data available", StringComparison.Ordinal)) == 5, Cancel);

        Assert.Equal(["Name", "Namespace", "Invoker Kind", "Invoker Name", "Target", "Task", "Repository", "Status", "Age"], Columns(page, "Backup Configuration").Take(9));
        Assert.Equal(["Name", "Namespace", "Repository", "Size", "Phase", "Creation Timestamp", "Status"], Columns(page, "Snapshots").Take(7));
    }

    [Fact]
    public async Task The_configuration_and_the_snapshots_are_followed_and_snapshots_whose_object_is_gone_are_kept()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, Succeeded);
        cluster.Put(
            KubeStashKinds.BackupConfiguration,
            """{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "mongodb", "namespace": "demo" }, "sessions": [{ "name": "full-backup", "addon": { "name": "mongodb-addon", "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "repo" }] }] }, "status": { "phase": "Ready" } }""");
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => Cells(page, "Snapshots", ".name").Length == 2, Cancel);
        await page.WaitForStateAsync(() => Cells(page, "Backup Configuration", ".name").Length == 1, Cancel);

        Assert.All(Cells(page, "Snapshots", ".name"), cell => Assert.Contains("object gone", cell, StringComparison.Ordinal));
        Assert.Contains("MongoDB demo/mongodb", Cells(page, "Snapshots", ""));
        Assert.Contains("logical-backup", Cells(page, "Backup Configuration", ""));

        cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap-1" }, "spec": { "backupSession": "run-1", "repository": "repo" }, "status": { "phase": "Succeeded", "size": "71.001 KiB", "verificationStatus": "Verified" } }""");
        await page.WaitForStateAsync(() => Cells(page, "Snapshots", "").Contains("71.001 KiB"), Cancel);
        Assert.Equal(2, Cells(page, "Snapshots", ".name").Length);
        Assert.Contains("OK", Cells(page, "Snapshots", ""));
    }

    [Fact]
    public async Task A_failed_run_says_why_with_the_snapshots_own_words()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "session": "full-backup" }, "status": { "phase": "Failed", "snapshots": [{ "name": "snap-1", "phase": "Failed", "repository": "repo" }] } }""");
        cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap-1" }, "spec": { "backupSession": "run-1" }, "status": { "phase": "Failed", "components": { "dump": { "phase": "Failed", "error": "Stat: Access Denied." } } } }""");
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll(".story .evidence").Any(words => words.TextContent.Contains("Access Denied", StringComparison.Ordinal)), Cancel);

        Assert.Contains("The storage refused the credentials", page.Find(".story h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_leads_to_the_storage_it_was_to_be_written_to()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, """
            { "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "session": "full-backup" }, "status": { "phase": "Failed",
              "snapshots": [{ "name": "snap-1", "phase": "Failed", "repository": "repo" }], "retentionPolicy": [{ "repository": "other", "phase": "FailedToApply", "error": "locked" }] } }
            """);
        cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "storageRef": { "namespace": "stash", "name": "default" } } }""");
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll(".story a").Count == 3, Cancel);

        Assert.Equal(
            ["/c/dev/snapshots.storage.kubestash.com/n/demo/o/snap-1", "/c/dev/repositories.storage.kubestash.com/n/demo/o/repo", "/c/dev/backupstorages.storage.kubestash.com/n/stash/o/default"],
            page.FindAll(".story a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Conditions_hooks_and_retention_are_told_with_their_meaning()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, Succeeded);
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll("ol.line li").Count == 1, Cancel);

        Assert.Contains("SnapshotsEnsured", page.Find("ol.line li").TextContent, StringComparison.Ordinal);
        Assert.Contains("Good", page.Find("ol.line li").TextContent, StringComparison.Ordinal);
        Assert.Contains("freeze", page.Text, StringComparison.Ordinal);
        Assert.Contains("stash/keep", page.Text, StringComparison.Ordinal);
        Assert.Contains("2026-01-05 14:00:00 UTC", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_said_to_be_missing_and_shown_when_it_comes()
    {
        MemoryCluster cluster = new();
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.Text.Contains("There is no BackupSession demo/run-1", StringComparison.Ordinal), Cancel);

        cluster.Put(KubeStashKinds.BackupSession, Succeeded);

        await page.WaitForStateAsync(() => page.FindAll("dl.basic").Count == 1, Cancel);
    }

    [Fact]
    public async Task One_that_is_deleted_stays_and_says_so()
    {
        MemoryCluster cluster = new();
        cluster.Put(KubeStashKinds.BackupSession, Succeeded);
        Use(cluster);
        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.FindAll("dl.basic").Count == 1, Cancel);

        cluster.Delete(KubeStashKinds.BackupSession, new ObjectKey("demo", "run-1"));

        await page.WaitForStateAsync(() => page.Text.Contains("This BackupSession was deleted.", StringComparison.Ordinal), Cancel);
        Assert.Single(page.FindAll("dl.basic"));
        Assert.Equal("true", page.Find("button.remove").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Who_may_not_delete_is_told_why()
    {
        MemoryCluster cluster = new() { Allows = request => new AccessDecision(request.Verb != "delete", "no role grants it") };
        cluster.Put(KubeStashKinds.BackupSession, Succeeded);
        Use(cluster);

        RenderedComponent page = await OpenAsync();
        await page.WaitForStateAsync(() => page.Find("button.remove").GetAttribute("title")?.Contains("no role grants it", StringComparison.Ordinal) == true, Cancel);

        Assert.Equal("true", page.Find("button.remove").GetAttribute("aria-disabled"));
    }

    private Task<RenderedComponent> OpenAsync()
    {
        Context.Navigation.StartAt(Address);
        return RenderAsync<KindDetailPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupSession.Id), ("Namespace", "demo"), ("Name", "run-1"));
    }

    private static string[] Columns(RenderedComponent page, string table) => [.. page.FindAll($"table[aria-label='{table}'] th").Select(cell => cell.TextContent.Trim())];

    private static string[] Cells(RenderedComponent page, string table, string css) => [.. page.FindAll($"table[aria-label='{table}'] td{css}").Select(cell => cell.TextContent.Trim())];
}
