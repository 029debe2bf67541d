using System.Globalization;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using BackupConsole.Testing.ApiServer;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What an open page shows while the cluster is away, and afterwards. Each test breaks a connection of its own.</summary>
public sealed class OutageJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private FaultProxy? proxy;

    private FaultProxy Proxy => proxy!;

    [Fact]
    public async Task While_the_server_is_away_rows_stay_stale_since_then_and_on_its_return_the_page_equals_a_fresh_list()
    {
        ConsolePage page = await OpenLiveAsync();
        DateTimeOffset before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        using (Proxy.Down())
        {
            await page.StatusIsAsync("Stale since");
            await Expect(page.Status).ToContainTextAsync(new Regex(@"^Stale since \d\d:\d\d:\d\d$"));
            string since = await page.Status.Locator("time").GetAttributeAsync("datetime") ?? "";
            Assert.InRange(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture), before, TimeProvider.System.GetUtcNow());
            await Expect(page.Notices).ToContainTextAsync(new Regex(@"Stale since \d\d:\d\d:\d\d.*, data as of \d\d:\d\d:\d\d"));
            await Expect(page.Rows).ToHaveCountAsync(3);
            await ChangeEverythingAsync();
            await Screens.LookAsync(page, "list-stale");
            await Expect(page.Rows).ToHaveCountAsync(3);
        }

        await EqualsAFreshListAsync(page);
        await Expect(page.Notices).ToHaveCountAsync(0);
        Assert.Equal(["Live", "Stale since", "Live"], await page.NotedWordsAsync());
        Assert.True(await page.FewestRowsAsync() >= 2);
    }

    [Fact]
    public async Task A_watch_cut_in_mid_line_loses_nothing_and_shows_nothing_twice()
    {
        ConsolePage page = await OpenLiveAsync();
        Proxy.CutStreamsMidLine();
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(page);
        await OnlyEverStaleAsync(page);
    }

    [Fact]
    public async Task An_expired_watch_is_filled_anew_without_emptying_the_page()
    {
        ConsolePage page = await OpenLiveAsync();
        Proxy.ExpireStreams();
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(page);
        await OnlyEverStaleAsync(page);
    }

    [Fact]
    public async Task A_server_that_refuses_in_its_first_moments_back_is_never_called_forbidden()
    {
        ConsolePage page = await OpenLiveAsync();
        using (FaultProxy.Answering refusal = Proxy.Answer(IsOfSessions, new ScriptedAnswer(403), times: 4))
        {
            using (Proxy.Down())
            {
                await page.StatusIsAsync("Stale since");
                await ChangeEverythingAsync();
            }

            await EqualsAFreshListAsync(page);
            Assert.Equal(4, refusal.Count);
        }

        await OnlyEverStaleAsync(page);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_kind_in_its_first_moments_back_is_never_called_not_installed()
    {
        ConsolePage page = await OpenLiveAsync();
        using (Proxy.Answer(IsOfSessions, new ScriptedAnswer(404), times: 3))
        {
            using (Proxy.Down())
            {
                await page.StatusIsAsync("Stale since");
                await ChangeEverythingAsync();
            }

            await EqualsAFreshListAsync(page);
        }

        await OnlyEverStaleAsync(page);
    }

    [Fact]
    public async Task Events_sent_twice_show_once()
    {
        ConsolePage page = await OpenLiveAsync();
        Proxy.DuplicateEvents = true;
        await ChangeEverythingAsync();
        await EqualsAFreshListAsync(page);
        Assert.Equal(["Live"], await page.NotedWordsAsync());
    }

    private static bool IsOfSessions(RecordedRequest request) => request.Method == "GET" && request.Path.EndsWith("/backupsessions", StringComparison.Ordinal);

    private static async Task OnlyEverStaleAsync(ConsolePage page)
    {
        Assert.All(await page.NotedWordsAsync(), word => Assert.Contains(word, (string[])["Live", "Stale since"]));
        Assert.True(await page.FewestRowsAsync() >= 2);
    }

    private async Task<ConsolePage> OpenLiveAsync()
    {
        await CreateNamespaceAsync(3);
        proxy = Own(await FaultProxy.StartAsync(Cluster.Admin));
        ConsolePage page = await OpenAsync(StartConsole(proxy.Kubeconfig));
        await page.GoAsync($"/c/proxied/{ConsolePage.List}?namespace={Namespace}");
        await Expect(page.Rows).ToHaveCountAsync(3);
        await page.StatusIsAsync("Live");
        await page.StartNotingAsync();
        return page;
    }

    /// <summary>Of three sessions one goes, one changes, and one is new.</summary>
    private async Task ChangeEverythingAsync()
    {
        await Cluster.DeleteSessionAsync(Namespace, "s-000");
        await Cluster.SetPhaseAsync(Namespace, "s-001", "Running");
        await Cluster.CreateSessionAsync(Namespace, "meanwhile", "Failed");
    }
}
