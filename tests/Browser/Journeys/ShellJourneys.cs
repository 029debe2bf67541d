using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What is around every page: navigation, clusters, theme, and what a browser remembers of them.</summary>
public sealed class ShellJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Address = $"/c/admin/{ConsolePage.List}";

    [Fact]
    public async Task The_navigation_has_the_guide_s_entries_and_is_walked_with_the_keyboard()
    {
        ConsolePage page = await OpenListAsync();
        string[] entries = await Side(page).Locator(".group[data-group=backups] a").AllInnerTextsAsync() is { } texts ? [.. texts] : [];
        Assert.Equal(["Backup Configuration", "Recent Backups", "BackupStorage", "Repository", "Recent Restores", "Snapshot"], entries);
        await Expect(Side(page).Locator("[aria-current]")).ToHaveTextAsync("Recent Backups");

        await Side(page).GetByRole(AriaRole.Button, new() { Name = "More kinds" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Side(page).GetByRole(AriaRole.Link, new() { Name = "Addon" })).ToBeHiddenAsync();
        await page.Page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(Side(page).GetByRole(AriaRole.Link, new() { Name = "Addon" })).ToBeHiddenAsync();
        await Expect(Side(page).GetByRole(AriaRole.Button, new() { Name = "More kinds" })).ToHaveAttributeAsync("aria-expanded", "false");

        await Side(page).GetByRole(AriaRole.Link, new() { Name = "Overview" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page).Not.ToHaveURLAsync(new Regex(Regex.Escape(ConsolePage.List)));
        await page.Page.GoBackAsync();
        await page.StatusIsAsync("Live");
        await Expect(Side(page).Locator("[aria-current]")).ToHaveTextAsync("Recent Backups");
    }

    [Fact]
    public async Task A_narrow_navigation_is_remembered_and_nothing_jumps_when_the_page_is_loaded_again()
    {
        ConsolePage page = await OpenListAsync();
        double wide = (await BoxAsync(Side(page))).Width;
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Collapse" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Collapse" })).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Page.WaitForFunctionAsync("before => document.getElementById('side').offsetWidth < before / 2", wide);
        await Screens.LookAsync(page, "side-narrow");

        // Every width the navigation ever has, from the first paint on.
        await page.Page.AddInitScriptAsync(
            """
            window.widths = [];
            const note = () => {
              const side = document.getElementById('side');
              if (side && widths.at(-1) !== side.offsetWidth) {
                widths.push(side.offsetWidth);
              }
              requestAnimationFrame(note);
            };
            note();
            """);
        await page.Page.ReloadAsync();
        await page.StatusIsAsync("Live");
        Assert.Single(await page.Page.EvaluateAsync<int[]>("() => window.widths"));
    }

    [Fact]
    public async Task On_a_narrow_screen_the_navigation_is_a_drawer_that_keeps_the_focus_and_closes_with_Escape()
    {
        ConsolePage page = await OpenListAsync(Screens.Narrow);
        ILocator open = page.Page.GetByRole(AriaRole.Button, new() { Name = "Navigation", Exact = true });
        await Expect(Side(page)).ToBeHiddenAsync();
        await open.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Side(page)).ToBeVisibleAsync();
        await Expect(Side(page).Locator("[aria-current]")).ToBeFocusedAsync();
        for (int i = 0; i < 40; i++)
        {
            await page.Page.Keyboard.PressAsync(i < 30 ? "Tab" : "Shift+Tab");
            Assert.True(await page.Page.EvaluateAsync<bool>("() => document.getElementById('side').contains(document.activeElement)"), $"The focus left after {i + 1} steps.");
        }

        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(Side(page)).ToBeHiddenAsync();
        await Expect(open).ToBeFocusedAsync();

        await open.ClickAsync();
        await Side(page).GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }).ClickAsync();
        await Expect(Side(page)).ToBeHiddenAsync();
        await page.Filter.FillAsync("can be used again");
    }

    [Fact]
    public async Task The_chosen_theme_is_there_before_the_first_paint_and_System_follows_the_system()
    {
        ConsolePage page = await OpenListAsync();
        await ChooseThemeAsync(page, "Dark");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        string dark = await BackgroundAsync(page);

        await page.Page.AddInitScriptAsync(
            """
            window.grounds = [];
            const look = () => {
              if (document.body) {
                const ground = getComputedStyle(document.body).backgroundColor;
                if (grounds.at(-1) !== ground) {
                  grounds.push(ground);
                }
              }
              requestAnimationFrame(look);
            };
            look();
            """);
        await page.Page.ReloadAsync();
        await page.StatusIsAsync("Live");
        Assert.Equal([dark], await page.Page.EvaluateAsync<string[]>("() => window.grounds"));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Dark" })).ToHaveAttributeAsync("aria-checked", "true");
        await page.Page.Keyboard.PressAsync("Escape");

        await ChooseThemeAsync(page, "System");
        await Expect(page.Page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", new Regex("."));
        Assert.NotEqual(dark, await BackgroundAsync(page));
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal(dark, await BackgroundAsync(page));
    }

    [Fact]
    public async Task The_chosen_theme_outlives_a_page_that_is_merged_in_before_the_circuit_is_up()
    {
        ConsolePage page = await OpenListAsync();
        page.Allow("_blazor|ERR_FAILED|WebSocket|Failed to (fetch|complete|start)");
        await ChooseThemeAsync(page, "Dark");
        await page.Page.RouteAsync(new Regex("/_blazor"), route => route.AbortAsync());
        await page.Page.ReloadAsync();
        await page.Page.WaitForFunctionAsync("() => window.Blazor");
        await page.Page.EvaluateAsync("() => window.samePage = true");
        await Side(page).GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Overview");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.samePage === true"), "The page was merged in, not loaded.");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Another_cluster_is_chosen_with_the_keyboard_and_the_kind_stays()
    {
        FakeApiServer server = Own(await FakeApiServer.StartAsync());
        string authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.AuthorityPem));
        string kubeconfig = await WriteAsync($$"""
            apiVersion: v1
            kind: Config
            clusters:
              - name: one
                cluster: {server: "{{server.Address}}", certificate-authority-data: {{authority}} }
            users: [{name: admin, user: {token: admin-token} }]
            contexts:
              - {name: alpha, context: {cluster: one, user: admin} }
              - {name: beta, context: {cluster: one, user: admin} }
              - {name: gamma, context: {cluster: one, user: admin} }
            current-context: alpha
            """);
        ConsolePage page = await OpenAsync(StartConsole(kubeconfig));
        await page.GoAsync($"/c/alpha/{ConsolePage.List}?namespace=demo");
        await page.StatusIsAsync("Live");
        ILocator button = page.Page.Locator("header.top .cluster");
        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Item(page, "alpha")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("End");
        await Expect(Item(page, "All clusters")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Item(page, "alpha")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(Item(page, "alpha")).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();

        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("g");
        await Expect(Item(page, "gamma")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(new Regex($"/c/gamma/{Regex.Escape(ConsolePage.List)}$"));
        await page.StatusIsAsync("Live");
        await Expect(button.Locator(".name")).ToHaveTextAsync("gamma");
    }

    [Fact]
    public async Task Who_one_is_is_told_as_the_server_says()
    {
        ConsolePage page = await OpenListAsync();
        ILocator who = page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^You are (?!the user)") });
        await who.ClickAsync();
        await Expect(page.Page.Locator("#identity-menu")).ToContainTextAsync("you are");
        await Expect(page.Page.Locator("#identity-menu")).ToContainTextAsync("system:masters");
        await Screens.LookAsync(page, "identity");
    }

    [Fact]
    public async Task Columns_are_hidden_and_shown_and_the_choice_is_in_the_address_and_remembered()
    {
        ConsolePage page = await OpenListAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Name", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        await Screens.LookAsync(page, "columns");
        await page.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Timeout" }).ClickAsync();
        await Expect(Heading(page, "Timeout")).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Invoker Kind" }).ClickAsync();
        await Expect(Heading(page, "Invoker Kind")).ToHaveCountAsync(0);
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]cols=name,namespace|[?&]cols=name%2Cnamespace"));
        await page.Page.GoBackAsync();
        await Expect(Heading(page, "Invoker Kind")).ToHaveCountAsync(1);

        // In another visit without a choice in the address, the last one made here counts; one in the address wins.
        await page.GoAsync(Address);
        await Expect(Heading(page, "Timeout")).ToHaveCountAsync(0);
        await page.GoAsync($"{Address}?cols=timeout");
        await Expect(page.Page.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Name", "Timeout"]);
    }

    [Fact]
    public async Task Rows_per_page_are_chosen_and_Back_takes_the_choice_back()
    {
        ConsolePage page = await OpenListAsync();
        await Expect(page.Rows).ToHaveCountAsync(10);
        await Expect(page.Footer.Locator(".showing")).ToHaveTextAsync("Showing 1 to 10 of 45 Items");
        await page.Footer.GetByRole(AriaRole.Button, new() { Name = "Page 3", Exact = true }).ClickAsync();
        await Expect(page.Footer.Locator(".showing")).ToHaveTextAsync("Showing 21 to 30 of 45 Items");
        await page.Page.GetByLabel("Rows per page").SelectOptionAsync("20");
        await Expect(page.Footer.Locator(".showing")).ToHaveTextAsync("Showing 21 to 40 of 45 Items");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]size=20"));
        await page.Page.GoBackAsync();
        await Expect(page.Footer.Locator(".showing")).ToHaveTextAsync("Showing 21 to 30 of 45 Items");
        await page.Page.GoForwardAsync();
        await Expect(page.Rows).ToHaveCountAsync(20);
        await page.Filter.FillAsync("s-007");
        await Expect(page.Footer.Locator(".showing")).ToHaveTextAsync("Showing 1 to 1 of 1 Item");
    }

    [Fact]
    public async Task A_phase_is_chosen_by_its_number_and_the_address_says_so()
    {
        ConsolePage page = await OpenListAsync();
        ILocator failed = page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Failed 5$") });
        await failed.ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(5);
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]phase=Failed"));
        await Expect(failed).ToHaveAttributeAsync("aria-pressed", "true");
        await Screens.LookAsync(page, "list-phase");
        await page.Page.GoBackAsync();
        await Expect(page.Rows).ToHaveCountAsync(10);
    }

    private static ILocator Side(ConsolePage page) => page.Page.Locator("#side");

    private static ILocator Item(ConsolePage page, string name) => page.Page.Locator("#cluster-menu [role=menuitem]").Filter(new() { HasText = name });

    private static ILocator Heading(ConsolePage page, string title) => page.Page.GetByRole(AriaRole.Columnheader, new() { Name = title, Exact = true });

    private static Task<string> BackgroundAsync(ConsolePage page) => page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static async Task ChooseThemeAsync(ConsolePage page, string theme)
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = theme }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = theme })).ToBeHiddenAsync();
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) =>
        await locator.BoundingBoxAsync() ?? throw new InvalidOperationException($"{locator} is not drawn.");

    /// <summary>Forty-five sessions, five of them failed.</summary>
    private async Task<ConsolePage> OpenListAsync(ViewportSize? size = null)
    {
        FakeApiServer server = Own(await FakeApiServer.StartAsync());
        server.Seed(FakeKinds.BackupSessions, 45, i =>
        {
            JsonObject session = TestCluster.Session("demo", $"s-{i:d3}");
            session["metadata"]!["creationTimestamp"] = $"2026-01-01T{i / 60:d2}:{i % 60:d2}:00Z";
            session["status"] = new JsonObject { ["phase"] = i % 9 == 0 ? "Failed" : "Succeeded" };
            return session;
        });
        ConsolePage page = await OpenAsync(StartConsole(server.KubeconfigOf("admin")), new() { ViewportSize = size ?? Screens.Wide });
        await page.GoAsync(Address);
        await page.StatusIsAsync("Live");
        return page;
    }
}
