using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Pages;
using BackupConsole.Settings;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages;

public class HomeTests : PageTest
{
    private static readonly ClusterProblem Broken = new()
    {
        Severity = ClusterProblemSeverity.Error,
        File = "/home/jane/.kube/config",
        Line = 12,
        Entry = "user \"joe\"",
        What = "has neither a token nor a certificate",
        Remedy = "Add one.",
        Contexts = ["old"],
    };

    [Fact]
    public async Task Several_clusters_are_a_choice_and_none_is_contacted()
    {
        FakeCluster dev = new("dev");
        FakeCluster prod = new("prod") { Configuration = new FakeCluster("prod").Configuration with { InsecureSkipTlsVerify = true, Namespace = "team" } };
        Use(dev, prod);

        RenderedComponent page = await RenderAsync<Home>();

        Assert.Equal(
            ["/c/dev/backupsessions.core.kubestash.com", "/c/prod/backupsessions.core.kubestash.com"],
            page.FindAll(".clusters a").Select(link => link.GetAttribute("href")));
        Assert.Contains("https://dev.example:6443/", page.Text, StringComparison.Ordinal);
        Assert.Contains("TLS certificate not verified", page.FindAll(".clusters li")[1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("TLS certificate not verified", page.FindAll(".clusters li")[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(dev.Asked);
        Assert.Empty(prod.Asked);
        Assert.Empty(Context.Navigation.History);
    }

    [Fact]
    public async Task A_single_cluster_needs_no_choice()
    {
        Use(new FakeCluster());

        await RenderAsync<Home>();

        Assert.Equal(("http://localhost/c/dev/backupsessions.core.kubestash.com", true), Assert.Single(Context.Navigation.History));
    }

    [Fact]
    public async Task A_single_cluster_beside_broken_ones_is_shown_with_what_is_wrong()
    {
        Use(new ClusterOptions(), [Broken], new FakeCluster());

        RenderedComponent page = await RenderAsync<Home>();

        Assert.Empty(Context.Navigation.History);
        Assert.Contains("/home/jane/.kube/config, line 12", page.Text, StringComparison.Ordinal);
        Assert.Equal("User \"joe\"", page.Find(".notice strong").TextContent);
        Assert.Contains("Has neither a token nor a certificate. Add one.", page.Text, StringComparison.Ordinal);
        Assert.Contains("This breaks context old.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_cluster_the_page_says_what_to_do()
    {
        Use();

        RenderedComponent page = await RenderAsync<Home>();

        Assert.Contains("No cluster is configured", page.Text, StringComparison.Ordinal);
        Assert.Contains("Clusters:Kubeconfig", page.Text, StringComparison.Ordinal);
    }
}
