using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.BrowserTests.Setup;
using BackupConsole.Testing;
using Microsoft.Playwright;

namespace BackupConsole.BrowserTests.Guides;

/// <summary>
/// Rows of the quick reference of the guide on "Backup Storage" that are about its form: each a test of that name, done as the row says. Where a
/// cluster comes from is for those below: the sandbox, and a real API server on which nobody tries the place.
/// </summary>
public abstract class BackupStorageQuickReference(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string List = "backupstorages.storage.kubestash.com";
    private const string Canary = "canary-of-the-account-key";

    /// <summary>The console.</summary>
    protected abstract TestConsole Cloud { get; }

    /// <summary>Slug of the cluster.</summary>
    protected abstract string Slug { get; }

    /// <summary>Where storages are made.</summary>
    protected abstract string Place { get; }

    /// <summary>Whether somebody tries the place and says how it went.</summary>
    protected abstract bool HasOperator { get; }

    /// <summary>An object as the cluster stores it.</summary>
    protected abstract Task<JsonNode> ReadAsync(string resource, string name);

    [Fact]
    public async Task Open_the_create_form()
    {
        ConsolePage page = await OpenAsync(Cloud);
        await page.GoAsync($"/c/{Slug}/{List}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create New Instance" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync("Create BackupStorage");
        await Expect(page.Field("Deletion Policy")).ToHaveValueAsync("Delete");
    }

    [Fact]
    public async Task Add_labels_or_annotations()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("labels"));
        await page.AddLabelsAndAnnotationsAsync();
    }

    [Fact]
    public async Task Set_deletion_policy()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("policy"));
        ILocator policy = page.Field("Deletion Policy");
        await Expect(policy.Locator("option:not([value=''])")).ToHaveTextAsync(
            ["Delete (Keep only database Secrets and backed up data)", "WipeOut (Delete everything including backed up data)"]);
        await policy.SelectOptionAsync("WipeOut");
        await Expect(page.Page.GetByText("That cannot be undone.")).ToBeVisibleAsync();

        await page.PreviewAsync();
        await Expect(page.Text()).ToContainTextAsync("deletionPolicy: WipeOut");
    }

    [Fact]
    public async Task Configure_storage_provider()
    {
        ConsolePage page = await OpenFormAsync();
        await page.OpenBlockAsync("Backend");
        ILocator provider = page.Field("Provider");
        await Expect(provider).ToHaveValueAsync("azure");
        await Expect(provider.Locator("option:not([value=''])")).ToHaveTextAsync(["Azure", "S3", "GCS", "Local"]);
        foreach ((string value, string title, string field) in ((string, string, string)[])[("s3", "S3", "Bucket"), ("gcs", "GCS", "Google Project ID"), ("local", "Local", "Mount Path")])
        {
            await provider.SelectOptionAsync(value);
            await Expect(page.Page.Locator("main .block .block h2 .title").First).ToHaveTextAsync(title);
            await Expect(page.Field(field)).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Set_Azure_storage_account()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("account"));
        await Expect(page.Field("Account Key")).ToHaveAttributeAsync("type", "password");
        await page.PreviewAsync();
        await Expect(page.Text()).ToContainTextAsync("storageAccount: backups");
        await page.ShowEntryAsync("secret_storage_cred");
        await Expect(page.Text()).ToContainTextAsync("AZURE_ACCOUNT_KEY: <typed value, put in at Submit>");
    }

    [Fact]
    public async Task Set_Azure_container()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("container"));
        await page.Field("Container").FillAsync("kubestash");
        await page.PreviewAsync();
        await Expect(page.Text()).ToContainTextAsync("container: kubestash");
    }

    [Fact]
    public async Task Set_storage_prefix()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("prefix"));
        await page.Field("Prefix").FillAsync("db-backups/");
        await page.PreviewAsync();
        await Expect(page.Text()).ToContainTextAsync("prefix: db-backups/");
    }

    [Fact]
    public async Task Review_before_creating()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("review"));
        await page.PreviewAsync();

        await Expect(page.Page.Locator(".files .name")).ToHaveTextAsync(["storageKubestashComBackupStorage", "secret_storage_cred"]);
        await Expect(page.Text()).ToContainTextAsync("kind: BackupStorage");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" })).ToBeVisibleAsync();
        await Expect(page.Button("Submit")).ToBeEnabledAsync();
        await page.Button("Previous").ClickAsync();
        await page.OpenBlockAsync("Backend");
        await Expect(page.Field("Account Name")).ToHaveValueAsync("backups");
        await Expect(page.Field("Account Key")).ToHaveAttributeAsync("placeholder", new Regex("^Typed"));
    }

    [Fact]
    public async Task Edit_manifest_directly()
    {
        ConsolePage page = await OpenFilledAsync(Unique.Name("edit"));
        await page.PreviewAsync();
        await page.Format("JSON").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("\"kind\": \"BackupStorage\"");
        await page.Format("YAML").ClickAsync();
        await page.Text().ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
        await page.Page.Keyboard.TypeAsync("  default: false");
        await page.Format("JSON").ClickAsync();
        await Expect(page.Text()).ToContainTextAsync("\"default\": false");
    }

    [Fact]
    public async Task Create_the_storage_backend()
    {
        string name = Unique.Name("azure");
        ConsolePage page = await OpenFilledAsync(name);
        await page.PreviewAsync();
        await AssertNoCanaryAsync(page);
        await page.Button("Submit").ClickAsync();

        await Expect(page.Page).ToHaveURLAsync(new Regex($"/{Regex.Escape(List)}/n/{Place}/o/{name}$"));
        await AssertNoCanaryAsync(page);
        if (HasOperator)
        {
            await Expect(page.Page.Locator("main .head .chip, main .chip").First).ToContainTextAsync("Ready", new() { Timeout = (float)SandboxFixture.Patience.TotalMilliseconds });
        }

        JsonNode storage = await ReadAsync(List, name);
        Assert.Equal("backups", storage["spec"]!["storage"]!["azure"]!["container"]!.GetValue<string>());
        Assert.Equal($"{name}-storage-cred", storage["spec"]!["storage"]!["azure"]!["secretName"]!.GetValue<string>());
        Assert.Equal("All", storage["spec"]!["usagePolicy"]!["allowedNamespaces"]!["from"]!.GetValue<string>());
        JsonNode secret = await ReadAsync("secrets", $"{name}-storage-cred");
        Assert.Equal(Canary, System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(secret["data"]!["AZURE_ACCOUNT_KEY"]!.GetValue<string>())));
    }

    [Fact]
    public async Task The_form_has_the_labels_of_the_guide_in_its_order_and_says_how_many_fields_are_missing()
    {
        ConsolePage page = await OpenFormAsync();
        await Expect(page.Page.Locator("main .block .count")).ToHaveTextAsync(["Error in 3 fields", "Error in 3 fields", "Error in 2 fields", "Error in 1 field"]);

        await Expect(page.Page.Locator("main .form-field > label, main .block h2 .title")).ToHaveTextAsync(
        [
            "Namespace *", "Name *", "Labels & Annotations", "Deletion Policy *", "Security Context", "Backend", "Provider *",
            "Azure", "Auth", "Account Key *", "Account Name *", "Secret Name", "Spec", "Container *", "Max Connections", "Prefix",
            "Usage Policy", "Allowed Namespaces",
        ]);
    }

    private async Task<ConsolePage> OpenFormAsync()
    {
        ConsolePage page = await OpenAsync(Cloud);
        await page.GoAsync($"/c/{Slug}/{List}/new");
        await Expect(page.Field("Namespace").Locator($"option[value='{Place}']")).ToBeAttachedAsync();
        return page;
    }

    private async Task<ConsolePage> OpenFilledAsync(string name)
    {
        ConsolePage page = await OpenFormAsync();
        await page.Field("Namespace").SelectOptionAsync(Place);
        await page.Field("Name").FillAsync(name);
        await page.OpenBlockAsync("Backend");
        await page.Field("Account Key").FillAsync(Canary);
        await page.Field("Account Name").FillAsync("backups");
        await page.Field("Container").FillAsync("backups");
        await page.Field("Prefix").FillAsync(name);
        return page;
    }

    private static async Task AssertNoCanaryAsync(ConsolePage page)
    {
        Assert.DoesNotContain(Canary, await page.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, await page.Page.EvaluateAsync<string>("() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])"), StringComparison.Ordinal);
    }
}

