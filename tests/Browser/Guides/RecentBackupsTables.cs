using System.Text.Json.Nodes;
using BackupConsole.BrowserTests.Setup;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>What the guide on "Recent Backups" and the page of the BackupSession's fields name is on the pages, by the same words.</summary>
public sealed class RecentBackupsTables(BrowserFixture fixture, GuideObjects objects) : BrowserTest(fixture), IClassFixture<GuideObjects>
{
    // The place of each field of the object: a label of the Basic panel, or a table and its column.
    private static readonly Dictionary<string, (string Place, string Label)> Places = new()
    {
        ["spec.invoker.apiGroup"] = ("Basic", "Invoker API Group"),
        ["spec.invoker.kind"] = ("Basic", "Invoker Kind"),
        ["spec.invoker.name"] = ("Basic", "Invoker Name"),
        ["spec.session"] = ("Basic", "Session"),
        ["spec.retryLeft"] = ("Basic", "Retry left"),
        ["spec.backupTimeout"] = ("Basic", "Timeout"),
        ["status.phase"] = ("Basic", "Phase"),
        ["status.duration"] = ("Basic", "Duration"),
        ["status.backupDeadline"] = ("Basic", "Deadline"),
        ["status.sessionDeadline"] = ("Basic", "Deadline"),
        ["status.totalSnapshots"] = ("Basic", "Total snapshots"),
        ["status.retried"] = ("Basic", "Retried"),
        ["status.nextRetry"] = ("Basic", "Next retry"),
        ["status.snapshots[].name"] = ("Snapshots", "Name"),
        ["status.snapshots[].phase"] = ("Snapshots", "Phase"),
        ["status.snapshots[].repository"] = ("Snapshots", "Repository"),
        ["status.snapshots[].appRef.apiGroup"] = ("Snapshots", "Target"),
        ["status.snapshots[].appRef.kind"] = ("Snapshots", "Target"),
        ["status.snapshots[].appRef.namespace"] = ("Snapshots", "Target"),
        ["status.snapshots[].appRef.name"] = ("Snapshots", "Target"),
        ["status.hooks.preHooks[].name"] = ("Hooks", "Name"),
        ["status.hooks.preHooks[].phase"] = ("Hooks", "Phase"),
        ["status.hooks.postHooks[].name"] = ("Hooks", "Name"),
        ["status.hooks.postHooks[].phase"] = ("Hooks", "Phase"),
        ["status.retentionPolicy[].ref.name"] = ("Retention", "Retention Policy"),
        ["status.retentionPolicy[].ref.namespace"] = ("Retention", "Retention Policy"),
        ["status.retentionPolicy[].repository"] = ("Retention", "Repository"),
        ["status.retentionPolicy[].phase"] = ("Retention", "Phase"),
        ["status.retentionPolicy[].error"] = ("Retention", "Error"),
        ["status.conditions[].type"] = ("Conditions", ""),
        ["status.conditions[].status"] = ("Conditions", ""),
        ["status.conditions[].reason"] = ("Conditions", ""),
        ["status.conditions[].message"] = ("Conditions", ""),
        ["status.conditions[].severity"] = ("Conditions", ""),
        ["status.conditions[].observedGeneration"] = ("Conditions", ""),
        ["status.conditions[].lastTransitionTime"] = ("Conditions", ""),
    };

    // The conditions the page of the fields names; our object has three more that operators set.
    private static readonly string[] Conditions =
    [
        "BackupSkipped", "SessionHistoryCleaned", "PreBackupHooksExecutionSucceeded", "PostBackupHooksExecutionSucceeded", "BackupExecutorEnsured", "SnapshotsEnsured", "DeadlineExceeded", "MetricsPushed",
    ];

