using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Journeys;

/// <summary>A cluster in which backups really go on, seen through the console while kubectl works on it.</summary>
[Trait("Cluster", "Sandbox")]
public sealed class SandboxJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture), IClassFixture<SandboxFixture>
{
    private const string Sessions = "backupsessions.core.kubestash.com";

    [Fact]
    public async Task A_session_made_by_kubectl_runs_to_its_end_in_the_open_page()
    {
        SandboxFixture.NeedsKubectl();
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{Sessions}?namespace=demo"));
        await page.StatusIsAsync("Live");
        await SuspendAsync();

        await sandbox.KubectlAsync(Session("by-kubectl"), "create", "-f", "-");

        await Expect(page.Row("by-kubectl")).ToBeVisibleAsync();
        await Expect(page.Phase("by-kubectl")).ToHaveTextAsync("Succeeded", new() { Timeout = Milliseconds });
        await page.Row("by-kubectl").Locator("td.name a").ClickAsync();
        await Expect(page.Heading).ToContainTextAsync("by-kubectl");
        await Expect(Section(page, "Snapshots").Locator("tbody td.phase .chip")).ToHaveTextAsync("Succeeded");
        await Expect(Section(page, "Backup Configuration").Locator("tbody td.name")).ToContainTextAsync("mongodb");
    }

    [Fact]
    public async Task A_broken_Secret_fails_the_next_run_for_that_reason_and_the_mended_one_heals_it()
    {
        SandboxFixture.NeedsKubectl();
        ConsolePage page = await OpenAsync(sandbox.Console);
        string right = JsonNode.Parse(await sandbox.KubectlAsync("", "get", "secret", "s3-credentials", "-n", "stash", "-o", "json"))!["data"]!["AWS_SECRET_ACCESS_KEY"]!.GetValue<string>();
        await SuspendAsync();
        await SetKeyAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes("a wrong key")));

        try
        {
            await sandbox.KubectlAsync(Session("with-a-wrong-key"), "create", "-f", "-");
            await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/demo/o/with-a-wrong-key"));

            await Expect(page.Page.Locator(".story h2")).ToContainTextAsync("The storage refused the credentials", new() { Timeout = Milliseconds });
            await Expect(page.Page.Locator(".story .evidence")).ToContainTextAsync("Access Denied");
            string pods = await sandbox.KubectlAsync("", "get", "pods", "-n", "demo", "-l", "kubestash.com/invoker-name=with-a-wrong-key", "-o", "name");
            string log = await sandbox.KubectlAsync("", "logs", "-n", "demo", "--all-containers", pods.Split('\n', StringSplitOptions.RemoveEmptyEntries)[0]);
            Assert.Contains("Access Denied", log, StringComparison.Ordinal);
        }
        finally
        {
            await SetKeyAsync(right);
        }

        await sandbox.KubectlAsync(Session("with-the-right-key"), "create", "-f", "-");
        await page.GoAsync(SandboxFixture.Address($"{Sessions}/n/demo/o/with-the-right-key"));
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Succeeded", new() { Timeout = Milliseconds });
        await Expect(page.Page.Locator(".story")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_page_follows_while_schedules_fire()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address($"{Sessions}?q=carts-every-minute"));
        await page.StatusIsAsync("Live");
        string newest = await NewestAsync(page);

        await Eventually.PassesAsync(async () => Assert.NotEqual(newest, await NewestAsync(page)), SandboxFixture.Patience, Token);
    }

    private static float Milliseconds => (float)SandboxFixture.Patience.TotalMilliseconds;

    private static ILocator Section(ConsolePage page, string heading) => page.Page.Locator("section.card", new() { Has = page.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }) });

    private static async Task<string> NewestAsync(ConsolePage page) => await page.Rows.First.Locator("td.name .middle").GetAttributeAsync("title") ?? "";

    // Of two runs of a session at a time the operator skips one, so the schedule of the one that is run by hand rests.
    private async Task SuspendAsync()
    {
        const string Patch = """[{ "op": "add", "path": "/spec/sessions/0/scheduler/suspend", "value": true }]""";
        await sandbox.KubectlAsync("", "patch", "backupconfigurations.core.kubestash.com", "mongodb", "-n", "demo", "--type=json", "-p", Patch);
        await Eventually.PassesAsync(
            async () =>
            {
                Assert.Equal("true", await sandbox.KubectlAsync("", "get", "cronjobs", "-n", "demo", "-l", "kubestash.com/invoker-name=mongodb", "-o", "jsonpath={.items[*].spec.suspend}"));
                string phases = await sandbox.KubectlAsync("", "get", Sessions, "-n", "demo", "-l", "kubestash.com/invoker-name=mongodb", "-o", "jsonpath={.items[*].status.phase}");
                Assert.DoesNotContain("Pending", phases, StringComparison.Ordinal);
                Assert.DoesNotContain("Running", phases, StringComparison.Ordinal);
            },
            SandboxFixture.Patience,
            Token);
    }

    private async Task SetKeyAsync(string value) =>
        await sandbox.KubectlAsync("", "patch", "secret", "s3-credentials", "-n", "stash", "--type=merge", "-p", new JsonObject { ["data"] = new JsonObject { ["AWS_SECRET_ACCESS_KEY"] = value } }.ToJsonString());

    private static string Session(string name) => $$"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupSession
        metadata:
          name: {{name}}
          namespace: demo
        spec:
          invoker:
            apiGroup: core.kubestash.com
            kind: BackupConfiguration
            name: mongodb
          session: full-backup
        """;
}
