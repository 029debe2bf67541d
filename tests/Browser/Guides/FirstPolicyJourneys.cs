using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// What somebody does who sets up backups for the first time: a place, what is kept, and a configuration with two sessions and three tasks;
/// the first backup then runs by itself under their eyes. Once with the mouse, once without.
/// </summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class FirstPolicyJourneys(BrowserFixture fixture, SandboxFixture sandbox) : BrowserTest(fixture)
{
    // A schedule of every minute may have to wait for one before anything runs.
    private static readonly float Patience = (float)(TimeSpan.FromMinutes(1) + SandboxFixture.Patience).TotalMilliseconds;

    [Fact]
    public async Task With_the_mouse_backups_are_set_up_and_the_first_one_succeeds()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await SetUpAsync(page, new Hands.Mouse(page));
    }

    [Fact]
    public async Task With_the_keyboard_alone_backups_are_set_up_and_the_first_one_succeeds()
    {
        ConsolePage page = await OpenAsync(sandbox.Console);
        await SetUpAsync(page, new Hands.Keyboard(page));
    }

    private static async Task SetUpAsync(ConsolePage page, Hands hands)
    {
        string name = Unique.Name("first");
        await page.GoAsync(SandboxFixture.Address("backupstorages.storage.kubestash.com?namespace=demo"));
        await hands.PressAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }));
        await StorageAsync(page, hands, name);
        await FinishAsync(page, hands, "backupstorages.storage.kubestash.com", name);
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Ready", new() { Timeout = Patience });

        await page.GoAsync(SandboxFixture.Address("retentionpolicies.storage.kubestash.com/new?namespace=demo"));
        await Expect(page.Field("Namespace")).ToHaveValueAsync("demo");
        await hands.TypeAsync(page.Field("Name"), name);
        await hands.TypeAsync(page.Field("Max Retention Period"), "1mo");
        await FinishAsync(page, hands, "retentionpolicies.storage.kubestash.com", name);

        await page.GoAsync(SandboxFixture.Address("backupconfigurations.core.kubestash.com/new?namespace=demo"));
        await ConfigurationAsync(page, hands, name);
        await FinishAsync(page, hands, "backupconfigurations.core.kubestash.com", name);
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Ready", new() { Timeout = Patience });
        await Expect(page.Page.Locator("table[aria-label=CronJobs] tbody tr")).ToHaveCountAsync(2, new() { Timeout = Patience });

        ILocator runs = page.Page.Locator("table[aria-label='Backup Sessions'] tbody tr");
        await Expect(runs.First.Locator("td.phase .chip")).ToHaveTextAsync("Succeeded", new() { Timeout = Patience });
        await hands.PressAsync(runs.First.Locator("td.name a"));
        await Expect(page.Page.Locator("main .head .chip")).ToHaveTextAsync("Succeeded");
        await Expect(page.Page.Locator("table[aria-label=Snapshots] tbody td.phase .chip").First).ToHaveTextAsync("Succeeded");
    }

    private static async Task StorageAsync(ConsolePage page, Hands hands, string name)
    {
        await Expect(page.Field("Namespace")).ToHaveValueAsync("demo");
        await hands.TypeAsync(page.Field("Name"), name);
        await hands.PressAsync(page.Page.Locator("main .block h2 button").Filter(new() { HasTextRegex = new Regex("^\\s*Backend") }));
        await hands.TypeAsync(page.Field("Account Key"), "a-key-that-fits");
        await hands.TypeAsync(page.Field("Account Name"), "backups");
        await hands.TypeAsync(page.Field("Container"), "kubestash");
        await hands.TypeAsync(page.Field("Prefix"), name);
    }

    private static async Task ConfigurationAsync(ConsolePage page, Hands hands, string name)
    {
        await Expect(page.Field("Namespace")).ToHaveValueAsync("demo");
        await hands.TypeAsync(page.Field("Name"), name);
        await hands.ChooseAsync(page.Field("Storage Ref"), $"demo/{name}");
        await hands.ChooseAsync(page.Field("Retention Policy"), $"demo/{name}");
        await SessionAsync(page, hands, 0, "every-minute", "* * * * *", name, "logical-backup", "manifest-backup");
        await SessionAsync(page, hands, 1, "nightly", "17 2 * * *", name, "logical-backup");
        await hands.PressAsync(page.Page.Locator("main .block h2 button").Filter(new() { HasTextRegex = new Regex("^\\s*Target") }));
        await hands.ChooseAsync(Target(page, "kind"), "MongoDB");
        await hands.ChooseAsync(Target(page, "namespace"), "demo");
        await hands.ChooseAsync(Target(page, "name"), "mongodb");
    }

    private static async Task SessionAsync(ConsolePage page, Hands hands, int at, string name, string schedule, string repository, params string[] tasks)
    {
        ILocator Part(string path) => page.Page.Locator($"#fieldspec-sessions-{at}--{path}");
        await hands.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new session" }));
        await Expect(Part("name")).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync(name);
        await hands.TypeAsync(Part("scheduler-schedule"), schedule);
        await hands.ChooseAsync(Part("addon-name"), "mongodb-addon");
        for (int task = 0; task < tasks.Length; task++)
        {
            ILocator field = Part($"addon-tasks-{task}--name");
            if (await field.CountAsync() == 0)
            {
                await hands.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Add new task" }).Nth(at));
            }

            await hands.ChooseAsync(field, tasks[task]);
        }

        await hands.TypeAsync(Part("repositories-0--name"), repository);
    }

    private static async Task FinishAsync(ConsolePage page, Hands hands, string list, string name)
    {
        await hands.PressAsync(page.Button("Preview"));
        await Expect(page.Page.Locator(".editor[data-state=ready]")).ToBeVisibleAsync();
        await hands.PressAsync(page.Button("Submit"));
        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(list)}/n/demo/o/{name}$"));
    }

    private static ILocator Target(ConsolePage page, string field) => page.Page.Locator($"#fieldspec-target-{field}");
}
