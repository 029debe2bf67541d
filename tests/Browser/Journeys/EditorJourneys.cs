using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Guides;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>The manifest editor of the preview, as people treat it: whole texts at once, long ones, broken ones, without a mouse.</summary>
public sealed class EditorJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture), IClassFixture<SandboxFixture>
{
    private const string Filled = "backupsessions.core.kubestash.com/new?namespace=demo&invoker=mongodb&session=full-backup";
    private const int Long = 900_000;

    [Fact]
    public async Task A_whole_manifest_in_one_long_line_is_taken_as_it_was_given()
    {
        ConsolePage page = await OpenPreviewAsync();
        string line = LongLine("inserted");
        Assert.True(line.Length > 600);

        await page.SelectAllTextAsync();
        await page.Page.Keyboard.InsertTextAsync(line);

        Assert.Equal(line, await page.EditorTextAsync());
        await KeptAsync(page, "inserted");
        await Expect(Button(page, "Submit")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_real_paste_is_taken_as_it_was_copied()
    {
        ConsolePage page = await OpenPreviewAsync();
        string line = LongLine("pasted");
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", line);

        await page.SelectAllTextAsync();
        await page.Page.Keyboard.PressAsync("Control+V");

        await Expect(page.Page.Locator("[data-editor-host] .view-lines")).ToContainTextAsync("pasted");
        Assert.Equal(line, await page.EditorTextAsync());
        await KeptAsync(page, "pasted");
    }

    [Fact]
    public async Task Letters_typed_over_everything_faster_than_it_is_drawn_do_not_stop_the_browser()
    {
        ConsolePage page = await OpenPreviewAsync();
        await page.SelectAllTextAsync();

        // The quote goes around the selection, whose last line is empty; the letter replaces it in the same moment.
        await page.Page.EvaluateAsync("() => [...'\"a'].forEach(letter => monaco.editor.getEditors()[0].trigger('keyboard', 'type', { text: letter }))");

        Assert.Equal("\"a\"", await page.EditorTextAsync());
        await Expect(page.Page.Locator(".problems .is-error")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_very_long_text_arrives_and_is_told_not_to_be_kept()
    {
        ConsolePage page = await OpenPreviewAsync();
        string before = await page.EditorTextAsync();
        IEnumerable<string> lines = Enumerable.Range(0, 15_000).Select(i => $"    key-{i}: {new string('v', 48)}");
        string text = $"{before.Replace("metadata:", "metadata:\n  annotations:\n" + string.Join('\n', lines), StringComparison.Ordinal)}";
        Assert.True(text.Length > Long);

        await page.SelectAllTextAsync();
        await page.Page.Keyboard.InsertTextAsync(text);

        Assert.Equal(text.Length, (await page.EditorTextAsync()).Length);
        await Expect(page.Notices.Filter(new() { HasText = "What you type is not kept" })).ToBeVisibleAsync();
        await page.SelectAllTextAsync();
        await page.Page.Keyboard.InsertTextAsync(before);
        await Expect(page.Notices.Filter(new() { HasText = "What you type is not kept" })).ToBeHiddenAsync();
        await Expect(Button(page, "Submit")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Escape_then_Tab_leaves_the_editor()
    {
        ConsolePage page = await OpenPreviewAsync();
        string before = await page.EditorTextAsync();
        await FocusAsync(page);

        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Tab");

        Assert.False(await page.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('[data-editor-host]')"));
        Assert.Equal(before, await page.EditorTextAsync());

        await FocusAsync(page);
        await page.Page.Keyboard.PressAsync("Control+Home");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('[data-editor-host]')"));
        Assert.Equal($"  {before}", await page.EditorTextAsync());
    }

    [Fact]
    public async Task Switching_between_YAML_and_JSON_keeps_every_value()
    {
        ConsolePage page = await OpenPreviewAsync();
        await ToTheEndAsync(page);
        await page.Page.Keyboard.InsertTextAsync("  odd: 1.50\n  text: \"010\"\n");
        string yaml = await page.EditorTextAsync();

        await Toggle(page, "JSON").ClickAsync();
        await Expect(page.Page.Locator("[data-editor-host] .view-lines")).ToContainTextAsync("\"odd\": 1.50");
        Assert.Contains("\"text\": \"010\"", await page.EditorTextAsync(), StringComparison.Ordinal);
        await Screens.LookAsync(page, "editor-json");
        await Toggle(page, "YAML").ClickAsync();

        await Expect(page.Page.Locator("[data-editor-host] .view-lines")).ToContainTextAsync("odd: 1.50");
        Assert.Equal(yaml, await page.EditorTextAsync());
    }

    [Fact]
    public async Task A_broken_text_keeps_Submit_disabled_with_the_reason_and_survives_a_reload()
    {
        ConsolePage page = await OpenPreviewAsync();
        await ToTheEndAsync(page);
        await page.Page.Keyboard.InsertTextAsync("  broken: [1\n");

        await Expect(Button(page, "Submit")).ToBeDisabledAsync();
        await Expect(page.Page.Locator("main")).ToContainTextAsync("The text cannot be read as a manifest yet: correct it first.");
        await Expect(page.Page.Locator(".problems .is-error button")).ToContainTextAsync("Line");
        await Screens.LookAsync(page, "editor-broken");
        string broken = await page.EditorTextAsync();
        await KeptAsync(page, "broken: [1");

        await page.Page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
        Assert.Equal(broken, await page.EditorTextAsync());
        await Expect(Button(page, "Submit")).ToBeDisabledAsync();
        await ToTheEndAsync(page);
        await page.Page.Keyboard.PressAsync("Shift+ArrowUp");
        await page.Page.Keyboard.PressAsync("Delete");
        await Expect(Button(page, "Submit")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Fields_the_cluster_does_not_know_and_wrong_types_are_told_while_typing()
    {
        ConsolePage page = await OpenPreviewAsync();
        await ToTheEndAsync(page);
        await page.Page.Keyboard.InsertTextAsync("  sesion: full-backup\n  backupTimeout: 5\n");

        await Expect(page.Page.Locator(".problems")).ToContainTextAsync("sesion");
        await Expect(page.Page.Locator(".problems")).ToContainTextAsync("Did you mean \"session\"?");
        await Expect(page.Page.Locator(".problems")).ToContainTextAsync("backupTimeout");
        await Expect(page.Page.Locator("[data-editor-host] .line-with-error, [data-editor-host] .line-with-warning")).Not.ToHaveCountAsync(0);
        await Screens.LookAsync(page, "editor-checks");
    }

    [Fact]
    public async Task A_half_filled_form_is_there_again_after_a_dropped_connection()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        page.Allow("WebSocket|Connection disconnected|reconnect");
        List<IWebSocketRoute> sockets = [];
        bool closed = false;
        await page.Page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            if (closed)
            {
                _ = socket.CloseAsync(new() { Code = 1012, Reason = "cut by the test" });
                return;
            }

            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await OpenFormAsync(page);
        await Timeout(page).FillAsync("3h");
        await KeptAsync(page, "3h");

        closed = true;
        await sockets[^1].CloseAsync(new() { Code = 1012, Reason = "cut by the test" });
        await Expect(page.ReconnectDialog).ToBeVisibleAsync();
        closed = false;

        await Expect(page.ReconnectDialog).ToBeHiddenAsync();
        await IsHalfFilledAsync(page);
        await PreviewAsync(page);
        Assert.Contains("backupTimeout: 3h", await page.EditorTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_filled_form_and_a_typed_text_are_there_again_after_the_console_restarted()
    {
        TestConsole first = TestConsole.Start(sandbox.Kubeconfig);
        ConsolePage page;
        try
        {
            page = await OpenAsync(first);
            page.Allow("ERR_CONNECTION_REFUSED|ERR_SOCKET_NOT_CONNECTED|WebSocket|Connection disconnected|Failed to (fetch|complete)|reconnect|Cannot send data|Failed to start the connection");
            await OpenFormAsync(page);
            await Timeout(page).FillAsync("3h");
            await KeptAsync(page, "3h");
        }
        finally
        {
            await first.DisposeAsync();
        }

        await Expect(page.ReconnectDialog).ToBeVisibleAsync();
        TestConsole second = TestConsole.Start(sandbox.Kubeconfig, first.Address.Port);
        try
        {
            await page.ReconnectAsync();
            await Expect(page.ReconnectDialog).ToBeHiddenAsync();
            await IsHalfFilledAsync(page);
            await PreviewAsync(page);
            await ToTheEndAsync(page);
            await page.Page.Keyboard.InsertTextAsync("  broken: [1\n");
            await KeptAsync(page, "broken: [1");
        }
        finally
        {
            await second.DisposeAsync();
        }

        await Expect(page.ReconnectDialog).ToBeVisibleAsync();
        Own(TestConsole.Start(sandbox.Kubeconfig, first.Address.Port));
        await page.ReconnectAsync();
        await Expect(page.ReconnectDialog).ToBeHiddenAsync();
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
        await Expect(Button(page, "Submit")).ToBeDisabledAsync();
        Assert.Contains("broken: [1", await page.EditorTextAsync(), StringComparison.Ordinal);
    }

    private static async Task OpenFormAsync(ConsolePage page)
    {
        await page.GoAsync(SandboxFixture.Address(Filled));
        await Expect(page.Page.Locator("#fieldspec-session-help")).ToContainTextAsync("mongodb-addon");
    }

    private async Task<ConsolePage> OpenPreviewAsync()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await OpenFormAsync(page);
        await PreviewAsync(page);
        return page;
    }

    private static async Task PreviewAsync(ConsolePage page)
    {
        await Button(page, "Preview").ClickAsync();
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();

        // Its style sheet is in use: without it everything is there, and nothing in its place.
        await Expect(page.Page.Locator("[data-editor-host] .view-line").First).ToHaveCSSAsync("position", "absolute");
    }

    private static async Task IsHalfFilledAsync(ConsolePage page)
    {
        await Expect(Timeout(page)).ToHaveValueAsync("3h");
        await Expect(page.Page.Locator("#fieldspec-invoker-name")).ToHaveValueAsync("mongodb");
        await Expect(page.Page.Locator("#fieldspec-session")).ToHaveValueAsync("full-backup");
    }

    private static Task FocusAsync(ConsolePage page) => page.Page.Locator("[data-editor-host] textarea").First.FocusAsync();

    // The spec comes last, so a line at the end belongs to it.
    private static async Task ToTheEndAsync(ConsolePage page)
    {
        await FocusAsync(page);
        await page.Page.Keyboard.PressAsync("Control+End");
    }

    private static Task<IJSHandle> KeptAsync(ConsolePage page, string text) =>
        page.Page.WaitForFunctionAsync("text => Object.entries(sessionStorage).some(([name, value]) => name.startsWith('console-draft:') && value.includes(text))", text);

    private static string LongLine(string label) =>
        "{\"apiVersion\":\"core.kubestash.com/v1alpha1\",\"kind\":\"BackupSession\",\"metadata\":{\"name\":\"mongodb-full-backup-1700000000\",\"namespace\":\"demo\",\"labels\":{"
        + string.Join(',', Enumerable.Range(0, 14).Select(i => $"\"{label}-{i}\":\"value-number-{i}\""))
        + "}},\"spec\":{\"invoker\":{\"apiGroup\":\"core.kubestash.com\",\"kind\":\"BackupConfiguration\",\"name\":\"mongodb\"},\"session\":\"full-backup\"}}";

    private static ILocator Timeout(ConsolePage page) => page.Page.Locator("#fieldspec-backupTimeout");

    private static ILocator Toggle(ConsolePage page, string words) => page.Page.Locator("[data-manifest] [role=group] button").Filter(new() { HasText = words });

    private static ILocator Button(ConsolePage page, string words) => page.Page.Locator("main button").Filter(new() { HasText = words }).Last;
}
