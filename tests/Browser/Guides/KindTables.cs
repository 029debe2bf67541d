using BackupConsole.BrowserTests.Setup;
using BackupConsole.KubeStash;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Lists and pages of all kinds have the words they are known by, in order, on a server where nobody but us writes.</summary>
public sealed class KindTables(BrowserFixture fixture, KindObjects objects) : BrowserTest(fixture), IClassFixture<KindObjects>
{
    /// <summary>KubeStash's kinds, by id.</summary>
    public static TheoryData<string> Kinds => [.. KindGuide.All.Select(guide => guide.Kind.Id)];

    [Fact]
    public void No_kind_is_left_out() => Assert.Equal(KubeStashKinds.All.Select(kind => kind.Id).Order(), KindGuide.All.Select(guide => guide.Kind.Id).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_list_has_its_words_in_order(string id)
    {
        KindGuide guide = KindGuide.All.Single(one => one.Kind.Id == id);
        ConsolePage page = await OpenAsync(objects.Console);

        await page.GoAsync(objects.List(guide.Kind));

        await KindReading.HasListAsync(page, guide);
        await Expect(page.Row(objects.Name)).ToHaveCountAsync(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_page_has_its_words_in_order(string id)
    {
        KindGuide guide = KindGuide.All.Single(one => one.Kind.Id == id);
        ConsolePage page = await OpenAsync(objects.Console);

        await page.GoAsync(objects.Page(guide.Kind));

        await KindReading.HasPageAsync(page, guide);
        await Expect(page.Heading).ToHaveTextAsync(objects.Name);
        await Screens.LookAsync(page, $"kind-{guide.Kind.Kind}");
    }
}
