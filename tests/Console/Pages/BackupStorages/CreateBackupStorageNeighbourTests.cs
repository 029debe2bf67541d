using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>What the form says of storages and Secrets that are there already.</summary>
public sealed class CreateBackupStorageNeighbourTests : CreateBackupStorageTest
{
    private const string Place = "Another storage is at this place";
    private const string SecretName = "spec-storage-azure-secretName";

    [Fact]
    public async Task Another_storage_of_the_same_container_and_prefix_is_told_with_the_way_to_it()
    {
        PutStorage("""{"provider":"azure","azure":{"storageAccount":"account","container":"backups","prefix":"db","secretName":"s"}}""");
        RenderedComponent page = await AzureAsync();
        Assert.DoesNotContain(Place, page.Text, StringComparison.Ordinal);

        await TypeAsync(page, ("spec-storage-azure-prefix", "db/"));
        await page.WaitForStateAsync(() => page.Text.Contains(Place, StringComparison.Ordinal), Cancel);
        Assert.Equal("/c/dev/backupstorages.storage.kubestash.com/n/stash/o/first", Link(page));

        await PreviewAsync(page);
        Assert.Contains("BackupStorage stash/first is at the same place, where there can be one. KubeStash will refuse this.", page.Text, StringComparison.Ordinal);
        Assert.Equal("/c/dev/backupstorages.storage.kubestash.com/n/stash/o/first", Link(page));
    }

    [Theory]
    [InlineData("""{"provider":"azure","azure":{"storageAccount":"other","container":"backups"}}""")]
    [InlineData("""{"provider":"azure","azure":{"storageAccount":"account","container":"backups","prefix":"elsewhere"}}""")]
    [InlineData("""{"provider":"gcs","gcs":{"bucket":"backups"}}""")]
    public async Task A_storage_of_another_place_is_not(string storage)
    {
        PutStorage(storage);
        PutStorage("""{"provider":"azure","azure":{"storageAccount":"account","container":"backups","prefix":"db"}}""", "second");
        RenderedComponent page = await AzureAsync();

        await TypeAsync(page, ("spec-storage-azure-prefix", "db"));
        await page.WaitForStateAsync(() => page.Text.Contains(Place, StringComparison.Ordinal), Cancel);
        await TypeAsync(page, ("spec-storage-azure-prefix", ""));

        await page.WaitForStateAsync(() => !page.Text.Contains(Place, StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_Secret_that_is_there_is_told_beside_its_name_and_can_be_used_as_it_is()
    {
        PutSecret("store-storage-cred", "AZURE_ACCOUNT_KEY");
        RenderedComponent page = await AzureAsync();
        await page.WaitForStateAsync(() => Help(page).Contains("There is a Secret store-storage-cred in namespace demo already, and it is not overwritten.", StringComparison.Ordinal), Cancel);

        await page.InvokeAsync(() => page.Find($"#field{SecretName}-help button").ClickAsync());
        await page.WaitForStateAsync(() => Help(page) == "Secret store-storage-cred is there. It is used as it is, and not changed.", Cancel);
        Assert.Equal("store-storage-cred", Field(page, SecretName).GetAttribute("value"));
        await PreviewAsync(page);
        await SubmitAsync(page);

        Assert.Equal("store-storage-cred", Stored(KubeStashKinds.BackupStorage)["spec"]!["storage"]!["azure"]!["secretName"]!.GetValue<string>());
        Assert.Equal("""{"AZURE_ACCOUNT_KEY":"dmFsdWU="}""", Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Secrets_of_the_namespace_are_offered_by_their_names_and_nothing_more()
    {
        PutSecret("azure-cred", "AZURE_ACCOUNT_KEY");
        PutSecret("some-token", "token", "kubernetes.io/service-account-token");
        PutSecret("mail", "password");
        RenderedComponent page = await AzureAsync();
        await PickAsync(page, "Existing Secret");
        await page.WaitForStateAsync(() => Cluster.Asked.Any(asked => asked.StartsWith("list secrets", StringComparison.Ordinal)), Cancel);
        await page.InvokeAsync(() => Field(page, SecretName).ClickAsync());

        await page.WaitForStateAsync(() => Offered(page).Length > 0, Cancel);
        Assert.Equal(["azure-cred", "mail"], Offered(page));
        Assert.DoesNotContain("dmFsdWU", page.Markup, StringComparison.Ordinal);

        await TypeAsync(page, (SecretName, "mail"));
        await page.WaitForStateAsync(() => Help(page) == "Secret mail is there, and has no key AZURE_ACCOUNT_KEY.", Cancel);
        await TypeAsync(page, (SecretName, "azure-cred"));
        await page.WaitForStateAsync(() => Help(page) == "Secret azure-cred is there. It is used as it is, and not changed.", Cancel);
        await TypeAsync(page, (SecretName, "azure-cre"));
        await page.WaitForStateAsync(() => Help(page).StartsWith("There is no Secret azure-cre in namespace demo.", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Where_Secrets_may_not_be_listed_their_names_are_typed()
    {
        Cluster.Allows = request => new AccessDecision(request.Verb != "list" || request.Kind != BuiltInKinds.Secret, "");
        PutSecret("azure-cred", "AZURE_ACCOUNT_KEY");
        RenderedComponent page = await AzureAsync();
        await PickAsync(page, "Existing Secret");
        await TypeAsync(page, (SecretName, "azure-cred"));

        Assert.Equal("", Help(page));
        await PreviewAsync(page);
        Assert.Contains("Credentials are read from Secret azure-cred", page.Text, StringComparison.Ordinal);
    }

    private void PutStorage(string storage, string name = "first") =>
        Cluster.Put(KubeStashKinds.BackupStorage, $$$"""{"metadata":{"name":"{{{name}}}","namespace":"stash"},"spec":{"storage":{{{storage}}}}}""");

    private void PutSecret(string name, string key, string type = "Opaque") =>
        Cluster.Put(BuiltInKinds.Secret, $$$"""{"metadata":{"name":"{{{name}}}","namespace":"demo"},"type":"{{{type}}}","data":{"{{{key}}}":"dmFsdWU="}}""");

    private static string Help(RenderedComponent page) => string.Join(' ', page.Find($"#field{SecretName}-help").TextContent.Replace("Use it as it is", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string[] Offered(RenderedComponent page) => [.. page.FindAll($"#field{SecretName}-options li").Select(option => option.TextContent.Trim())];

    private static string? Link(RenderedComponent page) => page.FindAll(".notice a").Single().GetAttribute("href");
}
