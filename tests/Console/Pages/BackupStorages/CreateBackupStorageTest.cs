using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>The page that creates a BackupStorage, with a cluster and a browser tab in memory. The cluster stores texts of Secrets as bytes.</summary>
public abstract class CreateBackupStorageTest : PageTest
{
    private protected const string Base = "/c/dev/backupstorages.storage.kubestash.com/new";

    protected CreateBackupStorageTest()
    {
        Context.Services.AddSingleton<IJSRuntime>(Tab);
        Cluster.Admits = stored =>
        {
            if (stored.Remove("stringData", out JsonNode? texts))
            {
                stored["data"] = new JsonObject(texts!.AsObject().Select(text =>
                    KeyValuePair.Create(text.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value!.GetValue<string>())))));
            }
        };
    }

    private protected MemoryCluster Cluster { get; } = new();

    private protected FakeTab Tab { get; } = new();

    private protected async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(Cluster);
        RenderedComponent page = await RenderAsync<CreateBackupStoragePage>((nameof(CreateBackupStoragePage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    /// <summary>Opens the draft as a page that is loaded again does: from what the tab keeps.</summary>
    private protected async Task LoadAgainAsync(RenderedComponent page)
    {
        string address = Context.Navigation.Uri;
        await GoAsync(page, Base);
        await page.WaitForStateAsync(() => Field(page, "metadata-name").GetAttribute("value") is null or "", Cancel);
        await GoAsync(page, address);
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1 || Field(page, "metadata-name").GetAttribute("value") == "store", Cancel);
    }

    private Task GoAsync(RenderedComponent page, string address) => page.InvokeAsync(() =>
    {
        Context.Navigation.NavigateTo(address);
        return Task.CompletedTask;
    });

    private protected async Task<RenderedComponent> StartAsync(string provider, params (string Field, string Value)[] typed)
    {
        RenderedComponent page = await OpenAsync();
        await page.InvokeAsync(() => Field(page, "metadata-namespace").ChangeAsync("demo"));
        await page.InvokeAsync(() => Field(page, "metadata-name").InputAsync("store"));
        await ChooseAsync(page, "spec-storage-provider", provider);
        await TypeAsync(page, typed);
        return page;
    }

    private protected static async Task TypeAsync(RenderedComponent page, params (string Field, string Value)[] typed)
    {
        foreach ((string field, string value) in typed)
        {
            await page.InvokeAsync(() => Field(page, field).InputAsync(value));
        }
    }

    private protected static Task ChooseAsync(RenderedComponent page, string field, string value) => page.InvokeAsync(() => Field(page, field).ChangeAsync(value));

    private protected static Task PickAsync(RenderedComponent page, string option) => page.InvokeAsync(() => page.Find($"input[type=radio][value='{option}']").ChangeAsync(option));

    private protected async Task PreviewAsync(RenderedComponent page)
    {
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
    }

    private protected Task SubmitAsync(RenderedComponent page) => page.InvokeAsync(() => Button(page, "Submit").ClickAsync());

    private protected static Task<RenderedComponent> AzureAsync(CreateBackupStorageTest test) => test.StartAsync(
        "azure",
        ("stringData-AZURE-ACCOUNT-KEY", "key-value"),
        ("spec-storage-azure-storageAccount", "account"),
        ("spec-storage-azure-container", "backups"));

    private protected async Task<RenderedComponent> AzurePreviewAsync()
    {
        RenderedComponent page = await AzureAsync(this);
        await PreviewAsync(page);
        return page;
    }

    private protected static IElement Field(RenderedComponent page, string path) => page.Find($"#field{path}");

    private protected static string ErrorAt(RenderedComponent page, string path) => page.Find($"#field{path}-error").TextContent.Trim();

    private protected static IElement Button(RenderedComponent page, string words) => page.FindAll("main button").First(button => button.TextContent.Trim() == words);

    private protected JsonObject Stored(ResourceKind kind) => Assert.Single(Cluster.All(kind));
}
