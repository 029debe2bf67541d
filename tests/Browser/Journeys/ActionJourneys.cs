using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Guides;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What can be done with objects beyond looking at them: from the menu of a row and from the object's own page.</summary>
[Collection(JourneySandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class ActionJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    private const string Configurations = "backupconfigurations.core.kubestash.com";
    private const string Batches = "backupbatches.core.kubestash.com";
    private const string Sessions = "backupsessions.core.kubestash.com";
    private static readonly float Patience = (float)SandboxFixture.Patience.TotalMilliseconds;

    [Theory]
    [InlineData(Configurations, "cms")]
    [InlineData(Batches, "website")]
    public async Task From_the_menu_of_a_row_backups_are_paused_and_resumed(string list, string name)
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{list}?namespace=web"));

        await ChooseAsync(page, name, "Pause");
        await Expect(Dialog(page)).ToContainTextAsync($"No schedule of {name} starts a backup until it is resumed.");
        await Dialog(page).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Dialog(page)).ToBeHiddenAsync();
        await Expect(Toast(page)).ToHaveCountAsync(0);

        await ChooseAsync(page, name, "Pause");
        await AgreeAsync(page, "Pause");
        await Expect(Toast(page)).ToContainTextAsync($"{name} is paused.");
        await Expect(page.Row(name).Locator("td").Filter(new() { HasTextRegex = new Regex("^true$") })).ToHaveCountAsync(1);

        await ChooseAsync(page, name, "Resume");
        await Expect(Dialog(page)).ToContainTextAsync($"The schedules of {name} start backups again");
        await AgreeAsync(page, "Resume");
        await Expect(page.Row(name).Locator("td").Filter(new() { HasTextRegex = new Regex("^false$") })).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(Configurations, "cms")]
    [InlineData(Batches, "website")]
    public async Task On_its_own_page_backups_are_paused_and_resumed(string list, string name)
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{list}/n/web/o/{name}"));

        await Action(page, "Pause").ClickAsync();
        await AgreeAsync(page, "Pause");
        await Expect(page.Basic("Paused")).ToHaveTextAsync("true");
        await Expect(Action(page, "Pause")).ToHaveCountAsync(0);

        await Action(page, "Resume").ClickAsync();
        await AgreeAsync(page, "Resume");
        await Expect(page.Basic("Paused")).ToHaveTextAsync("false");
        await Expect(Action(page, "Pause")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_the_menu_of_a_row_a_backup_is_run()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{Configurations}?namespace=finance"));

        await ChooseAsync(page, "ledger", "Run now");
        await Expect(Dialog(page)).ToContainTextAsync("A BackupSession is created for session three-hourly of BackupConfiguration ledger.");
        await AgreeAsync(page, "Run now");
        await SucceedsAsync(page, "/n/finance/o/ledger-three-hourly-[0-9]{10}$");
    }

    [Theory]
    [InlineData(Configurations, "cms", "content", 1)]
    [InlineData(Batches, "website", "nightly", 2)]
    public async Task On_its_own_page_a_backup_is_run_and_on_that_of_the_run_it_is_run_again(string list, string name, string session, int snapshots)
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{list}/n/web/o/{name}"));
        ILocator runs = page.Page.Locator("table[aria-label='Backup Sessions'] tbody td.phase .chip");
        await Expect(runs.First).ToBeVisibleAsync();
        await Expect(runs.Filter(new() { HasTextRegex = new Regex("Pending|Running") })).ToHaveCountAsync(0, new() { Timeout = Patience });

        await Action(page, "Run now").ClickAsync();
        await AgreeAsync(page, "Run now");
        await SucceedsAsync(page, $"/{Sessions}/n/web/o/{name}-{session}-[0-9]{{10}}$");
        string first = page.Page.Url;
        await Expect(page.Page.Locator("table[aria-label=Snapshots] tbody tr")).ToHaveCountAsync(snapshots);

        await Action(page, "Run again").ClickAsync();
        await AgreeAsync(page, "Run now");
        await SucceedsAsync(page, $"/{Sessions}/n/web/o/{name}-{session}-[0-9]{{10}}$");
        Assert.NotEqual(first, page.Page.Url);
    }

    [Fact]
    public async Task Who_may_only_look_reads_why_nothing_can_be_done()
    {
        const string Reason = "may not";
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync($"/c/sandbox-viewer/{Configurations}");
        await page.Row("mongodb").GetByRole(AriaRole.Button, new() { Name = "Actions for mongodb" }).ClickAsync();
        foreach (string title in (string[])["Run now", "Pause"])
        {
            ILocator item = page.Page.GetByRole(AriaRole.Menuitem, new() { Name = title });
            await Expect(item).ToHaveAttributeAsync("aria-disabled", "true");
            await Expect(item).ToContainTextAsync(Reason);
        }

        await page.GoAsync($"/c/sandbox-viewer/{Configurations}/n/demo/o/mongodb");
        await CannotAsync(page, "Run now", "Pause");
        await page.GoAsync($"/c/sandbox-viewer/{Sessions}?phase=Succeeded");
        await page.Rows.First.Locator("td.name a").ClickAsync();
        await CannotAsync(page, "Run again", "Restore", "Verify now");

        async Task CannotAsync(ConsolePage shown, params string[] titles)
        {
            foreach (string title in titles)
            {
                await Expect(Action(shown, title)).ToHaveAttributeAsync("aria-disabled", "true");
                await Expect(Action(shown, title)).ToHaveAttributeAsync("title", new Regex(Reason));
            }

            await Action(shown, titles[0]).ClickAsync(new() { Force = true });
            await Expect(Dialog(shown)).ToBeHiddenAsync();
        }
    }

    private static async Task ChooseAsync(ConsolePage page, string row, string title)
    {
        await page.Row(row).GetByRole(AriaRole.Button, new() { Name = $"Actions for {row}" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = title }).ClickAsync();
        await Expect(Dialog(page)).ToBeVisibleAsync();
    }

    private static async Task AgreeAsync(ConsolePage page, string yes)
    {
        await Dialog(page).GetByRole(AriaRole.Button, new() { Name = yes, Exact = true }).ClickAsync();
        await Expect(Dialog(page)).ToBeHiddenAsync();
        await Expect(Toast(page)).ToBeVisibleAsync();
    }

    private static async Task SucceedsAsync(ConsolePage page, string address)
    {
        ILocator link = Toast(page).GetByRole(AriaRole.Link, new() { Name = "See it run" });
        string run = (await link.GetAttributeAsync("href"))!.Split('/')[^1];
        await link.ClickAsync();
        await Expect(page.Heading).ToContainTextAsync(run);
        await Expect(page.Page).ToHaveURLAsync(new Regex(address));
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Succeeded", new() { Timeout = Patience });
    }

    private static ILocator Action(ConsolePage page, string title) => page.Page.Locator("main .head .action").Filter(new() { HasTextRegex = new Regex($"^{title}$") });

    private static ILocator Dialog(ConsolePage page) => page.Page.GetByRole(AriaRole.Dialog);

    private static ILocator Toast(ConsolePage page) => page.Page.Locator(".toast").Last;
}
