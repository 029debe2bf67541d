using BackupConsole.BrowserTests.Setup;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>Every list, linked table and Basic panel of the guides on "Backup Configuration" and "Backup Storage" has the guide's words in the guide's order.</summary>
public abstract class LargerGuidesTables(BrowserFixture fixture, SandboxFixture? sandbox) : DetailGuideTest(fixture, sandbox)
{
    private const string Configuration = "configuration";
    private const string Storage = "storage";
    private const string ConfigurationList = "configurations";
    private const string StorageList = "storages";

    /// <summary>Where each table is, and its words; what we show after them is ours.</summary>
    private static readonly (string Place, string Title, string[] Words)[] All =
    [
        (ConfigurationList, "Backup Configuration", ["Name", "Namespace", "Schedule", "Paused", "Repository", "BackupStorage", "Target", "Task", "RetentionPolicy", "Phase", "Age"]),
        (Configuration, "Basic", ["Name", "Namespace", "Labels", "Annotations", "UID", "Phase", "Paused"]),
        (Configuration, "Backup Sessions", ["Name", "Namespace", "Invoker Kind", "Invoker Name", "Session", "Total snapshots", "Phase", "Duration", "Age"]),
        (Configuration, "Retention Policies", ["Name", "Annotations", "Age", "Max Retention Period", "Default"]),
        (Configuration, "Repository", ["Name", "Namespace", "Size", "Snapshot Count", "Target", "Last-Successful-Backup", "Integrity", "Age"]),
        (Configuration, "BackupStorage", ["Name", "Namespace", "Provider", "Size", "No. of Connected Repositories", "Status", "Age"]),
        (Configuration, "CronJobs", ["Name", "Namespace", "Annotations", "Schedule", "Suspend", "Active", "Last Schedule", "Age"]),
        (StorageList, "BackupStorage", ["Name", "Namespace", "Provider", "Size", "No. of Connected Repositories", "Status", "Age"]),
        (Storage, "Basic", ["Name", "Namespace", "Labels", "Annotations", "UID", "Provider", "Status"]),
        (Storage, "Repositories", ["Name", "Namespace", "Size", "Snapshots", "Target", "Retention Policy", "Status", "Age"]),
        (Storage, "BackupConfigurations", ["Name", "Namespace", "Schedule", "Target", "Session", "Invoker Kind", "Task", "Paused", "Status"]),
    ];

    // The headings of a page, in the guides' order; the panel of the target has no table.
    private static readonly string[] ConfigurationSections = ["Basic", "Backup Sessions", "Retention Policies", "Target", "Repository", "BackupStorage", "CronJobs"];
    private static readonly string[] StorageSections = ["Basic", "Repositories", "BackupConfigurations"];

    /// <summary>Each table with objects and without.</summary>
    public static TheoryData<string, string, string> Tables
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach ((string place, string title, _) in All)
            {
                data.Add(place, title, "full");
                data.Add(place, title, "empty");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Every_table_of_the_guides_has_their_words_in_order(string place, string title, string state)
    {
        string[] words = All.Single(table => table.Place == place && table.Title == title).Words;
        bool full = state == "full";
        ConsolePage page = await GoAsync(AddressOf(place, full));
        await (place is ConfigurationList or StorageList
            ? full ? page.Rows.First : page.State
            : page.Basic("Name")).WaitForAsync();
        if (title == "CronJobs" && !Ground.HasCronJobs)
        {
            await Expect(Section(page, title)).ToContainTextAsync(DetailGround.NoCronJobs);
        }
        else if (full && title != "Basic")
        {
            await Linked(page, title).First.WaitForAsync();
        }

        string cells = title == "Basic" ? "section[aria-labelledby=basic-title] dt" : $"table[aria-label='{title}'] thead th";
        string[] found = [.. (await page.Page.Locator(cells).AllTextContentsAsync()).Select(text => text.Trim())];
        Assert.Equal(words, found.Take(words.Length));
        Assert.True(await page.Page.Locator(cells).First.IsVisibleAsync());
    }

    [Theory]
    [InlineData(Configuration, true)]
    [InlineData(Configuration, false)]
    [InlineData(Storage, true)]
    [InlineData(Storage, false)]
    public async Task The_sections_of_a_page_are_in_the_guides_order(string place, bool full)
    {
        string[] sections = place == Configuration ? ConfigurationSections : StorageSections;
        ConsolePage page = await GoToObjectAsync(AddressOf(place, full));

        string[] found = [.. (await page.Page.Locator("main section.card > header h2").AllTextContentsAsync()).Select(text => text.Trim())];
        Assert.Equal(sections, found.Where(sections.Contains));
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_no_data()
    {
        ConsolePage page = await GoToObjectAsync(Ground.ConfigurationAddress(Ground.Bare));
        await Expect(page.Page.Locator("section[aria-labelledby=target-title]")).ToContainTextAsync("No data available");
    }

    private string AddressOf(string place, bool full) => place switch
    {
        ConfigurationList => Ground.Address($"{DetailGround.Configurations}?{(full ? $"namespace={Ground.Namespace}" : "q=no-such-thing")}"),
        StorageList => Ground.Address($"{DetailGround.Storages}?{(full ? $"namespace={Ground.StorageNamespace}" : "q=no-such-thing")}"),
        Configuration => Ground.ConfigurationAddress(full ? DetailGround.Configuration : Ground.Bare),
        _ => Ground.StorageAddress(full ? DetailGround.Storage : Ground.BareStorage),
    };
}

/// <summary>In the sandbox, where backups go on.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class LargerGuidesTablesInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : LargerGuidesTables(fixture, sandbox);

/// <summary>On a real API server; what an operator would have written, the test writes.</summary>
public sealed class LargerGuidesTablesOnAnApiServer(BrowserFixture fixture) : LargerGuidesTables(fixture, null);
