using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What a run writes, read while it runs and afterwards.</summary>
[Trait("Cluster", "Sandbox")]
public sealed class LogJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture), IClassFixture<SandboxFixture>
{
    private const string Sessions = "backupsessions.core.kubestash.com";

    [Fact]
    public async Task A_run_is_followed_from_its_first_line_until_its_container_ends()
    {
        SandboxFixture.NeedsKubectl();
        ConsolePage page = await OpenAsync(sandbox.Console);
        await sandbox.KubectlAsync(Session("followed"), "create", "-f", "-");
        await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/demo/o/followed"));
        await page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Views of this object" }).GetByRole(AriaRole.Link, new() { Name = "Logs" }).ClickAsync();

        await Expect(Lines(page).First).ToBeVisibleAsync(new() { Timeout = Milliseconds });
        await Expect(Standing(page)).ToHaveTextAsync("Ended", new() { Timeout = Milliseconds });
        await Expect(page.Page.Locator(".log .foot")).ToContainTextAsync("The container has ended well.");
        string pod = await Choice(page, 0).InputValueAsync();
        string container = await Choice(page, 1).InputValueAsync();
        string log = await sandbox.KubectlAsync("", "logs", "-n", "demo", pod, "-c", container);
        Assert.Equal(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), await Lines(page).AllTextContentsAsync());

        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => Button(page, "Download").ClickAsync());
        Assert.Equal($"{pod}-{container}.log", download.SuggestedFilename);
        Assert.Equal(log, await File.ReadAllTextAsync((await download.PathAsync())!, Token));
        await Expect(page.Page.Locator("table[aria-label=Jobs] tbody tr").First).ToContainTextAsync("Complete");
        await Screens.LookAsync(page, "log-ended");
    }

    [Fact]
    public async Task The_log_of_a_failed_run_shows_the_cause_and_is_searched_with_the_keyboard()
    {
        SandboxFixture.NeedsKubectl();
        string failed = await FailedAsync();
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/analytics/o/{failed}?tab=logs"));

        await Expect(Lines(page).Last).ToHaveTextAsync("signal: killed");
        await Expect(page.Page.Locator(".log .told").First).ToContainTextAsync("OOMKilled (exit code 137)");
        await page.Page.GetByLabel("Search in the log").ClickAsync();
        await page.Page.Keyboard.TypeAsync("EVENTS-repo");
        await Expect(Found(page)).ToHaveTextAsync("1 of 3");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Found(page)).ToHaveTextAsync("2 of 3");
        await page.Page.Keyboard.PressAsync("Shift+Enter");
        await page.Page.Keyboard.PressAsync("Shift+Enter");
        await Expect(Found(page)).ToHaveTextAsync("3 of 3");
        await Expect(page.Page.Locator(".log .line.hit mark").First).ToHaveTextAsync("events-repo");
        await page.Page.GetByLabel("Search in the log").FillAsync("nowhere");
        await Expect(Found(page)).ToHaveTextAsync("Not found");
        await Expect(page.Page.Locator(".log mark")).ToHaveCountAsync(0);

        await Button(page, "Timestamps").ClickAsync();
        await Expect(page.Page.Locator(".log .line time").First).ToHaveTextAsync(new Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}$"));
        await Screens.LookAsync(page, "log-failed");
    }

    [Fact]
    public async Task A_link_opens_the_log_it_names_and_another_one_is_chosen()
    {
        SandboxFixture.NeedsKubectl();
        string failed = await FailedAsync();
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/analytics/o/{failed}?tab=logs"));
        await page.Page.Locator("table[aria-label=Pods] td.name a").First.ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?]tab=logs&pod="));
        string pod = await Choice(page, 0).InputValueAsync();

        await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/analytics/o/{failed}?tab=logs&pod={pod}"));
        await Expect(Choice(page, 0)).ToHaveValueAsync(pod);
        await Expect(Lines(page).First).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Events", Exact = true }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?]tab=events$"));
    }

    private static float Milliseconds => (float)SandboxFixture.Patience.TotalMilliseconds;

    private async Task<string> FailedAsync()
    {
        string pods = await sandbox.KubectlAsync("", "get", "pods", "-n", "analytics", "-l", "app.kubernetes.io/component=kubestash-backup", "--field-selector=status.phase=Failed", "-o", "jsonpath={.items[0].metadata.labels.kubestash\\.com/invoker-name}");
        Assert.NotEmpty(pods);
        return pods;
    }

    private static ILocator Lines(ConsolePage page) => page.Page.Locator(".log .line > span");

    private static ILocator Standing(ConsolePage page) => page.Page.Locator(".log header .chip");

    private static ILocator Found(ConsolePage page) => page.Page.Locator(".log [data-log=found]");

    private static ILocator Choice(ConsolePage page, int which) => page.Page.Locator(".log select").Nth(which);

    private static ILocator Button(ConsolePage page, string words) => page.Page.Locator(".log button").Filter(new() { HasText = words });

    private static string Session(string name) =>
        $$"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupSession
        metadata: { name: {{name}}, namespace: demo }
        spec:
          invoker: { apiGroup: core.kubestash.com, kind: BackupConfiguration, name: mongodb }
          session: full-backup
        """;
}
