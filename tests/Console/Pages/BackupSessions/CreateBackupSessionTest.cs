using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupSessions;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupSessions;

/// <summary>The page that creates a BackupSession, with a cluster and a browser tab in memory.</summary>
public abstract class CreateBackupSessionTest : PageTest
{
    private protected const string Base = "/c/dev/backupsessions.core.kubestash.com/new";

    protected CreateBackupSessionTest()
    {
        Context.Services.AddSingleton<IJSRuntime>(Tab);
        PutConfiguration("mongodb", "uid-1");
    }

    private protected MemoryCluster Cluster { get; } = new();

    private protected FakeTab Tab { get; } = new();

    private protected async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(Cluster);
        RenderedComponent page = await RenderAsync<CreateBackupSessionPage>((nameof(CreateBackupSessionPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private protected async Task<RenderedComponent> FilledAsync()
    {
        RenderedComponent page = await OpenAsync();
        await page.InvokeAsync(() => Field(page, "metadata-namespace").ChangeAsync("demo"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-invoker-name option[value=mongodb]").Count == 1, Cancel);
        await page.InvokeAsync(() => Field(page, "spec-invoker-name").ChangeAsync("mongodb"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-session option[value=full]").Count == 1, Cancel);
        await page.InvokeAsync(() => Field(page, "spec-session").ChangeAsync("full"));
        return page;
    }

    private protected async Task<RenderedComponent> PreviewAsync()
    {
        RenderedComponent page = await FilledAsync();
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        return page;
    }

    // Writes lines at the end of the manifest, which belong to its spec.
    private protected Task TypeAsync(RenderedComponent page, string lines) => page.InvokeAsync(() => Tab.Editor!.ChangedAsync($"""
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupSession
        metadata:
          name: typed
          namespace: demo
        spec:
          invoker: {"{"} apiGroup: core.kubestash.com, kind: BackupConfiguration, name: mongodb {"}"}
          session: full
        {lines}
        """));

    private protected Task GoAsync(RenderedComponent page, string address) => page.InvokeAsync(() =>
    {
        Context.Navigation.NavigateTo(address);
        return Task.CompletedTask;
    });

    private protected string KeptName() =>
        JsonNode.Parse(JsonNode.Parse(Tab.Kept.Values.Single())!["manifest"]!.GetValue<string>())!["metadata"]!["name"]!.GetValue<string>();

    private protected static IElement Field(RenderedComponent page, string path) => page.Find($"#field{path}");

    private protected static IElement Button(RenderedComponent page, string words) => page.FindAll("main button").First(button => button.TextContent.Trim() == words);

    private protected void PutConfiguration(string name, string uid) => Cluster.Put(KubeStashKinds.BackupConfiguration, $$"""
        {
          "metadata": { "name": "{{name}}", "namespace": "demo", "uid": "{{uid}}" },
          "spec": {
            "paused": true,
            "target": { "kind": "MongoDB", "name": "mongodb", "namespace": "demo" },
            "backends": [{ "name": "first", "storageRef": { "name": "default", "namespace": "stash" } }],
            "sessions": [
              { "name": "full", "backupTimeout": "30m", "retryConfig": { "maxRetry": 2 }, "addon": { "name": "mongodb-addon", "tasks": [{ "name": "logical-backup" }] }, "repositories": [{ "name": "repo", "directory": "/a" }] },
              { "name": "logs" }
            ]
          },
          "status": { "phase": "NotReady" }
        }
        """);
}
