using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// Rows of the quick reference of the guide on "Backup Configuration" that are about its form: each a test of that name, done as the row says. Where a
/// cluster comes from is for <see cref="ConfigurationGround"/>.
/// </summary>
public abstract class BackupConfigurationQuickReference(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string List = "backupconfigurations.core.kubestash.com";

    /// <summary>The cluster of the test, with all that the rows need.</summary>
    protected abstract ConfigurationGround Cloud { get; }

    [Fact]
    public async Task Open_the_create_form()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address(List));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync("Create BackupConfiguration");
        await Expect(page.Field("Storage Ref")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Set_storage_backend()
    {
        ConsolePage page = await OpenFormAsync();
        await page.Field("Namespace").SelectOptionAsync(Cloud.Namespace);
        await page.Field("Storage Ref").SelectOptionAsync(Cloud.Storage);

        await Expect(page.Field("Storage Ref").Around()).ToContainTextAsync("Ready");
        await Expect(page.Field("Storage Ref").Locator($"option[value='{Cloud.ForeignNamespace}/{Cloud.ForeignStorage}']"))
            .ToHaveAttributeAsync("title", $"its usage policy admits namespace {Cloud.ForeignNamespace} only");
    }

    [Fact]
    public async Task Set_retention_policy()
    {
        ConsolePage page = await OpenFormAsync();
        await page.Field("Retention Policy").SelectOptionAsync(Cloud.Policy);

        await Expect(page.Field("Retention Policy").Around()).ToContainTextAsync("Nothing older than");
    }

    [Fact]
    public async Task Add_labels_or_annotations()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("labels"));
        await page.AddLabelsAndAnnotationsAsync();
    }

    [Fact]
    public async Task Add_a_backup_session()
    {
        ConsolePage page = await OpenFormAsync();
        await AddSessionAsync(page);
        await Expect(page.Page.Locator("#fieldspec-sessions-0--name")).ToBeFocusedAsync();
        await page.Field("Session Name").FillAsync("full-backup");
        await page.Field("Schedule").FillAsync("*/30 * * * *");
        await page.Field("Addon Name").SelectOptionAsync(Cloud.Addon);

        await Expect(page.Field("Schedule").Around()).ToContainTextAsync("Every 30 minutes.");
        await Expect(page.Field("Schedule").Around().Locator("time")).ToHaveCountAsync(5);
        await AddSessionAsync(page);
        await Expect(page.Page.Locator("#fieldspec-sessions-1--name")).ToBeFocusedAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete session full-backup" }).ClickAsync();
        await Expect(page.Page.Locator("#fieldspec-sessions-0--name")).ToHaveValueAsync("");
        await Expect(page.Page.Locator("#fieldspec-sessions-1--name")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Add_a_task_to_a_session()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("tasks"));
        await AddTaskAsync(page);
        await page.Page.Locator("#fieldspec-sessions-0--addon-tasks-1--name").SelectOptionAsync("manifest-backup");
        await page.Page.Locator("#fieldspec-sessions-0--addon-tasks-1--params").FillAsync("enableCache: \"false\"");

        await page.PreviewAsync();
        await page.Format("JSON").ClickAsync();
        await ScrollToEndAsync(page);
        await Expect(page.Text()).ToContainTextAsync("\"enableCache\": \"false\"");
    }

    [Fact]
    public async Task Encrypt_backup_data()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("encrypted"));
        await page.Field("Encryption Secret Namespace").SelectOptionAsync(Cloud.SecretNamespace);
        ILocator name = page.Field("Encryption Secret Name");
        await Expect(name.Locator($"option[value='{Cloud.SecretWithoutPassword}']")).ToBeDisabledAsync();
        await name.SelectOptionAsync("encryption");

        await page.PreviewAsync();
        await ScrollToEndAsync(page);
        await Expect(page.Text()).ToContainTextAsync("encryptionSecret:");
    }

    [Fact]
    public async Task Set_the_backup_target()
    {
        ConsolePage page = await OpenFormAsync();
        await Expect(page.Page.Locator("#target-title .count")).ToHaveTextAsync("Error in 3 fields");
        await TargetAsync(page);

        await Expect(page.Page.Locator("#target-title .count")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Review_before_creating()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("review"));
        await page.PreviewAsync();

        await Expect(page.Page.Locator(".files .name")).ToHaveTextAsync(["coreKubestashComBackupConfiguration"]);
        await Expect(page.Text()).ToContainTextAsync("kind: BackupConfiguration");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".plan-list")).ToContainTextAsync("at 02:17 every day (UTC)");
        await page.Button("Previous").ClickAsync();
        await Expect(page.Field("Session Name")).ToHaveValueAsync("full-backup");
    }

    [Fact]
    public async Task Edit_manifest_directly()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("edit"));
        await page.PreviewAsync();
        await page.Format("JSON").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("\"kind\": \"BackupConfiguration\"");
        await page.Format("YAML").ClickAsync();
        await page.Text().ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
        await page.Page.Keyboard.TypeAsync("  paused: true");
        await page.Format("JSON").ClickAsync();
        await ScrollToEndAsync(page);
        await Expect(page.Text()).ToContainTextAsync("\"paused\": true");
        await page.Button("Previous").ClickAsync();
        await Expect(page.Field("Session Name")).ToHaveValueAsync("full-backup");
    }

    [Fact]
    public async Task Create_the_configuration()
    {
        string name = Unique.Name("created");
        ConsolePage page = await OpenFilledAsync(name);
        await page.PreviewAsync();
        await page.Button("Submit").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(List)}/n/{Cloud.Namespace}/o/{name}$"));
        JsonNode made = await Cloud.ReadAsync(name);
        JsonNode session = made["spec"]!["sessions"]![0]!;
        Assert.Equal(1, session["scheduler"]!["jobTemplate"]!["backoffLimit"]!.GetValue<int>());
        Assert.Equal(Cloud.DirectoryOf($"{name}-repo"), session["repositories"]![0]!["directory"]!.GetValue<string>());
        if (Cloud.HasOperator)
        {
            await Eventually.PassesAsync(async () => Assert.Equal("Ready", (await Cloud.ReadAsync(name))["status"]?["phase"]?.GetValue<string>()), SandboxFixture.Patience, Token);
        }

        await Cloud.RemoveAsync(name);
    }

    [Fact]
    public async Task Form_block_labels_equal_and_in_order()
    {
        ConsolePage page = await OpenFormAsync();
        await AddSessionAsync(page);
        await AddTaskAsync(page);

        await Expect(page.Page.Locator("main .form-field > label, main .block h2 .title")).ToHaveTextAsync(
        [
            "Namespace *", "Name *", "Storage Ref *", "Retention Policy *", "Labels & Annotations",
            "Sessions *", "Session Name *", "Schedule *", "Security Context (runAsUser)", "Addon Name *",
            "Task Name *", "Params", "Encryption Secret Namespace", "Encryption Secret Name", "Repo Name *",
            "Target *", "Api Group *", "Kind *", "Namespace *", "Name *",
        ]);
        await Expect(page.Page.Locator("main .block [role=heading] .title")).ToHaveTextAsync(["Session 1", "Tasks *", "Task 1"]);
    }

    [Fact]
    public async Task A_configuration_of_two_sessions_is_made_with_the_keyboard_alone_on_a_narrow_screen()
    {
        ConsolePage page = await OpenAsync(Cloud.Console, new() { ViewportSize = Screens.Narrow });
        await page.GoAsync(Cloud.Address($"{List}/new?namespace={Cloud.Namespace}"));
        await Expect(page.Field("Storage Ref").Locator($"option[value='{Cloud.Storage}']")).ToBeAttachedAsync();
        await Expect(page.Field("Namespace")).ToHaveValueAsync(Cloud.Namespace);
        await TabToAsync(page, "Name");
        await page.Page.Keyboard.TypeAsync(Unique.Name("keys"));
        await TabToAsync(page, "Storage Ref");
        await page.Page.Keyboard.TypeAsync(Cloud.Storage);
        await TabToAsync(page, "Retention Policy");
        await page.Page.Keyboard.TypeAsync(Cloud.Policy);
        await Expect(page.Field("Storage Ref")).ToHaveValueAsync(Cloud.Storage);
        await Expect(page.Field("Retention Policy")).ToHaveValueAsync(Cloud.Policy);
        for (int session = 0; session < 2; session++)
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new session" }).FocusAsync();
            await page.Page.Keyboard.PressAsync("Enter");
            await Expect(page.Page.Locator($"#fieldspec-sessions-{session}--name")).ToBeFocusedAsync();
            await page.Page.Keyboard.TypeAsync($"session-{session}");
            await page.Page.Keyboard.PressAsync("Tab");
            await page.Page.Keyboard.TypeAsync($"{session + 11} 3 * * *");
        }

        await Expect(page.Page.Locator("#fieldspec-sessions-1-title .title")).ToHaveTextAsync("Session session-1");
        await page.Page.Locator("[aria-label='Delete session session-0']").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#fieldspec-sessions-0--name")).ToHaveValueAsync("session-1");
        await Expect(page.Page.Locator("#fieldspec-sessions-0--name")).ToBeFocusedAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    private static async Task TabToAsync(ConsolePage page, string label)
    {
        for (int step = 0; step < 12; step++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Field(label).EvaluateAsync<bool>("field => field === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {label}.");
    }

    private static Task AddSessionAsync(ConsolePage page) => page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new session" }).ClickAsync();

    private static Task AddTaskAsync(ConsolePage page) => page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new task" }).First.ClickAsync();

    private static async Task ScrollToEndAsync(ConsolePage page)
    {
        await page.Text().ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
    }

    private async Task TargetAsync(ConsolePage page)
    {
        await page.OpenBlockAsync("Target");
        await Expect(page.Page.Locator("#fieldspec-target-apiGroup")).ToHaveValueAsync("kubedb.com");
        await page.Page.Locator("#fieldspec-target-apiGroup").SelectOptionAsync(Cloud.TargetGroup);
        await page.Page.Locator("#fieldspec-target-kind").SelectOptionAsync(Cloud.TargetKind);
        await page.Page.Locator("#fieldspec-target-namespace").SelectOptionAsync(Cloud.Namespace);
        await page.Page.Locator("#fieldspec-target-name").SelectOptionAsync(Cloud.Target);
    }

    private async Task<ConsolePage> OpenFormAsync()
    {
        ConsolePage page = await OpenAsync(Cloud.Console);
        await page.GoAsync(Cloud.Address($"{List}/new"));
        await Expect(page.Field("Namespace").Locator($"option[value='{Cloud.Namespace}']")).ToBeAttachedAsync();
        return page;
    }

    private async Task<ConsolePage> OpenFilledAsync(string name)
    {
        ConsolePage page = await OpenFormAsync();
        await page.Field("Namespace").SelectOptionAsync(Cloud.Namespace);
        await page.Field("Name").FillAsync(name);
        await page.Field("Storage Ref").SelectOptionAsync(Cloud.Storage);
        await page.Field("Retention Policy").SelectOptionAsync(Cloud.Policy);
        await AddSessionAsync(page);
        await page.Field("Session Name").FillAsync("full-backup");
        await page.Field("Schedule").FillAsync("17 2 * * *");
        await page.Field("Addon Name").SelectOptionAsync(Cloud.Addon);
        await AddTaskAsync(page);
        await page.Field("Task Name").SelectOptionAsync("logical-backup");
        await page.Field("Repo Name").FillAsync($"{name}-repo");
        await TargetAsync(page);
        return page;
    }
}
