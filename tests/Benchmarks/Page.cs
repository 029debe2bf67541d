using System.Diagnostics;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using Microsoft.Playwright;

namespace BackupConsole.Benchmarks;

/// <summary>
/// Measures a running console in a real browser: from opening the list to the first row and to the last number in the footer, and from
/// a change in the cluster to the pixel. <c>page --url URL-OF-A-LIST --kubeconfig FILE --namespace NAME --rounds N</c>.
/// </summary>
internal static class Page
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task RunAsync(Arguments arguments)
    {
        string url = arguments.Text("url", "http://localhost:5080/");
        string ns = arguments.Text("namespace", "bench");
        int rounds = arguments.Number("rounds", 20);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = arguments.Text("chromium", "/usr/bin/chromium"), Args = Switches });
        IPage page = await browser.NewPageAsync();

        Stopwatch watch = Stopwatch.StartNew();
        await page.GotoAsync(url);
        await page.Locator("table[role=table] tbody tr").First.WaitForAsync();
        Console.WriteLine($"first row      {watch.ElapsedMilliseconds,6} ms after the address was opened");
        await page.GetByText("Live", new() { Exact = true }).First.WaitForAsync();
        Console.WriteLine($"all rows, live {watch.ElapsedMilliseconds,6} ms: {await page.GetByText("Showing").First.TextContentAsync()}");

        await using KubernetesClient client = arguments.Client();
        List<double> times = [];
        for (int round = 0; round < rounds; round++)
        {
            string name = $"pixel-full-backup-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}";
            JsonObject session = SampleSession.Create(round, ns);
            session["metadata"]!["name"] = name;
            ObjectKey key = new(ns, name);
            long start = Stopwatch.GetTimestamp();
            await client.CreateAsync(KubeStashKinds.BackupSession, ns, session, new WriteOptions(), CancellationToken.None);
            await page.WaitForFunctionAsync("name => document.querySelector('tbody')?.textContent.includes(name)", name);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await client.DeleteAsync(KubeStashKinds.BackupSession, key, new DeleteOptions(), CancellationToken.None);
            await page.WaitForFunctionAsync("name => !document.querySelector('tbody')?.textContent.includes(name)", name);
        }

        times.Sort();
        Console.WriteLine($"created -> pixel, {rounds} rounds: min {times[0]:F0} ms, median {times[times.Count / 2]:F0} ms, max {times[^1]:F0} ms (the create request included)");
    }
}
