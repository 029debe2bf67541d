using BackupConsole.BrowserTests.Setup;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Rows of the quick reference of the guide on "Backup Configuration" that are about lists and pages: each a test of that name, done as the row says.</summary>
public abstract class BackupConfigurationDetailQuickReference(BrowserFixture fixture, SandboxFixture? sandbox) : DetailGuideTest(fixture, sandbox)
{
    [Fact]
    public async Task View_all_BackupConfigurations()
    {
        ConsolePage page = await GoByNavigationAsync("Backup Configuration");
        await Expect(page.Rows.First).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Select Namespace")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Filter_by_namespace() => await FilterByNamespaceAsync(await GoAsync(Ground.Address(DetailGround.Configurations)), Ground.Namespace);

    [Fact]
    public async Task View_detail_of_a_config()
    {
        ConsolePage page = await GoAsync(Ground.Address($"{DetailGround.Configurations}?namespace={Ground.Namespace}"));
        await page.Row(DetailGround.Configuration).Locator("td.name a").ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync(DetailGround.Configuration);
        await Expect(page.Basic("Phase")).ToHaveTextAsync("Ready");
        await Expect(page.Basic("Paused")).ToHaveTextAsync("false");
    }

    [Fact]
    public async Task Check_backup_session_status()
    {
        ConsolePage page = await GoToObjectAsync(Ground.ConfigurationAddress());
        await Expect(await CellAsync(page, "Backup Sessions", "Phase")).ToHaveTextAsync("Succeeded");
        await Expect(await CellAsync(page, "Backup Sessions", "Invoker Name")).ToHaveTextAsync(DetailGround.Configuration);
    }

    [Fact]
    public async Task Check_repository_integrity()
    {
        ConsolePage page = await GoToObjectAsync(Ground.ConfigurationAddress());
        await Expect(await CellAsync(page, "Repository", "Integrity")).ToHaveTextAsync("TRUE");
        await Expect(await CellAsync(page, "Repository", "Target")).ToContainTextAsync($"MongoDB {Ground.Namespace}/mongodb");
    }

    [Fact]
    public async Task View_linked_CronJobs()
    {
        ConsolePage page = await GoToObjectAsync(Ground.ConfigurationAddress());
        if (!Ground.HasCronJobs)
        {
            await Expect(Section(page, "CronJobs")).ToContainTextAsync(DetailGround.NoCronJobs);
            return;
        }

        await Expect(await CellAsync(page, "CronJobs", "Schedule")).ToHaveTextAsync("*/15 * * * *");
        await Linked(page, "CronJobs").First.Locator("td.name a").ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("trigger-mongodb-full-backup");
        await Expect(page.Basic("Owned by")).ToHaveTextAsync($"BackupConfiguration {DetailGround.Configuration}");
    }
}

/// <summary>In the sandbox, where backups go on.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class BackupConfigurationDetailQuickReferenceInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : BackupConfigurationDetailQuickReference(fixture, sandbox)
{
    [Fact]
    public void Every_row_about_lists_and_pages_has_its_test() =>
        Assert.Equal(
            ["Check backup session status", "Check repository integrity", "Filter by namespace", "View all BackupConfigurations", "View detail of a config", "View linked CronJobs"],
            RowsOf(typeof(BackupConfigurationDetailQuickReference)).Order());
}

/// <summary>On a real API server; what an operator would have written, the test writes.</summary>
public sealed class BackupConfigurationDetailQuickReferenceOnAnApiServer(BrowserFixture fixture) : BackupConfigurationDetailQuickReference(fixture, null);
