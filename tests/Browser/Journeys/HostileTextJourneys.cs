using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>
/// Everything a page shows was written by somebody else: objects by those who may create them, addresses by whoever sends a link. It
/// stays text. The fake server takes what a real one would refuse, so that any field may hold anything.
/// </summary>
public sealed class HostileTextJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    // All elements that pages of the console are made of, and the attributes that could run something, whatever their element.
    private const string Foreign =
        """
        document => {
          const known = new Set(`html head meta base link title body div main header nav section h1 h2 p span strong b a ul li ol dl dt dd svg path small footer fieldset legend
            label input select option datalist form button table thead tbody tr th td time details summary dialog script`.split(/\s+/));
          const heads = { META: 4, BASE: 1, SCRIPT: 3, IMG: 0, TITLE: 1 };
          const bad = [];
          for (const [name, most] of Object.entries(heads)) {
            const count = document.getElementsByTagName(name).length;
            if (count > most) {
              bad.push(`${count} ${name}`);
            }
          }
          for (const element of document.querySelectorAll('*')) {
            if (!known.has(element.localName)) {
              bad.push(element.outerHTML.slice(0, 120));
            }
            for (const { name, value } of element.attributes) {
              if (/^on|^srcdoc$/.test(name) || (/^(href|src|action|formaction|data)$/.test(name) && !/^(\/|#|_framework|js|css|img|$)|^[a-z_]+\/[\w.]+$|^BackupConsole\.[\w.]+\.css$/.test(value))) {
                bad.push(`${element.localName} ${name}=${value}`);
              }
            }
          }
          return bad;
        }
        """;

    private FakeApiServer server = null!;
    private ConsolePage page = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        server = Own(await FakeApiServer.StartAsync());
        page = await OpenAsync(StartConsole(server.KubeconfigOf("admin")));
        page.Allow("status of 404");
    }

    [Fact]
    public async Task Whatever_an_object_holds_is_shown_as_text()
    {
        for (int i = 0; i < Payloads.All.Length; i++)
        {
            server.Put(FakeKinds.BackupSessions, Hostile($"x-{i:d3}", Payloads.All[i]));
        }

        for (int number = 1; number <= 3; number++)
        {
            await page.GoAsync($"/c/admin/{ConsolePage.List}?sort=name&page={number}&size=20");
            await Expect(page.Footer).ToContainTextAsync($"Page {number} of 3");
            await Expect(page.Rows).ToHaveCountAsync(number == 3 ? 10 : 20);
            await page.StatusIsAsync("Live");
            string[] expected = [.. Payloads.All.Skip((number - 1) * 20).Take(20)];
            Assert.Equal(expected, await TextsAsync("td.extra"));
            Assert.Equal(expected.Select(text => text.Trim()), (await TextsAsync("td.phase")).Select(text => text.Trim()));
            await IsHarmlessAsync();
            await Screens.LookAsync(page, $"list-hostile-{number}");
        }

        // The reason is in a tooltip, and a row that changes is drawn by another road than one that is new.
        string[] reasons = await page.Rows.Locator("td.phase .chip").EvaluateAllAsync<string[]>("chips => chips.map(chip => chip.title)");
        Assert.Contains(reasons, reason => reason.Contains("pwned(1)", StringComparison.Ordinal));
        server.Put(FakeKinds.BackupSessions, Hostile("x-040", "<img src=x onerror=pwned(2)>"));
        await Expect(page.Row("x-040").Locator("td.extra")).ToHaveTextAsync("<img src=x onerror=pwned(2)>");
        await IsHarmlessAsync();
    }

    [Fact]
    public async Task Whatever_an_address_holds_is_shown_as_text_or_ignored()
    {
        server.Put(FakeKinds.BackupSessions, Hostile("x", "plain"));
        await page.GoAsync($"/c/admin/{ConsolePage.List}");
        await Expect(page.Rows).ToHaveCountAsync(1);
        foreach (string payload in Payloads.All)
        {
            string escaped = Uri.EscapeDataString(payload);
            string list = $"/c/admin/{ConsolePage.List}?q={escaped}";
            await page.Page.EvaluateAsync("address => Blazor.navigateTo(address)", $"{list}&namespace={escaped}&sort={escaped}&page={escaped}");
            await Expect(page.State.GetByRole(AriaRole.Heading)).ToHaveTextAsync($"No backup matches “{payload.Trim()}”");
            await Expect(page.Filter).ToHaveValueAsync(payload.Replace("\n", "", StringComparison.Ordinal));
            await IsHarmlessAsync();

            // As the server sends it, before any script has run.
            foreach (string address in (string[])[list, $"/c/{escaped}", $"/c/{escaped}/{ConsolePage.List}", $"/{escaped}"])
            {
                await IsHarmlessAsync(address);
            }
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(36)]
    [InlineData(44)]
    public async Task A_link_with_markup_in_every_part_opens_harmlessly(int payload)
    {
        server.Put(FakeKinds.BackupSessions, Hostile("x", "plain"));
        string escaped = Uri.EscapeDataString(Payloads.All[payload]);
        await page.GoAsync($"/c/admin/{ConsolePage.List}?q={escaped}&namespace={escaped}&sort={escaped}&page={escaped}&{escaped}={escaped}#{escaped}");
        await Expect(page.State).ToContainTextAsync(Payloads.All[payload]);
        await IsHarmlessAsync();
        await page.GoAsync($"/c/{escaped}/{ConsolePage.List}");
        await Expect(page.State).ToContainTextAsync($"There is no cluster “{Payloads.All[payload]}” here");
        await IsHarmlessAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_as_text()
    {
        foreach (int i in Enumerable.Range(0, 5))
        {
            JsonObject broken = Hostile($"broken-{i}", "plain");
            broken["spec"] = Payloads.All[i * 7];
            server.Put(FakeKinds.BackupSessions, broken);
        }

        server.Put(FakeKinds.BackupSessions, Hostile("x", "plain"));
        await page.GoAsync($"/c/admin/{ConsolePage.List}");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await Expect(page.Notices).ToContainTextAsync("5 objects could not be read and are left out");
        await page.Notices.Locator("summary").ClickAsync();
        await Expect(page.Notices).ToContainTextAsync("broken-4");
        await IsHarmlessAsync();
        await Screens.LookAsync(page, "list-malformed");
    }

    private static JsonObject Hostile(string name, string text)
    {
        JsonObject session = TestCluster.Session("demo", name, text);
        session["metadata"]!["labels"] = new JsonObject { ["label"] = text };
        session["metadata"]!["annotations"] = new JsonObject { ["annotation"] = text };
        session["metadata"]!["creationTimestamp"] = TimeProvider.System.GetUtcNow().AddMinutes(-3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        session["spec"]!["invoker"]!["name"] = text;
        session["status"] = new JsonObject
        {
            ["phase"] = text,
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "SnapshotsEnsured",
                ["status"] = "False",
                ["reason"] = "FailedToEnsureSnapshots",
                ["message"] = text,
                ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
            }),
        };
        return session;
    }

    private async Task<string[]> TextsAsync(string cell) =>
        await page.Rows.Locator(cell).EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.textContent)");

    private async Task IsHarmlessAsync() => Assert.Empty(await page.Page.EvaluateAsync<string[]>($"() => ({Foreign})(document)"));

    private async Task IsHarmlessAsync(string address) => Assert.Empty(await page.Page.EvaluateAsync<string[]>(
        $"async address => ({Foreign})(new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html'))", address));
}
