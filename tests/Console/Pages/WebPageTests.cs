using System.Net;

namespace BackupConsole.Tests.Pages;

/// <summary>Pages as a server without a circuit answers them.</summary>
public sealed class WebPageTests : IDisposable
{
    private const string TwoClusters = """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: one, cluster: {server: "https://127.0.0.1:1"}}
        contexts:
        - {name: first, context: {cluster: one, user: joe}}
        - {name: second, context: {cluster: one, user: joe}}
        - {name: third, context: {cluster: nowhere, user: joe}}
        users:
        - {name: joe, user: {token: canary-4711}}
        """;

    private readonly ConsoleFactory app = new ConsoleFactory().WithKubeconfig(TwoClusters);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_names_clusters_and_broken_entries_but_no_secret()
    {
        string page = await GetAsync("/", HttpStatusCode.OK);

        Assert.Contains("/c/first/backupsessions.core.kubestash.com", page, StringComparison.Ordinal);
        Assert.Contains("nowhere", page, StringComparison.Ordinal);
        Assert.Contains("line 8", page, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_s_address_is_its_overview_with_the_navigation_beside_it()
    {
        string page = await GetAsync("/c/second", HttpStatusCode.OK);

        Assert.Contains("<title>Overview · second · Backup Console</title>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/c/second/backupsessions.core.kubestash.com\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_prerendered_as_a_skeleton_at_once_although_the_cluster_does_not_answer()
    {
        string page = await GetAsync("/c/first/backupsessions.core.kubestash.com?q=x", HttpStatusCode.OK);

        Assert.Contains("Asking first what may be seen", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_no_page_is_a_404_that_says_which_pages_are_near()
    {
        string page = await GetAsync("/c/first/backupsession", HttpStatusCode.NotFound);

        Assert.Contains("There is no such page", page, StringComparison.Ordinal);
        Assert.Contains("/c/first/backupsession<", page, StringComparison.Ordinal);
        Assert.Contains("Did you mean", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/c/first/backupsessions.core.kubestash.com\">Recent Backups</a>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/gone")]
    [InlineData("/c/gone/backupsessions.core.kubestash.com")]
    public async Task An_unknown_cluster_is_a_404_that_names_those_there_are(string path)
    {
        string page = await GetAsync(path, HttpStatusCode.NotFound);

        Assert.Contains("There is no cluster", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/c/first\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/first/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/c/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/c/first/backupsessions.core.kubestash.com?q=%3Cscript%3Ealert(1)%3C/script%3E&namespace=%22%3E%3Cscript%3Ealert(1)")]
    public async Task What_is_in_the_address_never_becomes_markup(string path)
    {
        using HttpClient client = app.NewClient();
        string page = await (await client.GetAsync(new Uri(path, UriKind.Relative), Cancel)).Content.ReadAsStringAsync(Cancel);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    public void Dispose() => app.Dispose();

    private async Task<string> GetAsync(string path, HttpStatusCode expected)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
