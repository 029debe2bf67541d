using BackupConsole.Pages;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages;

public class ClusterHomeTests : PageTest
{
    [Fact]
    public async Task The_overview_counts_backups_by_phase_and_names_the_latest_failures()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "good"));
        cluster.Put(FakeCluster.Session("prod", "bad", "Failed") with { FailureReason = "The secret is missing." });
        RenderedComponent page = await OpenAsync(cluster);
        await page.WaitForStateAsync(() => page.FindAll(".tiles li").Count > 0, Cancel);

        Assert.Equal(["All backups2", "Failed1", "Running0", "Succeeded1"], page.FindAll(".tiles li").Select(tile => tile.TextContent.Trim()));
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com?phase=Failed", page.FindAll(".tiles a")[1].GetAttribute("href"));
        Assert.Equal("/c/dev/backupsessions.core.kubestash.com/n/prod/o/bad", page.Find(".failures a").GetAttribute("href"));
        Assert.Contains("The secret is missing.", page.Find(".failures").TextContent, StringComparison.Ordinal);

        cluster.Delete("prod", "bad");
        await page.WaitForStateAsync(() => page.Text.Contains("No failed backup", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Where_nothing_may_be_seen_the_overview_says_why()
    {
        RenderedComponent page = await OpenAsync(new FakeCluster { AllowedIn = [], Namespaces = null });

        await page.WaitForStateAsync(() => page.Text.Contains("User \"jane\" may not list backupsessions.core.kubestash.com", StringComparison.Ordinal), Cancel);
    }

    private Task<RenderedComponent> OpenAsync(FakeCluster cluster)
    {
        Use(cluster);
        Context.Navigation.StartAt("/c/dev");
        return RenderAsync<ClusterHome>((nameof(ClusterHome.Cluster), "dev"));
    }
}
