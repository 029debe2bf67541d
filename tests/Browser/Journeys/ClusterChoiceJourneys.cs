using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>A kubeconfig with several contexts, one of them broken and one without verification.</summary>
public sealed class ClusterChoiceJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private FakeApiServer server = null!;
    private TestConsole console = null!;
    private string kubeconfig = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        server = Own(await FakeApiServer.StartAsync());
        string authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.AuthorityPem));
        kubeconfig = await WriteAsync($$"""
            apiVersion: v1
            kind: Config
            clusters:
              - name: verified
                cluster: {server: "{{server.Address}}", certificate-authority-data: {{authority}}}
              - name: unverified
                cluster: {server: "{{server.Address}}", insecure-skip-tls-verify: true}
            users:
              - name: admin
                user: {token: admin-token}
              - name: lost
                user:
                  auth-provider: {name: gcp}
            contexts:
              - name: production
                context: {cluster: verified, user: admin}
              - name: laboratory
                context: {cluster: unverified, user: admin, namespace: demo}
              - name: forgotten
                context: {cluster: verified, user: lost}
            current-context: production
            """);
        console = StartConsole(kubeconfig);
    }

    [Fact]
    public async Task The_first_page_is_a_choice_and_nothing_is_contacted_before_it_is_made()
    {
        ConsolePage page = await OpenAsync(console);
        await page.GoAsync("/");
        await Expect(page.Heading).ToHaveTextAsync("Clusters");
        await Expect(page.Page.Locator(".clusters a")).ToHaveTextAsync(["production", "laboratory"]);
        await Expect(Card(page, "laboratory").Locator(".notice")).ToContainTextAsync("TLS certificate not verified");
        await Expect(Card(page, "production").Locator(".notice")).ToHaveCountAsync(0);

        ILocator broken = page.Page.Locator("section[aria-labelledby=broken] .notice");
        await Expect(broken).ToHaveCountAsync(1);
        await Expect(broken).ToContainTextAsync("lost");
        await Expect(broken).ToContainTextAsync("Auth-provider \"gcp\" is not supported");
        await Expect(broken).ToContainTextAsync("gke-gcloud-auth-plugin");
        await Expect(broken).ToContainTextAsync("This breaks context forgotten.");
        int line = Array.FindIndex(await File.ReadAllLinesAsync(kubeconfig, Token), text => text.Contains("auth-provider:", StringComparison.Ordinal)) + 1;
        await Expect(broken).ToContainTextAsync($"{kubeconfig}, line {line}");
        await Screens.LookAsync(page, "clusters");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_cluster_is_chosen_with_the_mouse_and_the_choice_is_a_click_away()
    {
        ConsolePage page = await OpenAsync(console);
        await page.GoAsync("/");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "laboratory" }).ClickAsync();
        await page.StatusIsAsync("Live");
        await Expect(page.Page).ToHaveURLAsync(new Uri(console.Address, $"/c/laboratory/{ConsolePage.List}").ToString());
        await Expect(page.Page.Locator("header.top")).ToContainTextAsync("TLS certificate not verified");
        Assert.NotEmpty(server.Requests);
        await Screens.LookAsync(page, "list-insecure");
        await page.Page.Locator("header.top .cluster").ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "All clusters" }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Clusters");
        await Expect(page.Status).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_cluster_is_chosen_with_the_keyboard()
    {
        ConsolePage page = await OpenAsync(console);
        await page.GoAsync("/");
        ILocator link = page.Page.GetByRole(AriaRole.Link, new() { Name = "production" });
        for (int i = 0; i < 10 && !await link.EvaluateAsync<bool>("element => element === document.activeElement"); i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await Expect(link).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.StatusIsAsync("Live");
        await Expect(page.Page.Locator("header.top .cluster .name")).ToHaveTextAsync("production");

        // The reader is told where she is: the heading of the new page has the focus.
        await Expect(page.Heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_console_without_any_cluster_says_where_it_looked_for_one()
    {
        TestConsole empty = StartConsole(await WriteAsync("apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n"));
        ConsolePage page = await OpenAsync(empty);
        await page.GoAsync("/");
        await Expect(page.State).ToContainTextAsync("No cluster is configured");
        await Expect(page.State).ToContainTextAsync("Clusters:Kubeconfig");
        await Screens.LookAsync(page, "no-cluster");
    }

    private static ILocator Card(ConsolePage page, string cluster) =>
        page.Page.Locator(".clusters li").Filter(new() { Has = page.Page.GetByRole(AriaRole.Link, new() { Name = cluster }) });
}
