using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>A journey with a namespace of its own. At its end no page may have done what no page may do.</summary>
public abstract class BrowserTest(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly List<(ConsolePage Page, TestConsole Console)> opened = [];
    private readonly List<string> namespaces = [];
    private readonly List<string> files = [];
    private readonly Stack<IAsyncDisposable> owned = [];

    protected TestCluster Cluster => fixture.Cluster;

    /// <summary>A namespace of the cluster that is this test's alone.</summary>
    protected string Namespace { get; } = Unique.Name("t-browser");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The list of this test's namespace.</summary>
    protected string ListAddress => $"/c/{Cluster.Admin.Slug}/{ConsolePage.List}?namespace={Namespace}";

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        List<string> errors = [];
        try
        {
            foreach ((ConsolePage page, TestConsole console) in opened)
            {
                await page.DisposeAsync();
                errors.AddRange(console.TakeErrors());
            }

            while (owned.TryPop(out IAsyncDisposable? last))
            {
                await last.DisposeAsync();
            }
        }
        finally
        {
            foreach (string name in namespaces)
            {
                await Cluster.RemoveNamespaceAsync(name);
            }

            files.ForEach(File.Delete);
        }

        foreach ((ConsolePage page, _) in opened)
        {
            page.AssertClean();
        }

        Assert.True(errors.Count == 0, $"The console logged errors:\n{string.Join('\n', errors)}");
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes <see cref="Namespace"/>, with sessions named <c>s-000</c> and so on.</summary>
    protected async Task CreateNamespaceAsync(int sessions = 0)
    {
        await Cluster.CreateNamespaceAsync(Namespace);
        namespaces.Add(Namespace);
        for (int i = 0; i < sessions; i++)
        {
            await Cluster.CreateSessionAsync(Namespace, $"s-{i:d3}");
        }
    }

    /// <summary>Disposes something at the end of the test, after the windows are closed.</summary>
    protected T Own<T>(T disposable)
        where T : IAsyncDisposable
    {
        owned.Push(disposable);
        return disposable;
    }

    /// <summary>A console of this test's own.</summary>
    protected TestConsole StartConsole(string kubeconfig) => Own(TestConsole.Start(kubeconfig));

    /// <summary>Writes a file that lives as long as the test; returns its path.</summary>
    protected async Task<string> WriteAsync(string text)
    {
        string path = Path.GetTempFileName();
        files.Add(path);
        await File.WriteAllTextAsync(path, text, Token);
        return path;
    }

    /// <summary>The console of a kubeconfig, shared with other tests.</summary>
    protected TestConsole ConsoleOf(string kubeconfig) => fixture.ConsoleOf(kubeconfig);

    /// <summary>A window of the console of the cluster's administrator.</summary>
    protected Task<ConsolePage> OpenAsync() => OpenAsync(ConsoleOf(Cluster.Kubeconfig));

    /// <summary>A window of a console.</summary>
    protected async Task<ConsolePage> OpenAsync(TestConsole console, BrowserNewContextOptions? options = null)
    {
        ConsolePage page = await ConsolePage.OpenAsync(fixture.Browser, console, options);
        opened.Add((page, console));
        return page;
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);

    /// <summary>Waits until the page shows exactly what the server has, each once.</summary>
    protected async Task EqualsAFreshListAsync(ConsolePage page)
    {
        await Eventually.PassesAsync(
            async () => Assert.Equal(await Cluster.ListSessionsAsync(Namespace), await page.ReadRowsAsync()), TimeSpan.FromSeconds(45), Token);
        await page.StatusIsAsync("Live");
        Assert.Equal(await Cluster.ListSessionsAsync(Namespace), await page.ReadRowsAsync());
    }
}
