using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>A backup started by hand, from the empty form to the end of its run, on a cluster in which backups really go on.</summary>
[Trait("Cluster", "Sandbox")]
public sealed class CreateJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture), IClassFixture<SandboxFixture>
{
    private const string New = "backupsessions.core.kubestash.com/new";

    [Fact]
    public async Task A_backup_is_started_with_the_mouse()
    {
        ConsolePage page = await OpenFormAsync();
        await Screens.LookAsync(page, "create-empty");
        await Button(page, "Preview").ClickAsync();
        await Expect(page.Page.Locator(".form-field.wrong")).ToHaveCountAsync(3);
        await Expect(Field(page, "metadata-namespace")).ToBeFocusedAsync();
        await Screens.LookAsync(page, "create-mistakes");

        await FillAsync(page);
        await page.Page.Locator(".block h2 button").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new label" }).ClickAsync();
        await page.Page.GetByLabel("Key of label 1").FillAsync("team");
        await page.Page.GetByLabel("Value of label 1").FillAsync("shop");
        await Field(page, "spec-backupTimeout").ClickAsync();
        await page.Page.GetByRole(AriaRole.Option, new() { Name = "2 hours" }).ClickAsync();
        await Expect(Field(page, "spec-backupTimeout")).ToHaveValueAsync("2h");
        await Screens.LookAsync(page, "create-filled");
        await PreviewAsync(page);
        await Expect(page.Page.Locator(".plan")).ToContainTextAsync("1 object will be created in namespace demo");
        await Screens.LookAsync(page, "create-preview");

        await Button(page, "Submit").ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/n/demo/o/mongodb-full-backup-[0-9]{10}$"));
        await Expect(page.Page.Locator(".toasts")).ToContainTextAsync("was created");
    }

    [Fact]
    public async Task A_backup_is_started_with_the_keyboard_alone()
    {
        ConsolePage page = await OpenFormAsync();
        await Field(page, "metadata-namespace").FocusAsync();
        await page.Page.Keyboard.TypeAsync("demo");
        await Expect(Field(page, "spec-invoker-name").Locator("option[value=mongodb]")).ToBeAttachedAsync();
        await TabToAsync(page, "spec-invoker-name");
        await page.Page.Keyboard.TypeAsync("mongodb");
        await Expect(Field(page, "spec-session").Locator("option[value=full-backup]")).ToBeAttachedAsync();
        await TabToAsync(page, "spec-session");
        await page.Page.Keyboard.TypeAsync("full-backup");
        await TabToAsync(page, "spec-backupTimeout");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Page.Locator(".options .at")).ToContainTextAsync("5 minutes");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Page.Locator(".options .at")).ToContainTextAsync("10 minutes");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Field(page, "spec-backupTimeout")).ToHaveValueAsync("10m");
        await TabToAsync(page, Button(page, "Preview"));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-manifest]")).ToBeVisibleAsync();
        await Expect(page.Heading).ToBeFocusedAsync();
        await Button(page, "Submit").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/n/demo/o/mongodb-full-backup-[0-9]{10}$"));
    }

    [Fact]
    public async Task A_half_filled_form_survives_a_reload_on_both_steps()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await Field(page, "spec-backupTimeout").FillAsync("3h");
        await Expect(Field(page, "spec-backupTimeout")).ToHaveValueAsync("3h");
        await KeptAsync(page, "3h");

        await page.Page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(Field(page, "spec-backupTimeout")).ToHaveValueAsync("3h");
        await Expect(Field(page, "metadata-namespace")).ToHaveValueAsync("demo");
        await Expect(Field(page, "spec-invoker-name")).ToHaveValueAsync("mongodb");
        await Expect(Field(page, "spec-session")).ToHaveValueAsync("full-backup");

        await PreviewAsync(page);
        await page.Page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(page.Page.Locator("[data-manifest]")).ToBeVisibleAsync();
        await Expect(Button(page, "Submit")).ToBeEnabledAsync();
        await page.Page.GoBackAsync();
        await Expect(Field(page, "spec-backupTimeout")).ToHaveValueAsync("3h");
    }

    [Fact]
    public async Task A_mistake_the_API_server_points_out_is_corrected_and_nothing_typed_is_lost()
    {
        ConsolePage page = await OpenFormAsync();
        await FillAsync(page);
        await PreviewAsync(page);
        await ToTheEndAsync(page);
        await page.Page.Keyboard.TypeAsync("  sesion: oops");
        await KeptAsync(page, "oops");

        await Button(page, "Submit").ClickAsync();
        await Expect(page.Page.Locator(".notice").First).ToContainTextAsync("Nothing was created");
        await Expect(page.Page.Locator(".problems")).ToContainTextAsync("spec.sesion");
        await Screens.LookAsync(page, "create-refused");
        await Button(page, "Previous").ClickAsync();
        await Expect(Field(page, "spec-session")).ToHaveValueAsync("full-backup");
        await PreviewAsync(page);
        await ToTheEndAsync(page);
        await page.Page.Keyboard.PressAsync("Shift+ArrowUp");
        await page.Page.Keyboard.PressAsync("Delete");
        await Expect(page.Page.Locator("[data-editor-host] .view-lines")).Not.ToContainTextAsync("sesion");

        await Button(page, "Submit").ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/n/demo/o/mongodb-full-backup-[0-9]{10}$"));
    }

    private async Task<ConsolePage> OpenFormAsync()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address(New));
        await Expect(Field(page, "metadata-namespace").Locator("option[value=demo]")).ToBeAttachedAsync();
        return page;
    }

    private static async Task FillAsync(ConsolePage page)
    {
        await Field(page, "metadata-namespace").SelectOptionAsync("demo");
        await Field(page, "spec-invoker-name").SelectOptionAsync("mongodb");
        await Field(page, "spec-session").SelectOptionAsync("full-backup");
        await Expect(page.Page.Locator("#fieldspec-session-help")).ToContainTextAsync("mongodb-addon");
    }

    private static async Task PreviewAsync(ConsolePage page)
    {
        await Button(page, "Preview").ClickAsync();
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
    }

    // The spec comes last, so a line at the end belongs to it.
    private static async Task ToTheEndAsync(ConsolePage page)
    {
        await page.Page.Locator("[data-editor-host] .view-lines").ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
    }

    private static Task<IJSHandle> KeptAsync(ConsolePage page, string text) =>
        page.Page.WaitForFunctionAsync("text => Object.entries(sessionStorage).some(([name, value]) => name.startsWith('console-draft:') && value.includes(text))", text);

    private static Task TabToAsync(ConsolePage page, string path) => TabToAsync(page, Field(page, path));

    private static async Task TabToAsync(ConsolePage page, ILocator target)
    {
        for (int stops = 0; stops < 12; stops++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {target}.");
    }

    private static ILocator Field(ConsolePage page, string path) => page.Page.Locator($"#field{path}");

    private static ILocator Button(ConsolePage page, string words) => page.Page.Locator("main button").Filter(new() { HasText = words }).Last;
}
