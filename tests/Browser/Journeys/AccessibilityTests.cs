using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What axe has to say about pages and states, light and dark.</summary>
[Trait("Cluster", "Sandbox")]
public sealed class AccessibilityTests(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture), IClassFixture<SandboxFixture>
{
    private const string Sessions = "backupsessions.core.kubestash.com";

    private static readonly string[] Forms =
    [
        Sessions, "backupconfigurations.core.kubestash.com", "backupstorages.storage.kubestash.com", "repositories.storage.kubestash.com", "retentionpolicies.storage.kubestash.com",
        "restoresessions.core.kubestash.com", "backupverificationsession.core.kubestash.com", "backupverifier.core.kubestash.com",
    ];

    private static readonly string[] Serious = ["serious", "critical"];

    /// <summary>Addresses, each with what is there when the page is complete.</summary>
    public static TheoryData<string, string, ColorScheme> Pages
    {
        get
        {
            TheoryData<string, string, ColorScheme> data = [];
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                data.Add("/?choose", "main .clusters", scheme);
                data.Add(SandboxFixture.Address(""), "main .tiles", scheme);
                data.Add(SandboxFixture.Address(Sessions), "main tbody tr", scheme);
                data.Add(SandboxFixture.Address($"{Sessions}?q=no-such-thing"), "main .state", scheme);
                data.Add(SandboxFixture.Address($"{Sessions}?namespace=demo&phase=Failed"), "main .foot, main .state", scheme);
                data.Add(SandboxFixture.Address($"{Sessions}/n/demo/o/no-such-run"), "main .state", scheme);
                foreach (string kind in Forms)
                {
                    data.Add(SandboxFixture.Address($"{kind}/new"), "main .form-field", scheme);
                }

                data.Add(SandboxFixture.Address("restoresessions.core.kubestash.com/new?namespace=finance&repository=ledger-repo"), "#fieldspec-target-name", scheme);
                data.Add(SandboxFixture.Address("backupverificationsession.core.kubestash.com/new?namespace=finance&repository=ledger-repo"), "main .form-field", scheme);
                data.Add(SandboxFixture.Address("functions.addons.kubestash.com/new"), ".editor[data-state=ready]", scheme);
                data.Add(SandboxFixture.Address("backupblueprints.core.kubestash.com/new"), ".editor[data-state=ready]", scheme);
                data.Add(SandboxFixture.Address("functions.addons.kubestash.com"), "main tbody tr", scheme);
                data.Add(SandboxFixture.Address("no.such.kind"), "main .state", scheme);
                data.Add("/c/sandbox-nobody/" + Sessions, "main .state", scheme);
                data.Add("/c/no-such-cluster", "main .state", scheme);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_serious_is_wrong(string address, string ready, ColorScheme scheme)
    {
        ConsolePage page = await OpenAsync(sandbox.Console, new BrowserNewContextOptions { ViewportSize = Screens.Wide, ColorScheme = scheme });
        page.Allow("404");
        await page.GoAsync(address);
        await page.Page.Locator(ready).First.WaitForAsync();

        await NothingSeriousAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_serious_is_wrong_with_a_failed_run(ColorScheme scheme)
    {
        ConsolePage page = await OpenAsync(sandbox.Console, new BrowserNewContextOptions { ViewportSize = Screens.Wide, ColorScheme = scheme });
        await page.GoAsync(SandboxFixture.Address($"{Sessions}?phase=Failed"));
        await page.Rows.First.Locator("td.name a").ClickAsync();
        await page.Page.Locator(".story .evidence").WaitForAsync();
        await page.Page.Locator("table[aria-label=Snapshots] tbody tr").First.WaitForAsync();

        await NothingSeriousAsync(page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await NothingSeriousAsync(page);
    }

    /// <summary>Every kind, light and dark.</summary>
    public static TheoryData<string, ColorScheme> Kinds
    {
        get
        {
            TheoryData<string, ColorScheme> data = [];
            foreach (ResourceKind kind in KubeStashKinds.All)
            {
                data.Add(kind.Id, ColorScheme.Light);
                data.Add(kind.Id, ColorScheme.Dark);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_serious_is_wrong_with_the_list_and_the_page_of_a_kind(string id, ColorScheme scheme)
    {
        ConsolePage page = await OpenAsync(sandbox.Console, new BrowserNewContextOptions { ViewportSize = Screens.Wide, ColorScheme = scheme });
        await page.GoAsync(SandboxFixture.Address(id));
        await page.Page.Locator("tbody td.name a").First.WaitForAsync();
        await NothingSeriousAsync(page);

        await page.Page.Locator("tbody td.name a").First.ClickAsync();
        await page.Page.Locator("section[aria-labelledby=basic-title] dl").WaitForAsync();
        await Expect(page.Page.Locator("main [aria-busy]")).ToHaveCountAsync(0);
        await NothingSeriousAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_serious_is_wrong_with_a_preview(ColorScheme scheme)
    {
        ConsolePage page = await OpenAsync(sandbox.Console, new BrowserNewContextOptions { ViewportSize = Screens.Wide, ColorScheme = scheme });
        await page.GoAsync(SandboxFixture.Address($"{Sessions}/new?namespace=demo&invoker=mongodb&session=full-backup"));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await page.Page.Locator(".editor[data-state=ready]").WaitForAsync();

        await NothingSeriousAsync(page);
    }

    private static async Task NothingSeriousAsync(ConsolePage page)
    {
        AxeResult result = await page.Page.RunAxe();
        string[] found = [.. result.Violations.Where(rule => Serious.Contains(rule.Impact)).Select(rule => $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}")];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
