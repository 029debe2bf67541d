using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupVerifiers;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupVerifiers;

/// <summary>The form of a BackupVerifier.</summary>
public sealed class CreateBackupVerifierPageTests : PageTest
{
    private readonly MemoryCluster cluster = new();

    public CreateBackupVerifierPageTests()
    {
        Context.Services.AddSingleton<IJSRuntime>(new FakeTab());
        cluster.Put(KubeStashKinds.Addon, """{"metadata":{"name":"postgres-addon"},"spec":{"restoreTasks":[{"name":"logical-backup-restore"}]}}""");
        cluster.Put(KubeStashKinds.Function, """{"metadata":{"name":"kubedbverifier"},"spec":{"image":"x"}}""");
    }

    [Fact]
    public async Task Each_type_has_its_fields()
    {
        RenderedComponent page = await OpenAsync();
        Assert.Empty(page.FindAll("#fieldspec-function, #fieldspec-query, #fieldspec-script-location"));

        await page.InvokeAsync(() => page.Find("#fieldspec-type").ChangeAsync("Query"));
        Assert.NotEmpty(page.FindAll("#fieldspec-function"));
        Assert.NotEmpty(page.FindAll("#fieldspec-query"));
        await page.InvokeAsync(() => page.Find("#fieldspec-type").ChangeAsync("Script"));
        Assert.Empty(page.FindAll("#fieldspec-query"));
        Assert.NotEmpty(page.FindAll("#fieldspec-script-location"));
    }

    [Fact]
    public async Task A_verifier_with_a_script_is_made()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo");
        await TypeAsync(page, "metadata-name", "check");
        await ChooseAsync(page, "spec-type", "Script");
        await TypeAsync(page, "spec-scheduler-schedule", "0 4 * * *");
        await ChooseAsync(page, "spec-function", "kubedbverifier");
        await ChooseAsync(page, "spec-restoreOption-addonInfo-name", "postgres-addon");
        await page.InvokeAsync(() => page.Find("[aria-label='Add new task']").ClickAsync());
        await ChooseAsync(page, "spec-restoreOption-addonInfo-tasks-0--name", "logical-backup-restore");
        await TypeAsync(page, "spec-script-location", "/scripts/check.sh");
        await TypeAsync(page, "spec-script-args", "--deep\n5");
        await TypeAsync(page, "spec-retryConfig-maxRetry", "2");
        await PressAsync(page, "Preview");
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        await PressAsync(page, "Submit");

        Assert.Equal(
            """{"type":"Script","scheduler":{"schedule":"0 4 * * *","jobTemplate":{"backoffLimit":1}},"function":"kubedbverifier","restoreOption":{"addonInfo":{"name":"postgres-addon","tasks":[{"name":"logical-backup-restore"}]}},"script":{"location":"/scripts/check.sh","args":["--deep","5"]},"retryConfig":{"maxRetry":2}}""",
            Assert.Single(cluster.All(KubeStashKinds.BackupVerifier))["spec"]!.ToJsonString());
    }

    private async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"/c/dev/backupverifier.core.kubestash.com/new{query}");
        Use(cluster);
        RenderedComponent page = await RenderAsync<CreateBackupVerifierPage>((nameof(CreateBackupVerifierPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private static Task TypeAsync(RenderedComponent page, string path, string text) => page.InvokeAsync(() => page.Find($"#field{path}").InputAsync(text));

    private static async Task ChooseAsync(RenderedComponent page, string path, string value)
    {
        await page.WaitForStateAsync(() => page.FindAll($"#field{path} option").Any(option => option.GetAttribute("value") == value), Cancel);
        await page.InvokeAsync(() => page.Find($"#field{path}").ChangeAsync(value));
    }

    private static Task PressAsync(RenderedComponent page, string words) =>
        page.InvokeAsync(() => page.FindAll("main button").First(button => button.TextContent.Trim() == words).ClickAsync());
}
