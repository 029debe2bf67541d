using System.Globalization;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>The address holds what is looked at: filters, sort and page survive links, reloads, Back and Forward.</summary>
public sealed class AddressJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int Sessions = 31;

    [Fact]
    public async Task Pages_say_what_they_show_and_Back_and_Forward_move_between_them()
    {
        ConsolePage page = await OpenFilledAsync();
        await Expect(page.Footer).ToContainTextAsync($"Showing 1 to 20 of {Sessions} Items");
        await Expect(page.Footer).ToContainTextAsync("Page 1 of 2");
        await Screens.LookAsync(page, "list-paged");
        await page.Footer.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.Footer).ToContainTextAsync($"Showing 21 to {Sessions} of {Sessions} Items");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]page=2"));
        await Expect(page.Rows).ToHaveCountAsync(Sessions - 20);
        await page.Page.GoBackAsync();
        await Expect(page.Rows).ToHaveCountAsync(20);
        await page.Page.GoForwardAsync();
        await Expect(page.Rows).ToHaveCountAsync(Sessions - 20);
        await page.Page.ReloadAsync();
        await page.InteractiveAsync();
        await Expect(page.Rows).ToHaveCountAsync(Sessions - 20);

        // A page that is not there any more is the last one that is.
        await page.GoAsync($"{ListAddress}&size=20&page=999");
        await Expect(page.Footer).ToContainTextAsync($"Showing 21 to {Sessions} of {Sessions} Items");
    }

    [Fact]
    public async Task A_link_restores_namespace_text_sort_and_page()
    {
        ConsolePage page = await OpenFilledAsync();
        await page.GoAsync($"{ListAddress}&q=S-0&sort=-name&page=2&size=20");
        await Expect(page.Footer).ToContainTextAsync($"Showing 21 to {Sessions} of {Sessions} Items");
        await Expect(page.Filter).ToHaveValueAsync("S-0");
        await Expect(page.Page.GetByLabel("Select Namespace", new() { Exact = true })).ToHaveValueAsync(Namespace);
        await Expect(Column(page, "Name")).ToHaveAttributeAsync("aria-sort", "descending");
        string[] expected = [.. Enumerable.Range(0, Sessions - 20).Select(i => $"s-{i:d3}").Reverse()];
        Assert.Equal(expected, await NamesAsync(page));
    }

    [Fact]
    public async Task Typing_filters_and_what_was_typed_is_in_the_address()
    {
        ConsolePage page = await OpenFilledAsync();
        await page.Filter.PressSequentiallyAsync("s-01", new() { Delay = 20 });
        await Expect(page.Rows).ToHaveCountAsync(10);
        await Expect(page.Footer).ToContainTextAsync($"Showing 1 to 10 of 10 Items (filtered from {Sessions})");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]q=s-01"));
        await page.Filter.FillAsync("failed");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.Filter.FillAsync("matches nothing");
        await Expect(page.State).ToContainTextAsync("No backup matches “matches nothing”");
        await Expect(page.State).ToContainTextAsync($"{Sessions} backups are there in namespace {Namespace}");
        await Screens.LookAsync(page, "list-no-match");
        await page.State.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Expect(page.Filter).ToHaveValueAsync("");
        await Expect(page.Page).Not.ToHaveURLAsync(new Regex("[?&]q="));
    }

    [Fact]
    public async Task Over_a_slow_connection_no_letter_that_was_typed_is_lost()
    {
        await CreateNamespaceAsync(12);
        ConsolePage page = await OpenAsync();
        await page.SlowDownAsync(TimeSpan.FromMilliseconds(400));
        await page.GoAsync($"{ListAddress}&size=20");
        await Expect(page.Rows).ToHaveCountAsync(12);

        await page.Filter.EvaluateAsync("input => { window.seenValues = []; setInterval(() => window.seenValues.push(input.value), 10); }");

        // Slower than the pause after which a search starts, faster than its way to the server and back.
        await page.Filter.PressSequentiallyAsync("s-01", new() { Delay = 300 });
        await Expect(page.Rows).ToHaveCountAsync(2);
        await Expect(page.Filter).ToHaveValueAsync("s-01");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]q=s-01"));
        string[] seen = await page.Page.EvaluateAsync<string[]>("() => window.seenValues");
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choosing_a_namespace_is_a_step_that_Back_takes_back()
    {
        ConsolePage page = await OpenFilledAsync();
        ILocator choice = page.Page.GetByLabel("Select Namespace", new() { Exact = true });
        await choice.SelectOptionAsync("demo");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]namespace=demo"));
        await Expect(page.Row("s-030")).ToHaveCountAsync(0);
        await page.Page.GoBackAsync();
        await Expect(choice).ToHaveValueAsync(Namespace);
        await Expect(page.Rows).ToHaveCountAsync(20);
        await choice.SelectOptionAsync(new SelectOptionValue { Label = "All namespaces" });
        await Expect(page.Page).Not.ToHaveURLAsync(new Regex("[?&]namespace="));
    }

    [Fact]
    public async Task Headings_sort_by_name_and_by_age_and_say_so()
    {
        ConsolePage page = await OpenFilledAsync();
        await Expect(Column(page, "Age")).ToHaveAttributeAsync("aria-sort", "ascending");
        string[] created = await CreatedAsync(page);
        Assert.Equal(created.OrderDescending(StringComparer.Ordinal), created);

        await Column(page, "Age").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Column(page, "Age")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(page.Page).ToHaveURLAsync(new Regex("[?&]sort=-age"));
        created = await CreatedAsync(page);
        Assert.Equal(created.Order(StringComparer.Ordinal), created);

        await Column(page, "Name").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Column(page, "Name")).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(Column(page, "Age")).Not.ToHaveAttributeAsync("aria-sort", new Regex("."));
        await Expect(page.Rows.First.Locator("td.name .middle")).ToHaveAttributeAsync("title", "s-000");
        string[] expected = [.. Enumerable.Range(0, 20).Select(i => $"s-{i:d3}")];
        Assert.Equal(expected, await NamesAsync(page));

        await Column(page, "Name").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Column(page, "Name")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(page.Rows.First.Locator("td.name .middle")).ToHaveAttributeAsync("title", $"s-{Sessions - 1:d3}");
    }

    private static ILocator Column(ConsolePage page, string title) => page.Page.GetByRole(AriaRole.Columnheader, new() { Name = title, Exact = true });

    private static async Task<string[]> NamesAsync(ConsolePage page) =>
        await page.Rows.Locator("td.name .middle").EvaluateAllAsync<string[]>("names => names.map(name => name.title)");

    private static async Task<string[]> CreatedAsync(ConsolePage page) =>
        await page.Rows.Locator("td.age time").EvaluateAllAsync<string[]>("ages => ages.map(age => age.dateTime)");

    private async Task<ConsolePage> OpenFilledAsync()
    {
        await CreateNamespaceAsync(Sessions);
        await Cluster.SetPhaseAsync(Namespace, "s-020", "Failed");
        if (Cluster.Fake is not null)
        {
            // A real server decides itself when an object was made.
            Cluster.SpreadAges(Namespace);
        }

        ConsolePage page = await OpenAsync();
        await page.GoAsync($"{ListAddress}&size=20");
        await Expect(page.Rows).ToHaveCountAsync(20);
        await Expect(page.Footer).ToContainTextAsync(Sessions.ToString(CultureInfo.InvariantCulture));
        await page.StatusIsAsync("Live");
        return page;
    }
}
