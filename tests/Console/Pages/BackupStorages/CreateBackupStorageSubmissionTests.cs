using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>Two objects that are made together or not at all.</summary>
public sealed class CreateBackupStorageSubmissionTests : CreateBackupStorageTest
{
    private static readonly ObjectKey SecretKey = new("demo", "store-storage-cred");

    [Fact]
    public async Task The_Secret_is_made_first_after_both_were_tried()
    {
        RenderedComponent page = await AzurePreviewAsync();
        Assert.Equal(["storageKubestashComBackupStorage", "secret_storage_cred"], page.FindAll(".files .name").Select(name => name.TextContent));
        await SubmitAsync(page);

        Assert.Equal(
            [
                "create secrets demo/store-storage-cred (dry run)",
                "create backupstorages.storage.kubestash.com demo/store (dry run)",
                "create secrets demo/store-storage-cred (dry run)",
                "create secrets demo/store-storage-cred",
                "create backupstorages.storage.kubestash.com demo/store",
            ],
            Cluster.Asked.Where(asked => asked.StartsWith("create ", StringComparison.Ordinal)));
        Assert.EndsWith("/backupstorages.storage.kubestash.com/n/demo/o/store", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Empty(Tab.Kept);
    }

    [Fact]
    public async Task A_storage_that_is_refused_takes_the_Secret_with_it_and_the_refusal_finds_its_field()
    {
        Cluster.Refuses = (kind, manifest, dryRun) => kind == KubeStashKinds.BackupStorage && !dryRun && manifest is not null
            ? MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"w\" denied the request: no two BackupStorage should point to the same directory of the same bucket")
            : null;
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);

