using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupVerificationSessions;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupVerificationSessions;

/// <summary>The form of a verification that is started by hand.</summary>
public sealed class CreateBackupVerificationSessionPageTests : PageTest
{
    private readonly MemoryCluster cluster = new();

    public CreateBackupVerificationSessionPageTests()
    {
        Context.Services.AddSingleton<IJSRuntime>(new FakeTab());
        cluster.Put(KubeStashKinds.BackupConfiguration, """
            {"metadata":{"name":"mongodb","namespace":"demo","uid":"uid-1"},"spec":{"sessions":[
              {"name":"full","repositories":[{"name":"mongodb-repo","backupVerifier":{"name":"check","namespace":"demo"}},{"name":"unverified"}]}, {"name":"logs","repositories":[{"name":"logs-repo"}]}]}}
            """);
        cluster.Put(KubeStashKinds.Snapshot, """{"metadata":{"name":"one","namespace":"demo"},"spec":{"repository":"mongodb-repo","session":"full"},"status":{"phase":"Succeeded"}}""");
        cluster.Put(KubeStashKinds.Snapshot, """{"metadata":{"name":"bad","namespace":"demo"},"spec":{"repository":"mongodb-repo","session":"full"},"status":{"phase":"Failed"}}""");
        cluster.Put(KubeStashKinds.Snapshot, """{"metadata":{"name":"other","namespace":"demo"},"spec":{"repository":"unverified","session":"full"},"status":{"phase":"Succeeded"}}""");
    }

    [Fact]
    public async Task A_snapshot_of_the_address_is_verified_now()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=one");
        await page.WaitForStateAsync(() => page.Find("#fieldspec-session").GetAttribute("value") == "full", Cancel);
        Assert.Equal(["Namespace *", "Invoker Kind *", "Invoker Name *", "Session *", "Repository *", "Snapshot *"], page.FindAll(".form-field > label").Select(label => label.TextContent.Trim()));

        await PressAsync(page, "Preview");
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        await PressAsync(page, "Submit");

        JsonObject made = Assert.Single(cluster.All(KubeStashKinds.BackupVerificationSession));
        Assert.Matches("^mongodb-repo-full-[0-9]{10}$", made["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("""{"kubestash.com/invoker-name":"mongodb"}""", made["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal("uid-1", made["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
        Assert.Equal(
            """{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"mongodb"},"session":"full","repository":"mongodb-repo","snapshot":"one","retryLeft":0}""",
            made["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_snapshot_that_failed_cannot_be_verified()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&snapshot=bad");

        await page.WaitForStateAsync(() => page.Find("#fieldspec-snapshot-error").TextContent.Contains("Snapshot bad is Failed", StringComparison.Ordinal), Cancel);
        await page.WaitForStateAsync(() => page.Find("#fieldspec-repository").GetAttribute("value") == "mongodb-repo", Cancel);
    }

    [Fact]
    public async Task A_repository_without_a_verifier_is_told()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=unverified&snapshot=other");

        await page.WaitForStateAsync(() => page.Text.Contains("Session full names no BackupVerifier for this repository", StringComparison.Ordinal), Cancel);
    }

    private async Task<RenderedComponent> OpenAsync(string query)
    {
        Context.Navigation.StartAt($"/c/dev/backupverificationsession.core.kubestash.com/new{query}");
        Use(cluster);
        RenderedComponent page = await RenderAsync<CreateBackupVerificationSessionPage>((nameof(CreateBackupVerificationSessionPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private static Task PressAsync(RenderedComponent page, string words) =>
        page.InvokeAsync(() => page.FindAll("main button").First(button => button.TextContent.Trim() == words).ClickAsync());
}
