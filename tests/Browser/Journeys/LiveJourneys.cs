using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>What happens in the cluster happens in the open page.</summary>
public sealed class LiveJourneys(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_session_appears_in_the_open_page_its_phases_follow_and_its_deletion_removes_the_row()
    {
        await CreateNamespaceAsync();
        ConsolePage page = await OpenAsync();
        await page.GoAsync(ListAddress);
        await page.StatusIsAsync("Live");
        await Expect(page.State).ToContainTextAsync($"No backups yet in namespace {Namespace}");
        await Screens.LookAsync(page, "list-empty");

        await Cluster.CreateSessionAsync(Namespace, "nightly-1");
        await Expect(page.Phase("nightly-1")).ToHaveTextAsync("No phase yet");
        await Cluster.CreateSessionAsync(Namespace, "nightly-2");
        foreach (string phase in (string[])["Pending", "Running", "Succeeded"])
        {
            await Cluster.SetPhaseAsync(Namespace, "nightly-1", phase);
            await Expect(page.Phase("nightly-1")).ToHaveTextAsync(phase);
        }

        await Cluster.SetPhaseAsync(Namespace, "nightly-2", "Failed");
        await Expect(page.Phase("nightly-2")).ToHaveTextAsync("Failed");
        await Cluster.DeleteSessionAsync(Namespace, "nightly-1");
        await Expect(page.Row("nightly-1")).ToHaveCountAsync(0);
        await Expect(page.Rows).ToHaveCountAsync(1);
        await EqualsAFreshListAsync(page);
    }

    [Fact]
    public async Task A_session_that_is_deleted_and_made_again_under_its_name_is_one_row()
    {
        await CreateNamespaceAsync(2);
        ConsolePage page = await OpenAsync();
        await page.GoAsync(ListAddress);
        await Expect(page.Rows).ToHaveCountAsync(2);
        await Cluster.SetPhaseAsync(Namespace, "s-000", "Failed");
        await Cluster.DeleteSessionAsync(Namespace, "s-000");
        await Cluster.CreateSessionAsync(Namespace, "s-000", "Running");
        await Expect(page.Phase("s-000")).ToHaveTextAsync("Running");
        await EqualsAFreshListAsync(page);
    }

    [Fact]
    public async Task What_kubectl_creates_patches_and_deletes_shows_in_the_open_page()
    {
        if (Cluster.Fake is not null)
        {
            Assert.Skip("kubectl is tried with a real API server: set CONSOLE_TEST_KUBECONFIG.");
        }

        await CreateNamespaceAsync();
        ConsolePage page = await OpenAsync();
        await page.GoAsync(ListAddress);
        await page.StatusIsAsync("Live");
        string file = Path.GetTempFileName();
        try
        {
            JsonObject manifest = TestCluster.Session(Namespace, "by-kubectl");
            await File.WriteAllTextAsync(file, manifest.ToJsonString(), Token);
            await KubectlAsync("create", "-f", file);
            long created = TimeProvider.System.GetTimestamp();
            await Expect(page.Row("by-kubectl")).ToBeVisibleAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"Seen {TimeProvider.System.GetElapsedTime(created).TotalMilliseconds:F0} ms after kubectl ended.");
            await KubectlAsync("patch", "backupsessions.core.kubestash.com/by-kubectl", "-n", Namespace, "--subresource=status", "--type=merge", "-p", """{"status":{"phase":"Running"}}""");
            await Expect(page.Phase("by-kubectl")).ToHaveTextAsync("Running");
            await KubectlAsync("delete", "-f", file);
            await Expect(page.Row("by-kubectl")).ToHaveCountAsync(0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task An_age_ticks_in_the_browser_without_a_word_from_the_server()
    {
        await CreateNamespaceAsync(1);
        ConsolePage page = await OpenAsync();
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await page.Page.Clock.InstallAsync(new() { TimeDate = now });
        await page.GoAsync(ListAddress);
        await page.StatusIsAsync("Live");
        ILocator age = page.Row("s-000").Locator("time[data-age]");
        await Expect(age).ToHaveTextAsync(new Regex("^[0-9]+s$"));
        int before = page.RenderBatches;
        Assert.NotEqual(0, before);
        foreach ((double minutes, string shown) in ((double, string)[])[(12.5, "^12m$"), (60 * 25.5, "^25h$"), (60 * 24 * 400.1, "^400d$")])
        {
            await page.Page.Clock.SetSystemTimeAsync(now.AddMinutes(minutes));
            await Expect(age).ToHaveTextAsync(new Regex(shown));
        }

        Assert.Equal(before, page.RenderBatches);
        await Expect(age).ToHaveAttributeAsync("title", new Regex("Z\\)$"));
    }

    private async Task KubectlAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("kubectl", [$"--kubeconfig={Cluster.Kubeconfig}", .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        string error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {await output}{error}");
    }
}