    /// <summary>Each table with objects and without.</summary>
    public static TheoryData<string, string> Tables
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (GuideTable table in GuideTables.All)
            {
                data.Add(table.Title, "full");
                data.Add(table.Title, "empty");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Every_table_of_the_guide_has_its_words_in_order(string title, string state)
    {
        GuideTable table = GuideTables.All.Single(one => one.Title == title);
        bool full = state == "full";
        bool isList = title == "BackupSession List";
        string place = full ? GuideObjects.Full : isList ? GuideObjects.Nothing : GuideObjects.Bare;
        ConsolePage page = await OpenAsync(objects.Console);
        await page.GoAsync(GuideObjects.Address(string.Format(
            System.Globalization.CultureInfo.InvariantCulture, table.Address, place, full ? $"?namespace={GuideObjects.Full}&invoker=mongodb&session=full-backup" : "")));
        await (isList
            ? full ? page.Rows.First : page.State
            : title.StartsWith("Create", StringComparison.Ordinal) ? page.Page.Locator("main .fields")
            : page.Page.Locator("section[aria-labelledby=basic-title] dl")).WaitForAsync();
        if (!full && (title is "Backup Configuration" or "Snapshots"))
        {
            await Expect(Section(page, title).GetByText("No data available")).ToBeVisibleAsync();
        }

        string[] words = [.. (await page.Page.Locator(table.Cells).AllTextContentsAsync()).Select(text => text.Trim())];
        Assert.Equal([.. table.Words, .. table.Further], words.Select(word => word.TrimEnd('*', ' ')));
        Assert.True(await page.Page.Locator(table.Cells).First.IsVisibleAsync());
        if (title.StartsWith("Create", StringComparison.Ordinal))
        {
            Assert.Equal(GuideTables.Required, words.Where(word => word.EndsWith('*')).Select(word => word.TrimEnd('*', ' ')));
            await Expect(page.Heading).ToHaveTextAsync(title);
        }
    }

    [Fact]
    public async Task Every_field_and_every_condition_of_a_session_is_on_its_page_with_its_value()
    {
        ConsolePage page = await OpenAsync(objects.Console);
        JsonObject reading = await ReadAsync(page, GuideObjects.Session);
        await page.Page.EvaluateAsync("() => document.querySelector('#linked-Snapshots').scrollIntoView()");
        await Screens.LookAsync(page, "guide-every-field");

        FieldReading.HasEveryField(GuideObjects.Whole, reading, Places, "status.sessionDeadline");
        string[] types = [.. GuideObjects.Whole["status"]!["conditions"]!.AsArray().Select(condition => condition!["type"]!.GetValue<string>())];
        Assert.Equal([], Conditions.Except(types));
        Assert.DoesNotContain("Not a condition KubeStash is known for", reading.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_is_found_under_the_name_older_operators_give_it()
    {
        ConsolePage page = await OpenAsync(objects.Console);
        JsonObject reading = await ReadAsync(page, GuideObjects.Older);
        await Screens.LookAsync(page, "guide-running");
        Assert.True(FieldReading.Has(FieldReading.Candidates(reading, "Basic").Single(), "Deadline", "2026-10-09T11:11:11Z"), reading.ToString());
        Assert.True(FieldReading.Has(FieldReading.Candidates(reading, "Basic").Single(), "Phase", "Running"), reading.ToString());
    }

    [Fact]
    public async Task A_session_without_a_timeout_has_that_of_its_configuration_s_session()
    {
        ConsolePage page = await OpenAsync(objects.Console);
        await page.GoAsync(GuideObjects.Address($"{ConsolePage.List}/n/{GuideObjects.Full}/o/{GuideObjects.Inherits}"));
        await Expect(page.Page.Locator("section[aria-labelledby=basic-title] dt:text-is('Timeout') + dd")).ToContainTextAsync("1h30m");
    }

    private static async Task<JsonObject> ReadAsync(ConsolePage page, string name)
    {
        await page.GoAsync(GuideObjects.Address($"{ConsolePage.List}/n/{GuideObjects.Full}/o/{name}"));
        await Expect(Section(page, "Backup Configuration").Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(Section(page, "Snapshots").Locator("[aria-busy]")).ToHaveCountAsync(0);
        return await FieldReading.ReadAsync(page);
    }

    private static Microsoft.Playwright.ILocator Section(ConsolePage page, string heading) =>
        page.Page.Locator("section.card", new() { Has = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = heading, Exact = true }) });
}
