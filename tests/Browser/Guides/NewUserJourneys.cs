using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What somebody does who has never seen the console: finds out why a backup failed, and takes one. Once with the mouse, once without.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class NewUserJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    private const string WrongValue = "shop!";
    private const string Cause = "missing RESTIC_PASSWORD key";

    [Fact]
    public async Task With_the_mouse_alone_a_failure_is_explained_and_a_backup_is_taken()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address(""));
        await page.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }).ClickAsync();
        await ChooseAsync(page, "Select Namespace", "finance");
        await Expect(page.Page).ToHaveURLAsync(new Regex("namespace=finance"));
        await page.Page.Locator(".phases").GetByRole(AriaRole.Button, new() { Name = "Failed" }).ClickAsync();
        await OnlyFailedAsync(page);
        await page.Rows.First.Locator("td.name a").ClickAsync();
        await CauseIsToldAsync(page);

        await page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumbs" }).GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }).ClickAsync();
        await ChooseAsync(page, "Select Namespace", "demo");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }).ClickAsync();
        await Expect(Field(page, "Namespace")).ToHaveValueAsync("demo");
        await ChooseAsync(page, "Invoker Name", "mongodb");
        await ChooseAsync(page, "Session", "full-backup");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Labels & Annotations" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new label" }).ClickAsync();
        await TypeIntoAsync(page, "Key of label 1", "team");
        await TypeIntoAsync(page, "Value of label 1", "shop");
        await Field(page, "Timeout").ClickAsync();
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "2 hours" }).ClickAsync();
        await Button(page, "Preview").ClickAsync();
        await Expect(Text(page)).ToContainTextAsync("backupTimeout: 2h");

        await Word(page, "shop").DblClickAsync();
        await page.Page.Keyboard.TypeAsync(WrongValue);
        await Button(page, "Submit").ClickAsync();
        await RefusedAsync(page);
        await page.Page.Locator(".problems button").First.ClickAsync();
        await Word(page, "shop").DblClickAsync();
        await CorrectAsync(page);
        await Button(page, "Submit").ClickAsync();
        await SucceedsAsync(page);
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_failure_is_explained_and_a_backup_is_taken()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address(""));
        await TabToAsync(page, page.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading).ToHaveTextAsync("Recent Backups");
        await Expect(page.Page.GetByLabel("Select Namespace").Locator("option[value=finance]")).ToBeAttachedAsync();
        await TabToAsync(page, page.Page.GetByLabel("Select Namespace"));
        await page.Page.Keyboard.TypeAsync("finance");
        await Expect(page.Page).ToHaveURLAsync(new Regex("namespace=finance"));
        await TabToAsync(page, page.Page.Locator(".phases").GetByRole(AriaRole.Button, new() { Name = "Failed" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await OnlyFailedAsync(page);
        await TabToAsync(page, page.Rows.First.Locator("td.name a"));
        await page.Page.Keyboard.PressAsync("Enter");
        await CauseIsToldAsync(page);

        await TabToAsync(page, page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumbs" }).GetByRole(AriaRole.Link, new() { Name = "Recent Backups" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading).ToHaveTextAsync("Recent Backups");
        await Expect(page.Page.GetByLabel("Select Namespace").Locator("option[value=demo]")).ToBeAttachedAsync();
        await TabToAsync(page, page.Page.GetByLabel("Select Namespace"));
        await page.Page.Keyboard.TypeAsync("demo");
        await Expect(page.Page).ToHaveURLAsync(new Regex("namespace=demo"));
        await TabToAsync(page, page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Field(page, "Namespace")).ToHaveValueAsync("demo");

        await TabToAsync(page, page.Page.GetByRole(AriaRole.Button, new() { Name = "Labels & Annotations" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new label" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.Page.GetByLabel("Key of label 1"));
        await page.Page.Keyboard.TypeAsync("team");
        await TabToAsync(page, page.Page.GetByLabel("Value of label 1"));
        await page.Page.Keyboard.TypeAsync("shop");
        await PickAsync(page, "Invoker Name", "mongodb");
        await PickAsync(page, "Session", "full-backup");
        await TabToAsync(page, Field(page, "Timeout"));
        await page.Page.Keyboard.TypeAsync("2h");
        await TabToAsync(page, Button(page, "Preview"));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Text(page)).ToContainTextAsync("backupTimeout: 2h");

        await TabToAsync(page, page.Page.Locator("[data-editor-host] textarea"));
        await ToEndOfLabelAsync(page);
        await page.Page.Keyboard.TypeAsync("!");
        await SubmitWithKeysAsync(page);
        await RefusedAsync(page);
        await TabToAsync(page, page.Page.Locator("[data-editor-host] textarea"), back: true);
        await ToEndOfLabelAsync(page);
        await page.Page.Keyboard.PressAsync("Backspace");
        await Expect(Text(page)).Not.ToContainTextAsync(WrongValue);
        await SubmitWithKeysAsync(page);
        await SucceedsAsync(page);
    }

    private static async Task OnlyFailedAsync(ConsolePage page)
    {
        await Expect(page.Rows.First.Locator("td.phase .chip")).ToHaveTextAsync("Failed");
        await Expect(page.Rows.First.Locator("td.ns")).ToHaveTextAsync("finance");
        await Expect(page.Rows.First.Locator("td.name")).ToContainTextAsync("invoices-hourly");
    }

    private static async Task CauseIsToldAsync(ConsolePage page)
    {
        await Expect(page.Page.Locator(".story h2")).ToContainTextAsync("password");
        await Expect(page.Page.Locator(".story .evidence")).ToContainTextAsync(Cause);
        await Expect(page.Page.Locator(".story")).ToContainTextAsync("What helps");
    }

    private static async Task RefusedAsync(ConsolePage page)
    {
        await Expect(page.Page.Locator(".notice").First).ToContainTextAsync("Nothing was created");
        await Expect(page.Page.Locator(".problems")).ToContainTextAsync(WrongValue);
    }

    // The caret is somewhere in the value.
    private static async Task CorrectAsync(ConsolePage page)
    {
        await page.Page.Keyboard.PressAsync("End");
        await page.Page.Keyboard.PressAsync("Backspace");
        await Expect(Text(page)).Not.ToContainTextAsync(WrongValue);
        await Expect(Text(page)).ToContainTextAsync("team: shop");
    }

    private static async Task SucceedsAsync(ConsolePage page)
    {
        await Expect(page.Page).ToHaveURLAsync(new Regex("/n/demo/o/mongodb-full-backup-[0-9]{10}$"));
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Succeeded", new() { Timeout = (float)SandboxFixture.Patience.TotalMilliseconds });
        ILocator basic = page.Page.Locator("section[aria-labelledby=basic-title]");
        await Expect(basic.Locator("dt:text-is('Labels') + dd")).ToContainTextAsync("team: shop");
        await Expect(basic.Locator("dt:text-is('Timeout') + dd")).ToHaveTextAsync("2h");
        await Expect(page.Page.Locator("table[aria-label=Snapshots] tbody td.phase .chip")).ToHaveTextAsync("Succeeded");
    }

    private static async Task ChooseAsync(ConsolePage page, string label, string value)
    {
        await Expect(Field(page, label).Locator($"option[value='{value}']")).ToBeAttachedAsync();
        await Field(page, label).SelectOptionAsync(value);
        await Expect(Field(page, label)).ToHaveValueAsync(value);
    }

    private static async Task TypeIntoAsync(ConsolePage page, string label, string text)
    {
        await page.Page.GetByLabel(label).ClickAsync();
        await page.Page.Keyboard.TypeAsync(text);
    }

    private static async Task PickAsync(ConsolePage page, string label, string value)
    {
        await Expect(Field(page, label).Locator($"option[value='{value}']")).ToBeAttachedAsync();
        await TabToAsync(page, Field(page, label));
        await page.Page.Keyboard.TypeAsync(value);
        await Expect(Field(page, label)).ToHaveValueAsync(value);
    }

    private static async Task SubmitWithKeysAsync(ConsolePage page)
    {
        await page.Page.Keyboard.PressAsync("Escape");
        await TabToAsync(page, Button(page, "Submit"));
        await page.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task ToEndOfLabelAsync(ConsolePage page)
    {
        string[] lines = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-editor-host] .view-line')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map(line => line.textContent)");
        int at = lines.TakeWhile(line => !line.Contains("team:", StringComparison.Ordinal)).Count();
        Assert.True(at < lines.Length, string.Join('\n', lines));
        await page.Page.Keyboard.PressAsync("Control+Home");
        for (int line = 0; line < at; line++)
        {
            await page.Page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Page.Keyboard.PressAsync("End");
    }

    private static async Task TabToAsync(ConsolePage page, ILocator target, bool back = false)
    {
        await target.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (int stops = 0; stops < 80; stops++)
        {
            await page.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {target}.");
    }

    private static ILocator Word(ConsolePage page, string word) => Text(page).Locator($"span:not(:has(*)):text('{word}')").First;

    private static ILocator Text(ConsolePage page) => page.Page.Locator("[data-editor-host] .view-lines");

    private static ILocator Field(ConsolePage page, string label) => page.Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });

    private static ILocator Button(ConsolePage page, string words) => page.Page.Locator("main button").Filter(new() { HasText = words }).Last;
}
