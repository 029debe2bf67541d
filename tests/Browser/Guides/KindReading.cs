using System.Text.Json;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Holds the page that is open to the words of its kind.</summary>
internal static class KindReading
{
    // Said of objects that have owners, which is as it comes.
    private const string OnlyOfOwned = "Owned by";

    /// <summary>Holds a list with objects to its title and columns.</summary>
    public static async Task HasListAsync(ConsolePage page, KindGuide guide)
    {
        await Assertions.Expect(page.Heading).ToHaveTextAsync(guide.Title);
        await page.Page.Locator("tbody td.name a").First.WaitForAsync();
        string[] columns = await TrimmedAsync(page.Page.Locator($"table[aria-label='{guide.Title}'] thead th"));
        Assert.Equal(guide.List, columns);
    }

    /// <summary>Holds the page of an object to its labels, and its tables to their headings and columns.</summary>
    public static async Task HasPageAsync(ConsolePage page, KindGuide guide)
    {
        await page.Page.Locator("section[aria-labelledby=basic-title] dl").WaitForAsync();
        await Assertions.Expect(page.Page.Locator("main [aria-busy]")).ToHaveCountAsync(0);
        string[] labels = await TrimmedAsync(page.Page.Locator("section[aria-labelledby=basic-title] dt"));
        Assert.Equal([.. KindGuide.Identity, .. guide.Basic], labels.Where(label => label != OnlyOfOwned));
        JsonElement tables = await page.Page.EvaluateAsync<JsonElement>(
            "() => [...document.querySelectorAll('main section table')].map(table => [table.getAttribute('aria-label'), ...[...table.querySelectorAll('thead th')].map(cell => cell.textContent.trim())].join(' | '))");
        Assert.Equal(guide.Tables.Select(table => string.Join(" | ", (string[])[table.Heading, .. table.Columns])), tables.EnumerateArray().Select(table => table.GetString()));
    }

    private static async Task<string[]> TrimmedAsync(ILocator cells) => [.. (await cells.AllTextContentsAsync()).Select(text => text.Trim())];
}
