using BackupConsole.BrowserTests.Setup;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Lists and pages of all kinds have the same words where an operator lives.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class KindSandboxTables(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    /// <summary>KubeStash's kinds, by id.</summary>
    public static TheoryData<string> Kinds => [.. KindGuide.All.Select(guide => guide.Kind.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_list_and_the_page_of_its_first_object_have_their_words_in_order(string id)
    {
        KindGuide guide = KindGuide.All.Single(one => one.Kind.Id == id);
        ConsolePage page = await OpenAsync(sandbox.Console);

        // In demo runs are of configurations; those of batches have another table.
        await page.GoAsync(SandboxFixture.Address(guide.Kind == KubeStashKinds.BackupSession ? $"{id}?namespace=demo" : id));
        await KindReading.HasListAsync(page, guide);
        await page.Page.Locator("tbody td.name a").First.ClickAsync();

        await KindReading.HasPageAsync(page, guide);
    }
}
