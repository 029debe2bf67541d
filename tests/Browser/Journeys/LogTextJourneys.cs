using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ApiServer;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>Logs as nobody wishes them: hostile, endless, written while somebody reads.</summary>
public sealed class LogTextJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly ObjectKey Pod = new("demo", "run-1-x");

    private FakeApiServer server = null!;
    private ConsolePage page = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        server = Own(await FakeApiServer.StartAsync());
        server.Put(FakeKinds.BackupSessions, Parse("""{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "session": "full" }, "status": { "phase": "Running" } }"""));
        server.Put(FakeKinds.Pods, Parse(
            """
            { "metadata": { "namespace": "demo", "name": "run-1-x", "labels": { "app.kubernetes.io/managed-by": "kubestash.com", "kubestash.com/invoker-name": "run-1" } },
              "spec": { "nodeName": "node-1", "containers": [{ "name": "dump" }] }, "status": { "phase": "Running", "containerStatuses": [{ "name": "dump", "ready": true, "state": { "running": {} } }] } }
            """));
        page = await OpenAsync(StartConsole(server.KubeconfigOf("admin")));
    }

    [Fact]
    public async Task Whatever_a_container_writes_is_shown_as_text()
    {
        string[] hostile = [.. Payloads.All.Where(text => !text.Contains('\n', StringComparison.Ordinal))];
        server.AppendLog(Pod, [.. hostile, "\u001b[31mred\u001b[0m", "over\rwritten", "turned\u202eround"]);
        await OpenLogAsync();

        await Expect(Lines).ToHaveCountAsync(hostile.Length + 3);
        Assert.Equal([.. hostile, "red", "over␍written", "turned<U+202E>round"], await Lines.AllTextContentsAsync());
        await page.Page.GetByLabel("Search in the log").FillAsync("<img src");
        await Expect(page.Page.Locator(".log mark").First).ToHaveTextAsync("<img src");
        string[] elements = await page.Page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('.log .lines *')].map(element => element.localName))].sort()");
        Assert.Equal(["div", "mark", "span", "time"], elements);
        await Screens.LookAsync(page, "log-hostile");
    }

    [Fact]
    public async Task Of_an_endless_log_the_end_is_kept_and_said_to_be_the_end()
    {
        server.AppendLog(Pod, Enumerable.Range(0, 10_300).Select(number => $"line {number}"));
        await OpenLogAsync();

        await Expect(Lines.Last).ToHaveTextAsync("line 10299");
        await Expect(Lines).ToHaveCountAsync(10_000);
        await Expect(Part).ToHaveTextAsync("The last 10,000 lines are shown; earlier ones are left out.");
        await Expect(Lines.Last).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Who_scrolls_up_is_left_in_peace_and_finds_the_way_back()
    {
        server.AppendLog(Pod, Enumerable.Range(0, 300).Select(number => $"line {number}"));
        await OpenLogAsync();
        // The log arrives in parts: who scrolls up between two of them is told of the second one's lines too.
        await Expect(Lines).ToHaveCountAsync(300);
        await Expect(Lines.Last).ToBeInViewportAsync();
        await Expect(Latest).ToBeHiddenAsync();

        await page.Page.Locator(".log .lines").FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(Lines.First).ToBeInViewportAsync();
        server.AppendLog(Pod, ["a new line", "and another"]);

        await Expect(Latest).ToHaveTextAsync("Jump to the latest (2 new)");
        await Expect(Lines.First).ToBeInViewportAsync();
        await Latest.ClickAsync();
        await Expect(Lines.Last).ToBeInViewportAsync();
        await Expect(Latest).ToBeHiddenAsync();
        server.AppendLog(Pod, ["the very last"]);
        await Expect(Lines.Last).ToHaveTextAsync("the very last");
        await Expect(Lines.Last).ToBeInViewportAsync();
    }

    private ILocator Lines => page.Page.Locator(".log .line > span");

    private ILocator Latest => page.Page.Locator(".log [data-log=latest]");

    private ILocator Part => page.Page.Locator(".log [data-log=part]");

    private async Task OpenLogAsync() => await page.GoAsync($"/c/{TestCluster.SlugOf(server.KubeconfigOf("admin"))}/{ConsolePage.List}/n/demo/o/run-1?tab=logs");

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
