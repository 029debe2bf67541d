using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What a person reads who may not see everything, or nothing, or whose server is not there.</summary>
public sealed class AccessJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Demo = "demo";

    [Fact]
    public async Task Viewer_sees_namespace_demo_only_and_the_page_says_so()
    {
        if (Cluster.ViewerKubeconfig is not { Length: > 0 } kubeconfig)
        {
            Assert.Skip("No kubeconfig of a viewer: set CONSOLE_TEST_KUBECONFIG_VIEWER.");
            return;
        }

        await CreateNamespaceAsync(1);
        string name = Unique.Name("t-browser");
        await Cluster.CreateSessionAsync(Demo, name, "Succeeded");
        try
        {
            ConsolePage page = await OpenAsync(ConsoleOf(kubeconfig));
            await page.GoAsync($"/c/{TestCluster.SlugOf(kubeconfig)}/{ConsolePage.List}");
            await page.StatusIsAsync("Live");
            await page.Filter.FillAsync(name);
            await Expect(page.Phase(name)).ToHaveTextAsync("Succeeded");
            await Expect(page.Notices).ToContainTextAsync("Only namespace demo is shown.");
            await Expect(page.Notices).ToContainTextAsync("may not list backupsessions.core.kubestash.com in the whole cluster");
            await page.Filter.FillAsync("");
            await Expect(page.Page).ToHaveURLAsync(new Regex("^[^?]*$"));
            Assert.All(await page.Rows.Locator("td.ns").AllInnerTextsAsync(), ns => Assert.Equal(Demo, ns));
            await Screens.LookAsync(page, "list-viewer");

            // Namespaces may not be listed either: one that is typed is tried, and refused in words.
            await page.Page.GetByLabel("Select Namespace", new() { Exact = true }).FillAsync(Namespace);
            await page.Page.Keyboard.PressAsync("Enter");
            await page.StatusIsAsync("Not permitted");
            await Expect(page.State).ToContainTextAsync($"may not list backupsessions.core.kubestash.com in namespace {Namespace}");
            await page.Page.GoBackAsync();
            await page.StatusIsAsync("Live");
            await page.Page.GoForwardAsync();
            await page.StatusIsAsync("Not permitted");
            await page.State.GetByRole(AriaRole.Button, new() { Name = "All I may see" }).ClickAsync();
            await page.StatusIsAsync("Live");
            await Expect(page.Row(name)).ToBeVisibleAsync();
        }
        finally
        {
            await Cluster.DeleteSessionAsync(Demo, name);
        }
    }

    [Fact]
    public async Task Nobody_reads_which_verb_on_which_resource_is_missing_and_what_to_do()
    {
        if (Cluster.NobodyKubeconfig is not { Length: > 0 } kubeconfig)
        {
            Assert.Skip("No kubeconfig of someone without rights: set CONSOLE_TEST_KUBECONFIG_NOBODY.");
            return;
        }

        ConsolePage page = await OpenAsync(ConsoleOf(kubeconfig));
        await page.GoAsync($"/c/{TestCluster.SlugOf(kubeconfig)}/{ConsolePage.List}");
        await page.StatusIsAsync("Not permitted");
        await Expect(page.State).ToContainTextAsync("may not list backupsessions.core.kubestash.com in the whole cluster");
        await Expect(page.State).ToContainTextAsync("A role with the verbs get, list and watch on it is needed");
        await Expect(page.State).ToContainTextAsync("Clusters:Namespaces");
        await Expect(page.Rows).ToHaveCountAsync(0);
        await Screens.LookAsync(page, "forbidden");

        ILocator field = page.Page.GetByLabel("Select Namespace", new() { Exact = true });
        await field.FillAsync("No Such Name!");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#namespace-rule")).ToContainTextAsync("A namespace has");
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Screens.LookAsync(page, "forbidden-invalid-namespace");
        await field.FillAsync("demo");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.State).ToContainTextAsync("may not list backupsessions.core.kubestash.com in namespace demo");
    }

    [Fact]
    public async Task A_cluster_without_KubeStash_says_what_is_missing_and_what_to_install()
    {
        TestCluster bare = Own(TestCluster.Of(await FakeApiServer.StartAsync()));
        bare.Fake!.Unregister(FakeKinds.BackupSessions);
        ConsolePage page = await OpenAsync(StartConsole(bare.Kubeconfig));
        await page.GoAsync($"/c/{bare.Admin.Slug}/{ConsolePage.List}");
        await page.StatusIsAsync("Not installed");
        await Expect(page.State).ToContainTextAsync("does not know BackupSession");
        await Expect(page.State).ToContainTextAsync("does not serve backupsessions.core.kubestash.com in version v1alpha1");
        await Expect(page.State).ToContainTextAsync("Install KubeStash");
        await Screens.LookAsync(page, "not-installed");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_explained_with_the_next_try()
    {
        int port = FreePort();
        string kubeconfig = await WriteAsync($$"""
            apiVersion: v1
            kind: Config
            clusters:
              - name: gone
                cluster: {server: "https://127.0.0.1:{{port}}"}
            users:
              - name: me
                user: {token: not-a-secret}
            contexts:
              - name: gone
                context: {cluster: gone, user: me}
            current-context: gone
            """);
        ConsolePage page = await OpenAsync(StartConsole(kubeconfig));
        await page.GoAsync("/");
        await page.StatusIsAsync("Cannot connect");
        await Expect(page.State.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Cannot connect to gone");
        await Expect(page.State).ToContainTextAsync("Nothing listens at the address of the API server");
        await Expect(page.State).ToContainTextAsync($"https://127.0.0.1:{port}");
        await Expect(page.State).ToContainTextAsync(new Regex(@"The next try is at \d\d:\d\d:\d\d\."));
        string first = await page.State.Locator("time").GetAttributeAsync("datetime") ?? "";
        await Screens.LookAsync(page, "unreachable");
        await Expect(page.State.Locator("time")).Not.ToHaveAttributeAsync("datetime", first);
    }

    [Theory]
    [InlineData("/c/no-such-cluster")]
    [InlineData("/c/no-such-cluster/backupsessions.core.kubestash.com?namespace=demo")]
    public async Task An_address_of_an_unknown_cluster_is_a_404_that_helps(string address)
    {
        ConsolePage page = await OpenAsync();
        page.Allow("status of 404");
        IResponse? response = await page.GoAsync(address);
        Assert.Equal(404, response!.Status);
        await Expect(page.State.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no cluster “no-such-cluster” here");
        await Screens.LookAsync(page, "unknown-cluster");
        await page.State.GetByRole(AriaRole.Link, new() { Name = Cluster.Admin.Name, Exact = true }).ClickAsync();
        await page.StatusIsAsync("Live");
    }

    [Fact]
    public async Task An_address_that_is_no_page_is_a_404_that_helps()
    {
        ConsolePage page = await OpenAsync();
        page.Allow("status of 404");
        IResponse? response = await page.GoAsync("/no/such/page");
        Assert.Equal(404, response!.Status);
        await Expect(page.State.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no such page");
        await Screens.LookAsync(page, "not-found");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
