using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// What somebody does on a bad day: a storage's key stops working, a backup fails, and everything is to be good again, and proven to be. All of
/// it with the mouse and on pages, but for the Secret, whose values the console does not show.
/// </summary>
[Collection(JourneySandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class MendingJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    private const int MostClicks = 3;
    private const string Key = "AWS_SECRET_ACCESS_KEY";
    private const string Elsewhere = "staging";
    private static readonly ObjectKey Credentials = new("stash", "s3-credentials");
    private static readonly ResourceKind Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    private static readonly ResourceKind MySql = new("kubedb.com", "v1", "mysqls", "MySQL", Namespaced: true);
    private static readonly float Patience = (float)SandboxFixture.Patience.TotalMilliseconds;

    [Fact]
    public async Task A_broken_key_is_found_and_mended_and_the_backup_verified_and_restored()
    {
        await MakeTargetAsync();
        string right = await ReadKeyAsync();
        ConsolePage page = await OpenAsync(sandbox.Console);
        await page.GoAsync(SandboxFixture.Address(""));
        await page.Page.EvaluateAsync("() => { window.neverReloaded = true; }");
        string failed;
        await SetKeyAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes("a wrong key")));
        try
        {
            failed = await RunNowAsync(page);
            await FailsOnTheOverviewAsync(page, failed);
            await CauseIsFoundAsync(page, failed);
        }
        finally
        {
            await SetKeyAsync(right);
        }

        string mended = await RunAgainAsync(page, failed);
        await VerifyAsync(page, mended);
        await RestoreAsync(page);

        await page.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Page.Locator("#failing .lines, #failing .none").First).ToBeVisibleAsync();
        await Expect(Trouble(page, failed)).ToHaveCountAsync(0);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.neverReloaded === true"), "A page was loaded again.");
    }

    private static async Task<string> RunNowAsync(ConsolePage page)
    {
        await page.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Backup Configuration" }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Backup Configuration");
        ILocator namespaces = page.Page.GetByLabel("Select Namespace");
        await Expect(namespaces.Locator("option[value=finance]")).ToBeAttachedAsync();
        await namespaces.SelectOptionAsync("finance");
        await page.Row("ledger").GetByRole(AriaRole.Button, new() { Name = "Actions for ledger" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Run now" }).ClickAsync();
        return await AgreeAsync(page);
    }

    private static async Task FailsOnTheOverviewAsync(ConsolePage page, string failed)
    {
        await page.Page.Locator("#side").GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(Trouble(page, failed)).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(Trouble(page, failed).Locator(".chip")).ToHaveTextAsync("Failed");
        await Expect(Trouble(page, failed)).ToContainTextAsync("Access Denied");
    }

    private static async Task CauseIsFoundAsync(ConsolePage page, string failed)
    {
        int clicks = 0;
        Task ClickAsync(ILocator control)
        {
            clicks++;
            return control.ClickAsync();
        }

        await ClickAsync(Trouble(page, failed).Locator("a").First);
        await Expect(page.Page.Locator(".story h2")).ToContainTextAsync("The storage refused the credentials");
        await Expect(page.Page.Locator(".story .evidence")).ToContainTextAsync("Access Denied");
        await Expect(page.Page.Locator(".story")).ToContainTextAsync("What helps: Put a valid key into the Secret of the BackupStorage");
        await Screens.LookAsync(page, "mending-cause");

        // The words say what is wrong; two clicks more lead to the very Secret.
        await ClickAsync(page.Page.Locator(".story").GetByRole(AriaRole.Link, new() { Name = "stash/default" }));
        await Expect(page.Heading).ToContainTextAsync("default");
        await ClickAsync(page.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = Credentials.Name }).First);
        await Expect(page.Heading).ToContainTextAsync(Credentials.Name);
        await Expect(page.Page.Locator("main")).ToContainTextAsync(Key);
        Assert.True(clicks <= MostClicks, $"It took {clicks} clicks.");
        await page.Page.GoBackAsync();
        await page.Page.GoBackAsync();
        await Expect(page.Heading).ToContainTextAsync(failed);
    }

    private static async Task<string> RunAgainAsync(ConsolePage page, string failed)
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();
        string mended = await AgreeAsync(page, failed);
        await Message(page, mended).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Heading).ToContainTextAsync(mended);
        await Expect(Message(page, mended)).ToHaveCountAsync(0);
        await SucceedsAsync(page);
        await Expect(page.Page.Locator(".story")).ToHaveCountAsync(0);
        return mended;
    }

    private static async Task VerifyAsync(ConsolePage page, string run)
    {
        string snapshot = $"ledger-repo-{run}";
        await page.Page.Locator("table[aria-label=Snapshots] tbody td.name a").Filter(new() { HasText = "ledger-repo" }).ClickAsync();
        await Expect(page.Heading).ToContainTextAsync(snapshot);
        await Expect(page.Basic("Verification Status")).ToContainTextAsync("Not verified");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Verify now" }).ClickAsync();
        await Expect(page.Field("Namespace")).ToHaveValueAsync("finance");
        await Expect(page.Field("Invoker Name")).ToHaveValueAsync("ledger");
        await Expect(page.Field("Session")).ToHaveValueAsync("three-hourly");
        await Expect(page.Field("Snapshot")).ToHaveValueAsync(snapshot);
        await Screens.LookAsync(page, "mending-verify");
        await SubmitAsync(page, "backupverificationsession.core.kubestash.com");
        await SucceedsAsync(page);
        await Expect(page.Page.Locator("main")).ToContainTextAsync("The restored data passed the check.");
        await Screens.LookAsync(page, "mending-verified");

        await page.Basic("Snapshot").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Basic("Verification Status")).ToContainTextAsync("OK");
    }

    private static async Task RestoreAsync(ConsolePage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Restore", Exact = true }).ClickAsync();
        await Expect(page.Field("Addon Name")).ToHaveValueAsync("mysql-addon");
        await Expect(page.Field("Task Name")).ToHaveValueAsync("logical-backup-restore");
        ILocator target = page.Page.Locator("#fieldspec-target-namespace");
        await Expect(target).ToHaveValueAsync("finance");
        await target.SelectOptionAsync(Elsewhere);
        ILocator name = page.Page.Locator("#fieldspec-target-name");
        await Expect(name.Locator("option[value=ledger]")).ToBeAttachedAsync();
        await name.SelectOptionAsync("ledger");
        await Screens.LookAsync(page, "mending-restore");
        await page.PreviewAsync();
        ILocator checks = page.Page.GetByRole(AriaRole.List, new() { Name = "Checks" });
        await Expect(checks).ToContainTextAsync($"MySQL {Elsewhere}/ledger is there.");
        await Expect(checks.Locator("li:not(.met)")).ToHaveCountAsync(0);
        await SubmitAsync(page, "restoresessions.core.kubestash.com", isPreview: true);
        await SucceedsAsync(page);
        await Expect(page.Basic("Target")).ToContainTextAsync($"MySQL {Elsewhere}/ledger");
        await Expect(page.Page.Locator("table[aria-label='Component Progress'] tbody")).ToContainTextAsync("Succeeded");
        await Screens.LookAsync(page, "mending-restored");
    }

    private static async Task SubmitAsync(ConsolePage page, string list, bool isPreview = false)
    {
        if (!isPreview)
        {
            await page.PreviewAsync();
        }

        await page.Button("Submit").ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(list)}/n/finance/o/"));
    }

    private static Task SucceedsAsync(ConsolePage page) => Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Succeeded", new() { Timeout = Patience });

    // Agrees to a run; returns its name, which the message has.
    private static async Task<string> AgreeAsync(ConsolePage page, string before = "the run before")
    {
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        ILocator link = page.Page.Locator(".toast").Filter(new() { HasNotText = before }).GetByRole(AriaRole.Link, new() { Name = "See it run" });
        await Expect(link).ToBeVisibleAsync();
        return (await link.GetAttributeAsync("href"))!.Split('/')[^1];
    }

    private static ILocator Message(ConsolePage page, string words) => page.Page.Locator(".toast").Filter(new() { HasText = words });

    private static ILocator Trouble(ConsolePage page, string name) => page.Page.Locator("#failing .lines li").Filter(new() { Has = page.Page.Locator($".middle[title='{name}']") });

    // Whoever runs databases has made an empty one.
    private async Task MakeTargetAsync()
    {
        await sandbox.Client.CreateAsync(Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = Elsewhere } }, new(), Token);
        JsonObject database = await sandbox.Client.GetAsync(MySql, new ObjectKey("finance", "ledger-trial"), Token);
        database["metadata"] = new JsonObject { ["name"] = "ledger", ["namespace"] = Elsewhere };
        database["spec"]!["authSecret"] = new JsonObject { ["name"] = "ledger-auth" };
        database.Remove("status");
        await sandbox.Client.CreateAsync(MySql, Elsewhere, database, new(), Token);
    }

    private async Task<string> ReadKeyAsync() => (await sandbox.Client.GetAsync(BuiltInKinds.Secret, Credentials, Token))["data"]![Key]!.GetValue<string>();

    private async Task SetKeyAsync(string value) => await sandbox.Client.PatchAsync(
        BuiltInKinds.Secret, Credentials, Patch.Merge(new JsonObject { ["data"] = new JsonObject { [Key] = value } }), new(), CancellationToken.None);
}