        Assert.Contains("Nothing was created", page.Text, StringComparison.Ordinal);
        Assert.Contains("No two BackupStorage should point to the same directory", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(BuiltInKinds.Secret));
        Assert.Contains("delete secrets demo/store-storage-cred", Cluster.Asked);
    }

    [Fact]
    public async Task A_Secret_that_cannot_be_deleted_again_is_told_and_used_next_time()
    {
        bool mended = false;
        Cluster.Refuses = (kind, manifest, dryRun) =>
            mended || dryRun ? null
            : manifest is null ? MemoryCluster.Refusal(403, "Forbidden", "secrets is forbidden: you cannot delete")
            : kind == KubeStashKinds.BackupStorage ? MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.storage.azure.container", "FieldValueInvalid", "not so"))
            : null;
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);

        Assert.Contains("No BackupStorage was created", page.Text, StringComparison.Ordinal);
        Assert.Contains("Secret demo/store-storage-cred was created for it a moment ago and could not be deleted again", page.Text, StringComparison.Ordinal);
        Assert.Contains("you cannot delete", page.Text, StringComparison.Ordinal);
        Assert.NotNull(Cluster.Find(BuiltInKinds.Secret, SecretKey));

        mended = true;
        await SubmitAsync(page);
        Assert.Single(Cluster.All(KubeStashKinds.BackupStorage));
        Assert.Single(Cluster.All(BuiltInKinds.Secret));
    }

    [Fact]
    public async Task A_Secret_that_somebody_else_made_meanwhile_is_neither_overwritten_nor_deleted()
    {
        RenderedComponent page = await AzurePreviewAsync();
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"store-storage-cred","namespace":"demo"},"data":{"AZURE_ACCOUNT_KEY":"eA=="}}""");
        await SubmitAsync(page);

        Assert.Contains("There is another Secret of this name already. It is not overwritten", page.Text, StringComparison.Ordinal);
        Assert.Equal("""{"AZURE_ACCOUNT_KEY":"eA=="}""", Stored(BuiltInKinds.Secret)["data"]!.ToJsonString());
        Assert.Empty(Cluster.All(KubeStashKinds.BackupStorage));
    }

    [Fact]
    public async Task Somebody_elses_Secret_with_the_same_values_is_used_and_survives_a_refused_storage()
    {
        RenderedComponent page = await AzurePreviewAsync();
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"store-storage-cred","namespace":"demo"},"data":{"AZURE_ACCOUNT_KEY":"a2V5LXZhbHVl"}}""");
        Cluster.Refuses = (kind, manifest, dryRun) => kind == KubeStashKinds.BackupStorage && !dryRun && manifest is not null ? MemoryCluster.Refusal(403, "Forbidden", "no") : null;
        await SubmitAsync(page);

        Assert.Single(Cluster.All(BuiltInKinds.Secret));
        Assert.DoesNotContain(Cluster.Asked, asked => asked.StartsWith("delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_answer_leaves_both_and_submitting_again_makes_nothing_twice()
    {
        bool lost = false;
        Cluster.Refuses = (kind, manifest, dryRun) =>
        {
            if (dryRun || lost || kind != KubeStashKinds.BackupStorage)
            {
                return null;
            }

            lost = true;
            JsonObject stored = manifest!.DeepClone().AsObject();
            Cluster.Put(kind, stored);
            return new HttpRequestException("The connection broke off");
        };
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);
        Assert.Contains("It is not known whether it was created", page.Text, StringComparison.Ordinal);
        Assert.NotNull(Cluster.Find(BuiltInKinds.Secret, SecretKey));

        await SubmitAsync(page);
        Assert.Single(Cluster.All(KubeStashKinds.BackupStorage));
        Assert.Single(Cluster.All(BuiltInKinds.Secret));
        Assert.EndsWith("/n/demo/o/store", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Secret_of_an_earlier_try_goes_when_the_storage_turns_out_to_be_refused()
    {
        int tries = 0;
        Cluster.Refuses = (kind, manifest, dryRun) =>
            kind != KubeStashKinds.BackupStorage || dryRun || manifest is null ? null
            : tries++ == 0 ? new HttpRequestException("The connection broke off")
            : MemoryCluster.Refusal(403, "Forbidden", "exceeded quota: objects");
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);
        Assert.Single(Cluster.All(BuiltInKinds.Secret));

        await SubmitAsync(page);
        Assert.Contains("A quota of the namespace is used up", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(BuiltInKinds.Secret));
    }

    [Fact]
    public async Task What_both_servers_refuse_is_told_at_once()
    {
        Cluster.Refuses = (kind, manifest, dryRun) => !dryRun || manifest!["stringData"] is null && kind == BuiltInKinds.Secret ? null
            : kind == BuiltInKinds.Secret ? MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("type", "FieldValueInvalid", "odd type"))
            : MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.storage.azure.container", "FieldValueInvalid", "odd container"));
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);

        Assert.Contains("2 things are wrong", page.Text, StringComparison.Ordinal);
        Assert.Contains("Odd type.", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Contains("secret_storage_cred, line", page.Find(".problems").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());
        Assert.Equal("Odd container.", ErrorAt(page, "spec-storage-azure-container"));
    }

    [Fact]
    public async Task Another_name_of_the_Secret_in_one_of_the_texts_is_told_before_anything_is_made()
    {
        RenderedComponent page = await AzurePreviewAsync();
        await page.InvokeAsync(() => page.FindAll(".files button")[1].ClickAsync());
        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync("apiVersion: v1\nkind: Secret\nmetadata: {name: renamed, namespace: demo}\nstringData: {AZURE_ACCOUNT_KEY: '<typed value, put in at Submit>'}\n"));
        await SubmitAsync(page);

        Assert.Contains("The storage reads Secret store-storage-cred, and the Secret made here is renamed", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(BuiltInKinds.Secret));
    }

    [Fact]
    public async Task Who_may_not_make_Secrets_is_told_at_the_form()
    {
        Cluster.Refuses = (kind, _, _) => kind == BuiltInKinds.Secret ? MemoryCluster.Refusal(403, "Forbidden", "secrets is forbidden: User \"jane\" cannot create resource \"secrets\"") : null;
        RenderedComponent page = await AzureAsync();
        await page.InvokeAsync(() => Button(page, "Preview").ClickAsync());

        Assert.Contains("The Secret cannot be made. Secrets is forbidden", ErrorAt(page, "spec-storage-azure-secretName"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_something_without_a_field_is_told_above_the_form()
    {
        Cluster.Refuses = (kind, _, dryRun) => kind == KubeStashKinds.BackupStorage
            ? MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.runtimeSettings.container", "FieldValueInvalid", "not so"), new ApiStatusCause("spec.storage.azure.container", "FieldValueInvalid", "nor so"))
            : null;
        RenderedComponent page = await AzurePreviewAsync();
        await SubmitAsync(page);
        await page.InvokeAsync(() => Button(page, "Previous").ClickAsync());

        string notices = string.Concat(page.FindAll(".notices").Select(notice => notice.TextContent));
        Assert.Contains("spec.runtimeSettings.container Not so.", notices, StringComparison.Ordinal);
        Assert.DoesNotContain("Nor so", notices, StringComparison.Ordinal);
        Assert.Equal("Nor so.", ErrorAt(page, "spec-storage-azure-container"));
    }
}
