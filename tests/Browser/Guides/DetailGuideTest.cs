using System.Reflection;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Tests of lists and pages that the larger guides describe, where the example is.</summary>
public abstract class DetailGuideTest(BrowserFixture fixture, SandboxFixture? sandbox) : BrowserTest(fixture)
{
    private DetailGround? ground;

    /// <summary>The cluster with the example.</summary>
    protected DetailGround Ground => ground ?? throw new InvalidOperationException("The test has not begun.");

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (sandbox is not null)
        {
            ground = await DetailGrounds.InSandboxAsync(sandbox);
            return;
        }

        Assert.SkipUnless(Cluster.Fake is null, "This is tried with a real API server: set CONSOLE_TEST_KUBECONFIG. The sandbox has the same tests.");
        await CreateNamespaceAsync();
        ground = await DetailGrounds.MakeAsync(Cluster, ConsoleOf(Cluster.Kubeconfig), Namespace, Token);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (sandbox is null && ground is not null)
        {
            await DetailGrounds.RemoveAsync(Cluster, ground);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a page.</summary>
    protected async Task<ConsolePage> GoAsync(string address)
    {
        ConsolePage page = await OpenAsync(Ground.Console);
        await page.GoAsync(address);
        return page;
    }

    /// <summary>Opens the page of an object, until it is there.</summary>
    protected async Task<ConsolePage> GoToObjectAsync(string address)
    {
        ConsolePage page = await GoAsync(address);
        await page.Basic("Name").WaitForAsync();
        return page;
    }

    /// <summary>Opens a list by the navigation.</summary>
    protected async Task<ConsolePage> GoByNavigationAsync(string entry)
    {
        ConsolePage page = await GoAsync(Ground.Address(""));
        await page.Page.Locator(".group[data-group=backups]").GetByRole(AriaRole.Link, new() { Name = entry, Exact = true }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync(entry);
        return page;
    }

    /// <summary>Chooses a namespace, and sees that no row of another is left.</summary>
    protected static async Task FilterByNamespaceAsync(ConsolePage page, string ns)
    {
        await Expect(page.Page.GetByLabel("Select Namespace").Locator($"option[value='{ns}']")).ToBeAttachedAsync();
        await page.Page.GetByLabel("Select Namespace").SelectOptionAsync(ns);
        await Expect(page.Page).ToHaveURLAsync(new Regex($"[?&]namespace={ns}$"));
        ILocator inside = page.Page.Locator("td.ns").GetByText(ns, new() { Exact = true });
        await Expect(page.Rows.Filter(new() { Has = inside }).First).ToBeVisibleAsync();
        await Expect(page.Rows.Filter(new() { HasNot = inside })).ToHaveCountAsync(0);
    }

    /// <summary>Rows of a linked table.</summary>
    protected static ILocator Linked(ConsolePage page, string heading) => page.Page.Locator($"table[aria-label='{heading}'] tbody tr");

    /// <summary>The section of a linked table, with what it says.</summary>
    protected static ILocator Section(ConsolePage page, string heading) => page.Page.Locator($"section[aria-labelledby='linked-{heading.Replace(' ', '-')}']");

    /// <summary>A cell of the first row of a linked table.</summary>
    protected static async Task<ILocator> CellAsync(ConsolePage page, string heading, string column)
    {
        await Linked(page, heading).First.WaitForAsync();
        string[] titles = [.. (await page.Page.Locator($"table[aria-label='{heading}'] thead th").AllTextContentsAsync()).Select(title => title.Trim())];
        return Linked(page, heading).First.Locator("td").Nth(Array.IndexOf(titles, column));
    }

    /// <summary>The names of a class's tests, as its guide would write them.</summary>
    protected static IEnumerable<string> RowsOf(Type tests) =>
        tests.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name.Replace('_', ' '));
}
