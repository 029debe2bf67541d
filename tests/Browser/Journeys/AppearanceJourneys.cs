using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>Narrow screens, the keyboard, light and dark. That no state scrolls sideways is looked at in every journey.</summary>
public sealed class AppearanceJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task On_a_narrow_screen_rows_are_cards()
    {
        ConsolePage page = await OpenFilledAsync(Screens.Narrow, ColorScheme.Light);
        LocatorBoundingBoxResult name = await BoxAsync(page.Rows.First.Locator("td.name"));
        LocatorBoundingBoxResult phase = await BoxAsync(page.Rows.First.Locator("td.phase"));
        LocatorBoundingBoxResult age = await BoxAsync(page.Rows.First.Locator("td.age"));
        Assert.True(phase.Y >= name.Y + name.Height, "The phase is below the name.");
        Assert.True(age.Y >= phase.Y, "The age is below the phase.");
        Assert.True(phase.X + phase.Width <= Screens.Narrow.Width, "The phase is on the screen.");

        // To someone who listens it is still a table.
        await Expect(page.Page.GetByRole(AriaRole.Table)).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(5);
        await Expect(page.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + 20);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1440, 900)]
    public async Task Everything_is_reached_with_the_keyboard_and_shows_where_one_is(int width, int height)
    {
        ConsolePage page = await OpenFilledAsync(new ViewportSize { Width = width, Height = height }, ColorScheme.Light);
        List<string> reached = [];
        for (int i = 0; i < 200; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            string[] focus = await page.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const element = document.activeElement;
                  if (!element || element === document.body) {
                    return [];
                  }
                  const ringed = [getComputedStyle(element), getComputedStyle(element, '::after'), ...(element.closest('.field') ? [getComputedStyle(element.closest('.field'))] : [])]
                    .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
                  const box = element.getBoundingClientRect();
                  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
                  const top = document.elementFromPoint(x, y);
                  const seen = box.width > 4 && box.height > 4 && (element.contains(top) || top?.contains(element));
                  const name = element.getAttribute('aria-label') ?? element.textContent.trim();
                  return [name, ringed ? '' : 'no focus ring', seen ? '' : `not on the screen (${Math.round(x)}, ${Math.round(y)}, over it ${top?.outerHTML.slice(0, 80)})`];
                }
                """);
            if (focus.Length == 0)
            {
                continue; // Between the last element and the first.
            }

            if (reached.Count > 0 && focus[0] == reached[0])
            {
                break;
            }

            Assert.True(focus[1].Length == 0 && focus[2].Length == 0, $"“{focus[0]}” has the focus: {focus[1]} {focus[2]}");
            reached.Add(focus[0]);
        }

        string[] all = await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.app :is(a[href], button, input, select)')].filter(element => element.checkVisibility({ visibilityProperty: true }))
              .map(element => element.getAttribute('aria-label') ?? element.textContent.trim())
            """);
        Assert.NotEmpty(all);
        Assert.Equal(all.Order(), reached.Order());
        Assert.Equal("Skip to content", all[0]);
    }

    [Fact]
    public async Task The_keyboard_sorts_pages_and_skips_to_the_content()
    {
        ConsolePage page = await OpenFilledAsync(Screens.Wide, ColorScheme.Light);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Name", Exact = true }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Rows.First.Locator("td.name .middle")).ToHaveAttributeAsync("title", "s-000");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await Expect(page.Footer).ToContainTextAsync("Page 2 of 2");

        // The button is at its end now, and keeps the focus.
        ILocator next = page.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" });
        await Expect(next).ToBeFocusedAsync();
        await Expect(next).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Dark_is_another_set_of_colours_and_both_keep_their_contrast()
    {
        ConsolePage page = await OpenFilledAsync(Screens.Wide, ColorScheme.Light);
        Dictionary<ColorScheme, string> seen = [];
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            string[] faint = await page.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const channels = colour => colour.match(/[\d.]+/g).map(Number);
                  const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  const ground = element => {
                    for (let at = element; at; at = at.parentElement) {
                      const colour = channels(getComputedStyle(at).backgroundColor);
                      if (colour.length === 3 || colour[3] === 1) {
                        return colour;
                      }
                    }
                    return [255, 255, 255];
                  };
                  const bad = [];
                  for (const element of document.querySelectorAll('.app *')) {
                    const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
                    if (!own && !element.matches('input, select')) {
                      continue;
                    }
                    const [high, low] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => b - a);
                    const contrast = (high + 0.05) / (low + 0.05);
                    if (contrast < 4.5) {
                      bad.push(`${element.localName}.${element.className} ${contrast.toFixed(2)} “${element.textContent.trim().slice(0, 30)}”`);
                    }
                  }
                  return bad;
                }
                """);
            Assert.True(faint.Length == 0, $"{scheme}: {string.Join(", ", faint.Distinct())}");
            seen[scheme] = await page.Page.EvaluateAsync<string>("() => `${getComputedStyle(document.body).color} on ${getComputedStyle(document.body).backgroundColor}`");
        }

        Assert.NotEqual(seen[ColorScheme.Light], seen[ColorScheme.Dark]);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) =>
        await locator.BoundingBoxAsync() ?? throw new InvalidOperationException($"{locator} is not drawn.");

    /// <summary>Thirty sessions in every phase there is, seen with these eyes.</summary>
    private async Task<ConsolePage> OpenFilledAsync(ViewportSize size, ColorScheme scheme)
    {
        FakeApiServer server = Own(await FakeApiServer.StartAsync());
        string[] phases = ["", "Pending", "Running", "Succeeded", "Failed", "Skipped", "Unknown", "Strange"];
        server.Seed(FakeKinds.BackupSessions, 30, i =>
        {
            JsonObject session = TestCluster.Session("demo", $"s-{i:d3}", i % 2 == 0 ? "frequent-backup" : "full");
            session["metadata"]!["creationTimestamp"] = $"2026-01-{i + 1:d2}T00:00:00Z";
            session["status"] = new JsonObject { ["phase"] = phases[i % phases.Length] };
            return session;
        });
        ConsolePage page = await OpenAsync(StartConsole(server.KubeconfigOf("admin")), new() { ViewportSize = size, ColorScheme = scheme });
        await page.GoAsync($"/c/admin/{ConsolePage.List}?size=20");
        await Expect(page.Rows).ToHaveCountAsync(20);
        await page.StatusIsAsync("Live");
        return page;
    }
}
