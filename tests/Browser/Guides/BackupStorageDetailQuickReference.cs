using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Rows of the quick reference of the guide on "Backup Storage" that are about lists and pages: each a test of that name, done as the row says.</summary>
public abstract class BackupStorageDetailQuickReference(BrowserFixture fixture, SandboxFixture? sandbox) : DetailGuideTest(fixture, sandbox)
{
    [Fact]
    public async Task View_all_BackupStorages()
    {
        ConsolePage page = await GoByNavigationAsync("BackupStorage");
        await Expect(page.Rows.First).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Select Namespace")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Filter_by_namespace() => await FilterByNamespaceAsync(await GoAsync(Ground.Address(DetailGround.Storages)), Ground.StorageNamespace);

    [Fact]
    public async Task View_storage_detail()
    {
        ConsolePage page = await GoAsync(Ground.Address($"{DetailGround.Storages}?namespace={Ground.StorageNamespace}"));
        await page.Row(DetailGround.Storage).Locator("td.name a").ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync(DetailGround.Storage);
        await Expect(page.Basic("Provider")).ToHaveTextAsync("s3");
    }

    [Fact]
    public async Task Check_repository_count()
    {
        ConsolePage page = await GoToObjectAsync(Ground.StorageAddress());
        ILocator row = Linked(page, "Repositories").Filter(new() { HasText = "mongodb-repo" });
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[0-9]+\\.[0-9]{3} [KM]iB")); // It grows while the sandbox works.
    }

    [Fact]
    public async Task Check_linked_configurations()
    {
        ConsolePage page = await GoToObjectAsync(Ground.StorageAddress());
        ILocator row = Linked(page, "BackupConfigurations").Filter(new() { HasText = $"MongoDB {Ground.Namespace}/mongodb" }).First;
        await row.Locator("td.name a").ClickAsync();
        await Expect(page.Heading).ToContainTextAsync("mongodb");
        await Expect(Linked(page, "BackupStorage").First.Locator("td.name")).ToContainTextAsync(DetailGround.Storage);
    }

    [Fact]
    public async Task Check_storage_status()
    {
        ConsolePage page = await GoToObjectAsync(Ground.StorageAddress());
        await Expect(page.Basic("Status")).ToHaveTextAsync("Ready");
    }
}

/// <summary>In the sandbox, where backups go on.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class BackupStorageDetailQuickReferenceInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : BackupStorageDetailQuickReference(fixture, sandbox)
{
    [Fact]
    public void Every_row_about_lists_and_pages_has_its_test() =>
        Assert.Equal(
            ["Check linked configurations", "Check repository count", "Check storage status", "Filter by namespace", "View all BackupStorages", "View storage detail"],
            RowsOf(typeof(BackupStorageDetailQuickReference)).Order());
}

/// <summary>On a real API server; what an operator would have written, the test writes.</summary>
public sealed class BackupStorageDetailQuickReferenceOnAnApiServer(BrowserFixture fixture) : BackupStorageDetailQuickReference(fixture, null);
