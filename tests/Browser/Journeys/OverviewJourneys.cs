using System.Globalization;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>The first page of a cluster: each of its numbers counts the rows of the list it leads to.</summary>
[Collection(JourneySandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class OverviewJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    private const int Tiles = 6;

    // Each with its address; how many there are does not change while backups go on.
    private const string ReadNumbers =
        """
        () => [...document.querySelectorAll('.tiles a, #backups tbody a, #verification dd a, #storages .why a')]
          .map(link => `${(link.querySelector('.number') ?? link).textContent.trim().replaceAll(',', '').match(/^[0-9]+/)[0]} ${link.getAttribute('href')}`)
        """;

    // Rows of a list say how many match; parts of the overview and of other pages are counted.
    private const string CountRows =
        """
        part => {
          if (document.querySelector('main [aria-busy=true]')) {
            return null;
          }
          const shown = text => Number(text.match(/of ([0-9,]+) Item/)[1].replaceAll(',', ''));
          if (part) {
            const section = document.getElementById(part)?.closest('section');
            const footer = section?.querySelector('.foot, .showing');
            return !section ? null : section.querySelector('.none, .empty') ? 0 : footer && /Item/.test(footer.textContent) ? shown(footer.textContent) : section.querySelectorAll('.lines > li').length;
          }
          const showing = document.querySelector('main .showing');
          return showing ? shown(showing.textContent) : document.querySelector('main .state') ? 0 : null;
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("?namespace=finance")]
    public async Task Every_number_equals_the_rows_of_the_list_it_leads_to(string query)
    {
        ConsolePage overview = await OpenAsync(sandbox.Console);
        await overview.GoAsync(SandboxFixture.Address(query));
        await overview.Page.Locator(".tiles li").First.WaitForAsync();
        await Screens.LookAsync(overview, $"overview{(query.Length == 0 ? "" : "-namespace")}");
        string[] addresses = [.. (await NumbersAsync(overview)).Select(each => each.Address)];
        int storages = query.Length == 0 ? await overview.Page.Locator("#storages .lines li").CountAsync() : 0;
        int columns = await overview.Page.Locator("#backups thead th").CountAsync() - 1;
        Assert.Equal(Tiles + (3 * columns) + 3 + storages, addresses.Length);

        ConsolePage list = await OpenAsync(sandbox.Console);
        for (int at = 0; at < addresses.Length; at++)
        {
            await list.GoAsync(addresses[at]);
            string part = addresses[at].Contains('#', StringComparison.Ordinal) ? addresses[at].Split('#')[1] : "";
            if (part.Length > 0)
            {
                await list.Page.Locator($"#{part}").First.WaitForAsync();
                ILocator all = list.Page.Locator($"#{part}").GetByRole(AriaRole.Button, new() { NameRegex = new("Show all") });
                if (await all.CountAsync() > 0)
                {
                    await all.ClickAsync();
                }
            }

            // Backups go on: number and list are read again until they are of one moment.
            await Eventually.PassesAsync(
                async () =>
                {
                    int? rows = await list.Page.EvaluateAsync<int?>(CountRows, part);
                    (int number, string address) = (await NumbersAsync(overview))[at];
                    Assert.Equal(addresses[at], address);
                    Assert.True(rows == number, $"{address} has {rows?.ToString(CultureInfo.InvariantCulture) ?? "no"} rows, the overview says {number}.");
                },
                TimeSpan.FromSeconds(60),
                Token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{addresses.Length} numbers.");
    }

    [Fact]
    public async Task Numbers_in_headings_count_the_lines_below()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address(""));
        await page.Page.Locator(".tiles li").First.WaitForAsync();
        foreach (string part in (string[])["failing", "overdue", "unprotected", "running", "upcoming", "storages"])
        {
            ILocator all = page.Page.Locator($"#{part} .rest button");
            if (await all.CountAsync() > 0)
            {
                await all.ClickAsync();
            }

            await Eventually.PassesAsync(
                async () =>
                {
                    int[] both = await page.Page.EvaluateAsync<int[]>("id => { const part = document.getElementById(id); return [Number(part.querySelector('.count')?.textContent.replaceAll(',', '') ?? 0), part.querySelectorAll('.lines > li').length]; }", part);
                    Assert.Equal(both[0], both[1]);
                },
                TimeSpan.FromSeconds(30),
                Token);
        }
    }

    private static async Task<(int Number, string Address)[]> NumbersAsync(ConsolePage overview) =>
    [
        .. (await overview.Page.EvaluateAsync<string[]>(ReadNumbers)).Select(text => text.Split(' ', 2)).Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1])),
    ];
}
