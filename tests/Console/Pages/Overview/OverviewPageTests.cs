using System.Globalization;
using BackupConsole.Components.Lists;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Pages.Overview;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.Overview;

public class OverviewPageTests : PageTest
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Prerendering_draws_a_skeleton_and_asks_nothing()
    {
        MemoryCluster cluster = new();
        Context.IsInteractive = false;

        RenderedComponent page = await OpenAsync(cluster);

        Assert.NotEmpty(page.FindAll(".bone"));
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task What_fails_is_late_and_missing_is_named_and_follows_the_cluster()
    {
        MemoryCluster cluster = new();
        Configuration(cluster, "late", "0 * * * *");
        Configuration(cluster, "new", "0 0 1 1 *");
        Run(cluster, "late-1", "late", "Succeeded", Now.AddHours(-5), null);
        Run(cluster, "late-2", "late", "Failed", Now.AddMinutes(-5), "Access Denied");
        RenderedComponent page = await OpenAsync(cluster);
        await page.WaitForStateAsync(() => page.FindAll(".tiles li").Count > 0, Cancel);

        Assert.Equal("Failing now1", Tile(page, 0));
        Assert.Equal("Overdue1", Tile(page, 1));
        Assert.Equal("No backup yet1", Tile(page, 2));
        Assert.Equal("Last 24 hours2", Tile(page, 4));
        Assert.Contains("Access Denied", page.Find("#failing").TextContent, StringComparison.Ordinal);
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com/n/demo/o/late-2", page.Find("#failing .lines a").GetAttribute("href"));
        Assert.Contains("late", page.Find("#overdue .lines").TextContent, StringComparison.Ordinal);
        Assert.Contains("new", page.Find("#unprotected .lines").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("#upcoming .lines li").Count);

        Run(cluster, "late-3", "late", "Succeeded", Now, null);
        await page.WaitForStateAsync(() => Tile(page, 0) == "Failing now0" && Tile(page, 1) == "Overdue0", Cancel);
        Assert.Contains("Nothing fails", page.Find("#failing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_may_not_be_listed_is_left_out_and_said()
    {
        MemoryCluster cluster = new() { Allows = request => new AccessDecision(request.Kind != KubeStashKinds.Snapshot, "") };
        Configuration(cluster, "fine", "0 0 1 1 *");
        RenderedComponent page = await OpenAsync(cluster);

        await page.WaitForStateAsync(() => page.Text.Contains("Without snapshots.storage.kubestash.com.", StringComparison.Ordinal), Cancel);
        Assert.NotEmpty(page.FindAll(".tiles li"));
    }

    [Fact]
    public async Task Where_nothing_may_be_seen_the_overview_says_why()
    {
        RenderedComponent page = await OpenAsync(new MemoryCluster { Allows = _ => new AccessDecision(false, "") });

        await page.WaitForStateAsync(() => page.Text.Contains("may not list backupsessions.core.kubestash.com", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_number_leads_to_a_list_of_as_many()
    {
        MemoryCluster cluster = new();
        Run(cluster, "a", "x", "Failed", Now.AddHours(-2), null);
        Run(cluster, "b", "x", "Failed", Now.AddDays(-2), null);
        Run(cluster, "c", "x", "Succeeded", Now.AddDays(-3), null);
        RenderedComponent page = await OpenAsync(cluster);
        await page.WaitForStateAsync(() => page.FindAll("#backups tbody tr").Count == 3, Cancel);
        string address = page.FindAll("#backups tbody tr")[1].QuerySelectorAll("a")[2].GetAttribute("href")!;
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com?phase=Failed&only=last-week", address);
        Assert.Equal("2", page.FindAll("#backups tbody tr")[1].QuerySelectorAll("a")[2].TextContent);

        Context.Navigation.StartAt(address);
        RenderedComponent list = await Context.RenderAsync<ListPage<BackupSessionRow>>(
            parameters => parameters.Add(page => page.Cluster, "dev").Add(page => page.Declaration, BackupConsole.Pages.BackupSessions.BackupSessionList.Declaration));

        await list.WaitForStateAsync(() => list.Text.Contains("Showing 1 to 2 of 2 Items", StringComparison.Ordinal), Cancel);
        Assert.Contains("Only of the last 7 days", list.Text, StringComparison.Ordinal);
    }

    private static string Tile(RenderedComponent page, int at) => page.FindAll(".tiles li")[at].TextContent.Trim();

    private static void Configuration(MemoryCluster cluster, string name, string schedule) => cluster.Put(
        KubeStashKinds.BackupConfiguration,
        $$"""
        {
          "metadata": { "namespace": "demo", "name": "{{name}}" },
          "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "{{name}}" }, "sessions": [{ "name": "s", "scheduler": { "schedule": "{{schedule}}" } }] },
          "status": { "phase": "Ready" }
        }
        """);

    private static void Run(MemoryCluster cluster, string name, string invoker, string phase, DateTimeOffset created, string? reason) => cluster.Put(
        KubeStashKinds.BackupSession,
        $$"""
        {
          "metadata": { "namespace": "demo", "name": "{{name}}", "creationTimestamp": "{{created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}" },
          "spec": { "invoker": { "apiGroup": "core.kubestash.com", "kind": "BackupConfiguration", "name": "{{invoker}}" }, "session": "s" },
          "status": { "phase": "{{phase}}", "conditions": [{ "type": "SnapshotsEnsured", "status": "{{(reason is null ? "True" : "False")}}", "message": "{{reason}}" }] }
        }
        """);

    private async Task<RenderedComponent> OpenAsync(MemoryCluster cluster)
    {
        Use(cluster);
        Context.Navigation.StartAt("/c/dev");
        return await RenderAsync<OverviewPage>((nameof(OverviewPage.Cluster), "dev"));
    }
}