/// <summary>The form where somebody tries the place.</summary>
[Collection(GuideSandbox.Name)]
[Trait("Cluster", "Sandbox")]
public sealed class BackupStorageQuickReferenceInTheSandbox(BrowserFixture fixture, SandboxFixture sandbox) : BackupStorageQuickReference(fixture)
{
    protected override TestConsole Cloud => sandbox.Console;

    protected override string Slug => "sandbox-admin";

    protected override string Place => "demo";

    protected override bool HasOperator => true;

    protected override async Task<JsonNode> ReadAsync(string resource, string name) => JsonNode.Parse(await sandbox.KubectlAsync("", "get", resource, name, "-n", Place, "-o", "json"))!;
}

/// <summary>The form on a real API server.</summary>
public sealed class BackupStorageQuickReferenceOnAnApiServer(BrowserFixture fixture) : BackupStorageQuickReference(fixture)
{
    private readonly List<string> made = [];

    protected override TestConsole Cloud => ConsoleOf(Cluster.Kubeconfig);

    protected override string Slug => Cluster.Admin.Slug;

    protected override string Place => Namespace;

    protected override bool HasOperator => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(Cluster.Fake is null, "This is tried with a real API server: set CONSOLE_TEST_KUBECONFIG. The sandbox has the same tests.");
        await CreateNamespaceAsync();
    }

    protected override async Task<JsonNode> ReadAsync(string resource, string name)
    {
        made.Add(name);
        return await Cluster.Client.GetAsync(
            resource == "secrets" ? Kubernetes.Objects.BuiltInKinds.Secret : KubeStash.KubeStashKinds.BackupStorage, new Kubernetes.Objects.ObjectKey(Namespace, name), Token);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Cluster.Fake is null)
        {
            foreach (string name in made.Where(name => !name.EndsWith("-storage-cred", StringComparison.Ordinal)))
            {
                await Cluster.Client.DeleteAsync(KubeStash.KubeStashKinds.BackupStorage, new Kubernetes.Objects.ObjectKey(Namespace, name), new(), CancellationToken.None);
            }
        }

        await base.DisposeAsync();
    }
}
