using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>The page that creates a BackupStorage. The cluster stores texts of Secrets as bytes.</summary>
public abstract class CreateBackupStorageTest : CreatePageTest<CreateBackupStoragePage>
{
    protected CreateBackupStorageTest()
        : base(KubeStashKinds.BackupStorage)
    {
        Cluster.Admits = stored =>
        {
            if (stored.Remove("stringData", out JsonNode? texts))
            {
                stored["data"] = new JsonObject(texts!.AsObject().Select(text =>
                    KeyValuePair.Create(text.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value!.GetValue<string>())))));
            }
        };
    }

    private protected async Task<RenderedComponent> StartAsync(string provider, params (string Field, string Value)[] typed)
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");
        await TypeAsync(page, ("metadata-name", "store"));
        await ChooseAsync(page, "spec-storage-provider", provider);
        await TypeAsync(page, typed);
        return page;
    }

    private protected Task<RenderedComponent> AzureAsync() => StartAsync(
        "azure",
        ("stringData-AZURE-ACCOUNT-KEY", "key-value"),
        ("spec-storage-azure-storageAccount", "account"),
        ("spec-storage-azure-container", "backups"));

    private protected async Task<RenderedComponent> AzurePreviewAsync()
    {
        RenderedComponent page = await AzureAsync();
        await PreviewAsync(page);
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
}
