using BackupConsole.BrowserTests.Setup;
using BackupConsole.KubeStash;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Rows of the quick reference of the guide on "Backup Storage" that are about lists and pages: each a test of that name, done as the row says.</summary>
public abstract class BackupStorageDetailQuickReference(BrowserFixture fixture, SandboxFixture? sandbox) : DetailGuideTest(fixture, sandbox)
{
    private const int PageOfTable = 10;

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

        // In the sandbox backups go on, and sizes with them: what is on the page is held against what the cluster says at that moment.
        await Eventually.PassesAsync(
            async () =>
            {
                string[] told = [.. await RepositoriesAsync()];
                string[] shown = await page.Page.EvaluateAsync<string[]>(
                    "() => [...document.querySelectorAll('table[aria-label=Repositories] tbody tr')].map(row => ['.name .middle', '[data-title=Namespace]', '[data-title=Size]', '[data-title=Snapshots]'].map(cell => (row.querySelector(cell).title || row.querySelector(cell).textContent).trim()).join(' | '))");
                Assert.Equal(Math.Min(told.Length, PageOfTable), shown.Length);
                Assert.Equal([], shown.Except(told));
                Assert.Contains($" of {told.Length} ", await Section(page, "Repositories").Locator(".foot").InnerTextAsync(), StringComparison.Ordinal);
            },
            TimeSpan.FromMinutes(1),
            Token);
        ILocator filter = page.Page.GetByLabel("Filter Repositories");
        if (await filter.CountAsync() > 0)
        {
            await filter.FillAsync("mongodb-repo");
        }

        await Expect(Linked(page, "Repositories").Filter(new() { HasText = "mongodb-repo" }).First).ToBeVisibleAsync();
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

    // Name, namespace, size and snapshots of the storage's repositories. Sizes are the operator's own words: a number with three decimals, a blank, a unit.
    private async Task<IEnumerable<string>> RepositoriesAsync() =>
        from repository in await Ground.ListAsync(KubeStashKinds.Repository)
        let storage = repository["spec"]!["storageRef"]!
        where storage["name"]!.GetValue<string>() == DetailGround.Storage && storage["namespace"]?.GetValue<string>() == Ground.StorageNamespace
        select string.Join(" | ", repository["metadata"]!["name"], repository["metadata"]!["namespace"], repository["status"]?["size"], repository["status"]?["snapshotCount"]);
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
