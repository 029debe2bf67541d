using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace BackupConsole.BrowserTests.Setup;

/// <summary>One browser, one cluster, and one console per kubeconfig, for the whole run.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // The last switch of a name counts, so this repeats what Playwright turns off, and adds the two pages that Chromium loads for the address bar of
    // every window, which nobody sees here and which cost a third of opening one.
    private const string Features =
        "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,"
        + "ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,AvoidCorsURLLoaderRestartOnRedirect,Translate,AutoDeElevate,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,"
        + "WebUIOmniboxPopup,WebUIOmniboxAimPopup";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", Features,
    ];

    private readonly Dictionary<string, TestConsole> consoles = [];
    private readonly Lock gate = new();
    private IPlaywright? playwright;

    /// <summary>A real Chromium: the one that <c>CHROMIUM</c> names, else Debian's.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public TestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Far longer than needed: nothing waits this long unless it fails.
        Assertions.SetDefaultExpectTimeout(30_000);
        Cluster = await TestCluster.ConnectAsync();
        playwright = await Playwright.CreateAsync();
        string path = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium";
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags });
    }

    /// <summary>The console of a kubeconfig; started when first asked for.</summary>
    public TestConsole ConsoleOf(string kubeconfig)
    {
        lock (gate)
        {
            if (!consoles.TryGetValue(kubeconfig, out TestConsole? console))
            {
                console = TestConsole.Start(kubeconfig);
                consoles.Add(kubeconfig, console);
            }

            return console;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
        foreach (TestConsole console in consoles.Values)
        {
            await console.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }
}
