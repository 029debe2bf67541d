using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Pages and states of "Recent Backups" in both sizes: nothing scrolls sideways, and people get pictures to look at.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class GuideLooks(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    private const string List = ConsolePage.List;

    [Fact]
    public async Task Every_page_and_state_fits_a_wide_and_a_narrow_window()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        page.Allow("404");
        foreach ((string state, string address, string ready) in ((string, string, string)[])
        [
            ("list", SandboxFixture.Address(List), "table[role=table] tbody tr"),
            ("nothing-matches", SandboxFixture.Address($"{List}?q=no-such-thing"), "main .state"),
            ("empty", SandboxFixture.Address($"{List}?namespace=stash"), "main .state"),
            ("not-found", SandboxFixture.Address($"{List}/n/demo/o/no-such-run"), "main .state"),
            ("forbidden", $"/c/sandbox-nobody/{List}", "main .state"),
            ("form", SandboxFixture.Address($"{List}/new"), "main .fields"),
        ])
        {
            await page.GoAsync(address);
            await page.Page.Locator(ready).First.WaitForAsync();
            await Screens.LookAsync(page, $"guide-{state}");
        }

        foreach (string phase in (string[])["Failed", "Succeeded"])
        {
            await page.GoAsync(SandboxFixture.Address($"{List}?namespace=finance&phase={phase}"));
            await page.Rows.First.Locator("td.name a").ClickAsync();
            ILocator snapshots = page.Page.Locator("table[aria-label=Snapshots] tbody tr").First;
            await snapshots.WaitForAsync();
            await Screens.LookAsync(page, $"guide-{phase}");
            await page.Page.EvaluateAsync("() => document.querySelector('#linked-Snapshots').scrollIntoView()");
            await Screens.LookAsync(page, $"guide-{phase}-below");
        }
    }
}
