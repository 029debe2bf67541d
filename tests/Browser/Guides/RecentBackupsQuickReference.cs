using System.Reflection;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// The guide's quick reference: each row a test of that name, done as the row says. Where a cluster comes from is for those below: the
/// sandbox, and a real API server on which nobody takes backups.
/// </summary>
public abstract class RecentBackupsQuickReference(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>A cluster with a configuration that has a session, and a run of it that succeeded with a snapshot.</summary>
    /// <param name="Console">The console.</param>
    /// <param name="Slug">Slug of the cluster.</param>
    /// <param name="Namespace">Where everything is.</param>
    protected sealed record Ground(TestConsole Console, string Slug, string Namespace)
    {
        /// <summary>The configuration.</summary>
        public static string Configuration => "mongodb";

        /// <summary>Its session.</summary>
        public static string Session => "full-backup";

        /// <summary>Address of a page, below the cluster.</summary>
        public string Address(string rest) => $"/c/{Slug}/{rest}";
    }

    /// <summary>The cluster of the test, with all that the rows need.</summary>
    protected abstract Ground Cloud { get; }

    /// <summary>Whether somebody takes the backups that are asked for.</summary>
    protected abstract bool HasOperator { get; }

    [Fact]
    public async Task View_all_BackupSessions()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address(""));
        await page.Page.Locator(".group[data-group=backups]").GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync("Recent Backups");
        await Expect(page.Rows.First).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Select Namespace")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Filter_by_namespace()
    {
        ConsolePage page = await OpenListAsync();
        await page.Page.GetByLabel("Select Namespace").SelectOptionAsync(Cloud.Namespace);

        await Expect(page.Page).ToHaveURLAsync(new Regex($"[?&]namespace={Cloud.Namespace}$"));
        ILocator inside = page.Rows.Filter(new() { Has = page.Page.Locator("td.ns").GetByText(Cloud.Namespace, new() { Exact = true }) });
        ILocator outside = page.Rows.Filter(new() { HasNot = page.Page.Locator("td.ns").GetByText(Cloud.Namespace, new() { Exact = true }) });
        await Expect(inside.First).ToBeVisibleAsync();
        await Expect(outside).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task View_session_detail()
    {
        ConsolePage page = await OpenListAsync();
        await FilterAsync(page);
        string name = await page.Rows.First.Locator("td.name .middle").GetAttributeAsync("title") ?? "";
        await page.Row(name).Locator("td.name a").ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync(name);
        await Expect(page.Basic("Name")).ToContainTextAsync(name);
    }

    [Fact]
    public async Task Check_snapshot_status()
    {
        ConsolePage page = await OpenDetailAsync();
        ILocator row = Table(page, "Snapshots").Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row.Locator("td.phase .chip")).ToHaveTextAsync("Succeeded");
        await Expect(row.Locator("td.name")).ToContainTextAsync("mongodb");
    }

    [Fact]
    public async Task View_linked_configuration()
    {
        ConsolePage page = await OpenDetailAsync();
        ILocator row = Table(page, "Backup Configuration").Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync($"MongoDB {Cloud.Namespace}/mongodb");
        await row.Locator("td.name a").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/backupconfigurations\\.core\\.kubestash\\.com/n/{Cloud.Namespace}/o/{Ground.Configuration}$"));
        await Expect(page.Heading).ToHaveTextAsync(Ground.Configuration);
    }

    [Fact]
    public async Task Check_session_phase()
    {
        ConsolePage page = await OpenDetailAsync();
        await Expect(page.Basic("Phase")).ToHaveTextAsync("Succeeded");
    }

    [Fact]
    public async Task Open_the_create_form()
    {
        ConsolePage page = await OpenListAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync("Create BackupSession");
        await Expect(page.Field("Invoker Kind")).ToHaveValueAsync("BackupConfiguration");
    }

    [Fact]
    public async Task Add_labels_or_annotations()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await page.AddLabelsAndAnnotationsAsync();
    }

    [Fact]
    public async Task Select_a_configuration()
    {
        ConsolePage page = await OpenFormAsync();
        await page.Field("Namespace").SelectOptionAsync(Cloud.Namespace);
        ILocator invoker = page.Field("Invoker Name");
        await invoker.SelectOptionAsync(Ground.Configuration);

        await Expect(invoker).ToHaveValueAsync(Ground.Configuration);
        await Expect(invoker.Around()).ToContainTextAsync("backs up MongoDB mongodb");
    }

    [Fact]
    public async Task Select_a_session()
    {
        ConsolePage page = await OpenFormAsync();
        ILocator session = page.Field("Session");
        await Expect(session).ToBeDisabledAsync();
        await FillAsync(page);

        await Expect(session).ToHaveValueAsync(Ground.Session);
        await Expect(session.Locator("option")).ToHaveTextAsync(["Choose a session", Ground.Session]);
    }

    [Fact]
    public async Task Set_operation_timeout()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await page.Field("Timeout").FillAsync("95m");
        await page.PreviewAsync();
        await Expect(page.Text()).ToContainTextAsync("backupTimeout: 95m");
    }

    [Fact]
    public async Task Review_before_creating()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await page.PreviewAsync();

        await Expect(page.Text()).ToContainTextAsync("kind: BackupSession");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" })).ToBeVisibleAsync();
        await Expect(page.Button("Submit")).ToBeEnabledAsync();
        await page.Button("Previous").ClickAsync();
        await Expect(page.Field("Invoker Name")).ToHaveValueAsync(Ground.Configuration);
    }

    [Fact]
    public async Task Edit_manifest_directly()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await page.PreviewAsync();
        await page.Format("JSON").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("\"kind\": \"BackupSession\"");
        await page.Format("YAML").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("kind: BackupSession");
        await page.Text().ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
        await page.Page.Keyboard.TypeAsync("  backupTimeout: 45m");
        await page.Format("JSON").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("\"backupTimeout\": \"45m\"");
    }

    [Fact]
    public async Task Trigger_an_on_demand_backup()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await page.PreviewAsync();
        await page.Button("Submit").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/n/{Cloud.Namespace}/o/{Ground.Configuration}-{Ground.Session}-[0-9]{{10}}$"));
        await Expect(page.Basic("Session")).ToHaveTextAsync(Ground.Session);
        await Expect(Table(page, "Backup Configuration").Locator("tbody tr")).ToHaveCountAsync(1);
        if (HasOperator)
        {
            await Expect(page.Basic("Phase")).ToHaveTextAsync("Succeeded", new() { Timeout = (float)SandboxFixture.Patience.TotalMilliseconds });
            await Expect(Table(page, "Snapshots").Locator("tbody td.phase .chip")).ToHaveTextAsync("Succeeded");
        }
    }

    /// <summary>The names of the tests, as the guide would write them.</summary>
    protected static IEnumerable<string> Rows =>
        typeof(RecentBackupsQuickReference).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name);

    private async Task<ConsolePage> OpenListAsync()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address(ConsolePage.List));
        await Expect(page.Page.GetByLabel("Select Namespace").Locator($"option[value='{Cloud.Namespace}']")).ToBeAttachedAsync();
        return page;
    }

    private async Task FilterAsync(ConsolePage page)
    {
        await page.Page.GetByLabel("Select Namespace").SelectOptionAsync(Cloud.Namespace);
        await page.Page.Locator(".phases").GetByRole(AriaRole.Button, new() { Name = "Succeeded" }).ClickAsync();
        await page.Filter.FillAsync($"{Ground.Configuration}-{Ground.Session}");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]q="));
        await Expect(page.Rows.First.Locator("td.phase .chip")).ToHaveTextAsync("Succeeded");
        await Expect(page.Rows.First.Locator("td.name")).ToContainTextAsync($"{Ground.Configuration}-{Ground.Session}");
    }

    private async Task<ConsolePage> OpenDetailAsync()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address($"{ConsolePage.List}?namespace={Cloud.Namespace}&phase=Succeeded&q={Ground.Configuration}-{Ground.Session}"));
        await page.Rows.First.Locator("td.name a").ClickAsync();
        await page.Basic("Name").WaitForAsync();
        return page;
    }

    private async Task<ConsolePage> OpenFormAsync()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address($"{ConsolePage.List}/new"));
        await Expect(page.Field("Namespace").Locator($"option[value='{Cloud.Namespace}']")).ToBeAttachedAsync();
        return page;
    }

    private async Task FillAsync(ConsolePage page)
    {
        await page.Field("Namespace").SelectOptionAsync(Cloud.Namespace);
        await page.Field("Invoker Name").SelectOptionAsync(Ground.Configuration);
        await page.Field("Session").SelectOptionAsync(Ground.Session);
        await Expect(page.Field("Session")).ToHaveValueAsync(Ground.Session);
    }

    private static ILocator Table(ConsolePage page, string heading) => page.Page.Locator($"table[aria-label='{heading}']");
}
