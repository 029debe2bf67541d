using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using Microsoft.Playwright;

namespace BackupConsole.Benchmarks;

/// <summary>
/// Weighs a running console: bytes on the wire of its first page, of a list and of one changed row, and with <c>--pid</c> what one more open
/// list keeps in the console's process. <c>weight --url URL-OF-A-LIST --kubeconfig FILE --namespace NAME --lists N --pid PID</c>.
/// </summary>
internal static class Weight
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task RunAsync(Arguments arguments)
    {
        Uri url = new(arguments.Text("url", "http://localhost:5080/"));
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = arguments.Text("chromium", "/usr/bin/chromium"), Args = Switches });
        Scale first = await Scale.OpenAsync(browser);
        await first.Page.GotoAsync(new Uri(url, "/?choose").ToString());
        await first.SettleAsync();
        Console.WriteLine($"first page, cold   {first.Read()}");

        Scale list = await Scale.OpenAsync(browser);
        await list.Page.GotoAsync(url.ToString());
        await LiveAsync(list.Page);
        await list.SettleAsync();
        Console.WriteLine($"list page, cold    {list.Read()}");
        await list.Page.ReloadAsync();
        list.Reset();
        await LiveAsync(list.Page);
        await list.SettleAsync();
        Console.WriteLine($"list page, again   {list.Read()}");
        await ChangeAsync(arguments, list);
        await KeepAsync(arguments, browser, url);
    }

    // One created object, then a label of it: what each costs on the socket. Its phase is left to the operator there may be.
    private static async Task ChangeAsync(Arguments arguments, Scale list)
    {
        string ns = arguments.Text("namespace", "demo");
        string name = $"weight-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
        ObjectKey key = new(ns, name);
        JsonObject session = SampleSession.Create(1, ns);
        session["metadata"]!["name"] = name;
        session.Remove("status");
        session["metadata"]!.AsObject().Remove("labels");
        session["metadata"]!.AsObject().Remove("ownerReferences"); // A cluster deletes what names an owner that is not there.
        await using KubernetesClient client = arguments.Client();
        list.Reset();
        await client.CreateAsync(KubeStashKinds.BackupSession, ns, session, new WriteOptions(), CancellationToken.None);
        await list.Page.WaitForFunctionAsync("name => document.querySelector('tbody')?.textContent.includes(name)", name);
        await list.SettleAsync();
        Console.WriteLine($"one more row       {list.Read()}");
        list.Reset();
        Patch label = Patch.Merge(new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["weight"] = "changed" } } });
        await client.PatchAsync(KubeStashKinds.BackupSession, key, label, new WriteOptions(), CancellationToken.None);
        await list.Page.WaitForFunctionAsync("name => [...document.querySelectorAll('tbody tr')].some(row => row.textContent.includes(name) && row.querySelector('[title=\"weight: changed\"]'))", name);
        await list.SettleAsync();
        Console.WriteLine($"one changed row    {list.Read()}");
        await client.DeleteAsync(KubeStashKinds.BackupSession, key, new DeleteOptions(), CancellationToken.None);
    }

    private static async Task KeepAsync(Arguments arguments, IBrowser browser, Uri url)
    {
        if (arguments.Number("pid", 0) is not (> 0 and int pid))
        {
            return;
        }

        int lists = arguments.Number("lists", 20);
        long before = Resident(pid);
        for (int at = 0; at < lists; at++)
        {
            IPage page = await browser.NewPageAsync();
            await page.GotoAsync(url.ToString());
            await LiveAsync(page);
        }

        long after = Resident(pid);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lists} more open lists  {(after - before) / 1024.0 / lists:F0} KiB each of the process ({before >> 20} to {after >> 20} MiB resident)"));
    }

    private static long Resident(int pid)
    {
        using Process process = Process.GetProcessById(pid);
        return process.WorkingSet64;
    }

    private static Task LiveAsync(IPage page) => page.Locator("header .chip[role=status]", new() { HasText = "Live" }).WaitForAsync();

    /// <summary>Counts what a page receives, as it is on the wire.</summary>
    private sealed class Scale
    {
        private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

        private long requests;
        private long bytes;
        private long frames;
        private long frameBytes;
        private long last = Stopwatch.GetTimestamp();

        private Scale(IPage page) => Page = page;

        public IPage Page { get; }

        public static async Task<Scale> OpenAsync(IBrowser browser)
        {
            IBrowserContext context = await browser.NewContextAsync();
            Scale scale = new(await context.NewPageAsync());
            ICDPSession session = await context.NewCDPSessionAsync(scale.Page);
            await session.SendAsync("Network.enable");
            session.Event("Network.loadingFinished").OnEvent += (_, data) => scale.Add(data?.GetProperty("encodedDataLength").GetDouble() ?? 0);
            scale.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => scale.AddFrame(frame.Binary?.Length ?? frame.Text?.Length ?? 0);
            return scale;
        }

        /// <summary>Waits until nothing more comes.</summary>
        public async Task SettleAsync()
        {
            while (Stopwatch.GetElapsedTime(Interlocked.Read(ref last)) < Quiet)
            {
                await Task.Delay(Quiet / 4);
            }
        }

        public void Reset() => requests = bytes = frames = frameBytes = 0;

        public string Read() => string.Create(CultureInfo.InvariantCulture, $"{requests,3} answers {bytes / 1024.0,7:F1} KiB, {frames,3} frames {frameBytes / 1024.0,7:F1} KiB");

        private void Add(double length)
        {
            Interlocked.Increment(ref requests);
            Interlocked.Add(ref bytes, (long)length);
            Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
        }

        private void AddFrame(int length)
        {
            Interlocked.Increment(ref frames);
            Interlocked.Add(ref frameBytes, length);
            if (length > 3)
            {
                // Pings are shorter and never end.
                Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
            }
        }
    }
}
