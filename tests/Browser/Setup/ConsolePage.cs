using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>
/// A page of the console in a browser window of its own. Notes everything no page may do: break the content security policy, log an
/// error, ask another origin, throw, open a dialog of the browser.
/// </summary>
public sealed class ConsolePage : IAsyncDisposable
{
    /// <summary>Path of the list, below a cluster's address.</summary>
    public const string List = "backupsessions.core.kubestash.com";

    // Half an hour off UTC: a time that is still in UTC shows.
    private const string Zone = "Asia/Kolkata";

    private readonly IBrowserContext context;
    private readonly Uri console;
    private readonly ConcurrentQueue<string> offences = new();
    private readonly ConcurrentBag<Regex> allowed = [];
    private readonly ConcurrentQueue<string> frames = new();

    private ConsolePage(IBrowserContext context, IPage page, Uri console)
    {
        this.context = context;
        this.console = console;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Everything the page did that it may not, allowed or not.</summary>
    public IReadOnlyCollection<string> Offences => offences;

    public ILocator Heading => Page.Locator("main h1");

    /// <summary>The word in the top bar for how current the page is.</summary>
    public ILocator Status => Page.Locator("header.top .chip[role=status]");

    public ILocator Rows => Page.Locator("table[role=table] tbody tr");

    public ILocator Notices => Page.Locator("main .notice");

    /// <summary>What stands in place of a list.</summary>
    public ILocator State => Page.Locator("main .state");

    public ILocator Footer => Page.Locator("main .foot");

    public ILocator Filter => Page.Locator("input[type=search]");

    public ILocator ReconnectDialog => Page.Locator("#components-reconnect-modal");

    /// <summary>How many changes of the page the server has sent.</summary>
    public int RenderBatches => frames.Count(frame => frame.Contains("JS.RenderBatch", StringComparison.Ordinal));

    public ILocator Row(string name) => Rows.Filter(new() { Has = Page.Locator($".middle[title='{name}']") });

    public ILocator Phase(string name) => Row(name).Locator("td.phase .chip");

    /// <summary>Opens a window; goes nowhere yet.</summary>
    public static async Task<ConsolePage> OpenAsync(IBrowser browser, TestConsole console, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { ViewportSize = Screens.Wide };
        options.TimezoneId = Zone;
        options.Locale = "en-GB";
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        IPage page = await context.NewPageAsync();
        ConsolePage opened = new(context, page, console.Address);
        await opened.WatchAsync();
        return opened;
    }

    /// <summary>Goes to an address of the console and waits until clicks and keys arrive.</summary>
    public async Task<IResponse?> GoAsync(string address)
    {
        IResponse? response = await Page.GotoAsync(new Uri(console, address).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await InteractiveAsync();
        return response;
    }

    /// <summary>Waits until the circuit has drawn the page.</summary>
    public Task InteractiveAsync() => Page.Locator("html[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Asks for the lost connection again. It may come back by itself while the button is being reached for: that is as good.</summary>
    public Task ReconnectAsync() => Eventually.PassesAsync(
        async () =>
        {
            if (await ReconnectDialog.IsVisibleAsync())
            {
                await ReconnectDialog.GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync(new() { Timeout = 2_000 });
            }

            await Assertions.Expect(ReconnectDialog).ToBeHiddenAsync(new() { Timeout = 5_000 });
        },
        TimeSpan.FromSeconds(45),
        TestContext.Current.CancellationToken);

    /// <summary>Waits for a word in the top bar.</summary>
    public Task StatusIsAsync(string word) => Assertions.Expect(Status).ToContainTextAsync(word);

    /// <summary>Name and phase of each row, by name; the phase is empty where none is written.</summary>
    public async Task<IReadOnlyList<(string Name, string Phase)>> ReadRowsAsync()
    {
        string[] cells = await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('table[role=table] tbody tr')].flatMap(row =>
              [row.querySelector('td.name .middle').title, row.querySelector('td.phase .chip').textContent.trim()])
            """);
        return [.. cells.Chunk(2).Select(pair => (pair[0], pair[1] == "No phase yet" ? "" : pair[1])).Order()];
    }

    /// <summary>Makes everything on the circuit take this much longer, in each direction. To be called before the page is opened.</summary>
    public Task SlowDownAsync(TimeSpan delay) => Page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
    {
        IWebSocketRoute server = socket.ConnectToServer();
        socket.OnMessage(Later(delay, server));
        server.OnMessage(Later(delay, socket));
    });

    /// <summary>Starts noting every word of the top bar and the smallest number of rows.</summary>
    public Task StartNotingAsync() => Page.EvaluateAsync(
        """
        () => {
          const noted = window.noted = { words: [], fewest: Infinity };
          const note = () => {
            const word = document.querySelector('header.top .chip[role=status]')?.textContent.trim().replace(/[0-9:]+( UTC)?/g, '').trim();
            if (word !== undefined && noted.words.at(-1) !== word) {
              noted.words.push(word);
            }
            noted.fewest = Math.min(noted.fewest, document.querySelectorAll('table[role=table] tbody tr').length);
          };
          note();
          new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
        }
        """);

    /// <summary>The words of the top bar since <see cref="StartNotingAsync"/>, in their order.</summary>
    public async Task<string[]> NotedWordsAsync() => await Page.EvaluateAsync<string[]>("() => window.noted.words");

    /// <summary>The smallest number of rows since <see cref="StartNotingAsync"/>.</summary>
    public Task<int> FewestRowsAsync() => Page.EvaluateAsync<int>("() => window.noted.fewest");

    /// <summary>Lets errors pass that the test itself brings about.</summary>
    public void Allow(string pattern) => allowed.Add(new Regex(pattern));

    /// <summary>Fails with everything the page did that it may not.</summary>
    public void AssertClean()
    {
        string[] bad = [.. Offences.Where(offence => !allowed.Any(pattern => pattern.IsMatch(offence)))];
        Assert.True(bad.Length == 0, $"{Page.Url} did what no page may do:\n{string.Join('\n', bad.Distinct())}");
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
    }

    /// <summary>Passes frames on in their order, each after the delay.</summary>
    private static Action<IWebSocketFrame> Later(TimeSpan delay, IWebSocketRoute to)
    {
        Lock gate = new();
        Task last = Task.CompletedTask;
        return frame =>
        {
            lock (gate)
            {
                last = PassAsync(last, Task.Delay(delay), frame);
            }
        };

        async Task PassAsync(Task earlier, Task due, IWebSocketFrame frame)
        {
            await earlier;
            await due;
            if (frame.Binary is { Length: > 0 } bytes)
            {
                to.Send(bytes);
            }
            else
            {
                to.Send(frame.Text ?? "");
            }
        }
    }

    private async Task WatchAsync()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                offences.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
            }
        };
        Page.PageError += (_, error) => offences.Enqueue($"uncaught: {error}");
        Page.Request += (_, request) => Demand(request.Url);
        Page.WebSocket += (_, socket) =>
        {
            Demand(socket.Url);
            socket.FrameReceived += (_, frame) => frames.Enqueue(frame.Text ?? System.Text.Encoding.Latin1.GetString(frame.Binary ?? []));
        };
        Page.Dialog += (_, dialog) =>
        {
            offences.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await Page.ExposeFunctionAsync("tellViolation", (string what) => offences.Enqueue($"policy: {what}"));
        await Page.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', event => tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));");
    }

    private void Demand(string url)
    {
        Uri asked = new(url);
        if (asked.Scheme is not ("data" or "blob") && asked.Authority != console.Authority)
        {
            offences.Enqueue($"another origin: {url}");
        }
    }
}
