using BackupConsole.Components.Lists;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Pages;

namespace BackupConsole.Tests.Components.Lists;

public class ListTests : PageTest
{
    private const string Address = "/c/dev/backupsessions.core.kubestash.com";

    [Fact]
    public async Task Columns_are_those_of_the_guide_in_its_order_then_Total_snapshots()
    {
        RenderedComponent page = await OpenAsync(Filled(1));

        Assert.Equal(
            ["Name", "Namespace", "BackupConfiguration", "Invoker Kind", "Invoker Name", "Session", "Timeout", "Phase", "Duration", "Age", "Total snapshots"],
            page.FindAll("table[role=table] th").Select(heading => heading.TextContent.Trim()));
    }

    [Fact]
    public async Task A_name_leads_to_its_object_and_so_does_the_configuration_it_belongs_to()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "nightly-1") with { InvokerKind = "BackupConfiguration", InvokerName = "redis", BackupTimeout = "2h", Duration = "18s", TotalSnapshots = 3 });
        RenderedComponent page = await OpenAsync(cluster);

        Assert.Equal($"{Address}/n/demo/o/nightly-1", page.Find("td.name a").GetAttribute("href"));
        Assert.Equal("/c/dev/backupconfigurations.core.kubestash.com/n/demo/o/redis", page.FindAll("tbody tr td a")[1].GetAttribute("href"));
        string[] cells = [.. page.FindAll("table[role=table] tbody td").Select(cell => cell.TextContent.Trim())];
        Assert.Equal(["nightly-1", "demo", "redis", "BackupConfiguration", "redis", "full-backup", "2h", "Succeeded", "18s"], cells[..9]);
        Assert.Equal("3", cells[10]);
    }

    [Fact]
    public async Task Keys_of_labels_are_below_the_name_and_the_rest_is_asked_for()
    {
        FakeCluster cluster = new();
        cluster.Put(FakeCluster.Session("demo", "nightly-1") with { Labels = new LabelSet([new("app", "redis"), new("team", "web")]) });
        RenderedComponent page = await OpenAsync(cluster);

        Assert.Equal(["app", "More..."], page.FindAll("td.name .label").Select(label => label.TextContent));
        await page.Find("td.name button.label").ClickAsync();
        Assert.Equal(["app: redis", "team: web"], page.FindAll("td.name .label").Select(label => label.TextContent));
    }

    [Fact]
    public async Task Rows_per_page_go_into_the_address_and_the_first_row_stays_on_the_screen()
    {
        RenderedComponent page = await OpenAsync(Filled(45), "?page=3");
        Assert.Equal("Showing 21 to 30 of 45 Items", page.Find(".showing").TextContent);
        Assert.Equal(["10", "20", "50", "100"], page.FindAll(".sizes option").Select(option => option.TextContent));

        await page.Find(".sizes select").ChangeAsync("20");
        await page.WaitForStateAsync(() => page.Find(".showing").TextContent == "Showing 21 to 40 of 45 Items", Cancel);
        Assert.EndsWith("?page=2&size=20", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_row_is_an_Item()
    {
        RenderedComponent page = await OpenAsync(Filled(1));

        Assert.Equal("Showing 1 to 1 of 1 Item", page.Find(".showing").TextContent);
    }

    [Fact]
    public async Task Phases_are_counted_and_one_of_them_can_be_chosen()
    {
        FakeCluster cluster = Filled(3);
        cluster.Put(FakeCluster.Session("demo", "bad", "Failed"));
        cluster.Put(FakeCluster.Session("demo", "new", ""));
        RenderedComponent page = await OpenAsync(cluster);
        Assert.Equal(["All 5", "Failed 1", "Succeeded 3", "No phase yet 1"], page.FindAll(".phases button").Select(button => button.TextContent.Trim()));

        await page.FindAll(".phases button")[3].ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("table[role=table] tbody tr").Count == 1, Cancel);
        Assert.EndsWith("?phase=-", Context.Navigation.Uri, StringComparison.Ordinal);
        await page.FindAll(".phases button")[1].ClickAsync();
        await page.WaitForStateAsync(() => page.Find("td.phase").TextContent.Trim() == "Failed", Cancel);

        // The last one of its phase goes: the choice stays, and says so.
        cluster.Delete("demo", "bad");
        await page.WaitForStateAsync(() => page.Text.Contains("No backup is Failed", StringComparison.Ordinal), Cancel);
        Assert.Contains("Failed 0", page.FindAll(".phases button").Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public async Task A_column_is_hidden_and_shown_again_but_never_the_name()
    {
        RenderedComponent page = await OpenAsync(Filled(1), "?cols=phase,age,nonsense");
        Assert.Equal(["Name", "Phase", "Age"], page.FindAll("table[role=table] th").Select(heading => heading.TextContent.Trim()));
        Assert.Equal(3, page.FindAll("table[role=table] tbody td").Count);
        Assert.Equal("true", page.Find("#columns-menu [role=menuitemcheckbox]").GetAttribute("aria-disabled"));

        await page.FindAll("#columns-menu [role=menuitemcheckbox]").Single(item => item.TextContent.Trim() == "Timeout").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("table[role=table] tbody td").Count == 4, Cancel);
        Assert.EndsWith("?cols=name%2Ctimeout%2Cphase%2Cage", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_create_is_led_to_the_form_with_the_namespace()
    {
        RenderedComponent page = await OpenAsync(Filled(1), "?namespace=demo");

        Assert.Equal($"{Address}/new?namespace=demo", page.Find("a.create").GetAttribute("href"));
        Assert.Equal("Create New Instance", page.Find("a.create").TextContent.Trim());
    }

    [Fact]
    public async Task Who_may_not_create_reads_why_on_the_button()
    {
        FakeCluster cluster = Filled(1);
        cluster.DeniedVerbs = ["create"];
        RenderedComponent page = await OpenAsync(cluster);
        await page.WaitForStateAsync(() => page.FindAll("button.create").Count == 1, Cancel);

        Assert.Equal("true", page.Find("button.create").GetAttribute("aria-disabled"));
        Assert.Contains("user \"jane\" may not create backupsessions.core.kubestash.com", page.Find("#create-reason").TextContent, StringComparison.Ordinal);
        await page.Find("button.create").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll(".toast").Count == 1, Cancel);
    }

    [Theory]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(7, 7, "1 2 3 4 5 6 7")]
    [InlineData(2, 20, "1 2 3 4 5 0 20")]
    [InlineData(10, 20, "1 0 9 10 11 0 20")]
    [InlineData(19, 20, "1 0 16 17 18 19 20")]
    public void Pages_near_the_present_one_get_a_button(int page, int pages, string expected) =>
        Assert.Equal(expected, string.Join(' ', PageNumbers.Around(page, pages)));

    private static FakeCluster Filled(int sessions)
    {
        FakeCluster cluster = new();
        for (int at = 0; at < sessions; at++)
        {
            cluster.Put(FakeCluster.Session("demo", $"nightly-{at:00}"));
        }

        return cluster;
    }

    private async Task<RenderedComponent> OpenAsync(FakeCluster cluster, string query = "")
    {
        Use(cluster);
        Context.Navigation.StartAt($"{Address}{query}");
        RenderedComponent page = await RenderAsync<KindListPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupSession.Id));
        await page.WaitForStateAsync(() => page.Find("header [role=status]").TextContent.Trim() == "Live", Cancel);
        return page;
    }
}
