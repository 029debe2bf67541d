using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Repositories;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.Repositories;

/// <summary>The form of a Repository.</summary>
public sealed class CreateRepositoryPageTests : CreatePageTest<CreateRepositoryPage>
{
    public CreateRepositoryPageTests()
        : base(KubeStashKinds.Repository)
    {
        Cluster.Put(KubeStashKinds.BackupStorage, """{"metadata":{"name":"s3","namespace":"prod"},"spec":{"usagePolicy":{"allowedNamespaces":{"from":"All"}}},"status":{"phase":"NotReady"}}""");
        Cluster.Put(KubeStashKinds.BackupStorage, """{"metadata":{"name":"own","namespace":"prod"},"spec":{},"status":{"phase":"Ready"}}""");
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"password","namespace":"demo"},"type":"Opaque","data":{"RESTIC_PASSWORD":"eA=="}}""");
        Cluster.Put(new ResourceKind("kubedb.com", "v1alpha2", "mongodbs", "MongoDB", Namespaced: true), """{"metadata":{"name":"shop","namespace":"demo"},"status":{"phase":"Ready"}}""");
    }

    [Fact]
    public async Task The_repository_is_stored_as_the_form_has_it()
    {
        RenderedComponent page = await FilledAsync();
        await ChooseOfferedAsync(page, "spec-encryptionSecret-namespace", "demo");
        await ChooseOfferedAsync(page, "spec-encryptionSecret-name", "password");
        await PreviewAsync(page);
        Assert.Contains("prod/s3 is NotReady", page.Find(".problems").TextContent, StringComparison.Ordinal);
        await SubmitAsync(page);

        JsonObject stored = Stored(KubeStashKinds.Repository);
        Assert.Equal(
            """{"appRef":{"apiGroup":"kubedb.com","kind":"MongoDB","name":"shop","namespace":"demo"},"storageRef":{"name":"s3","namespace":"prod"},"path":"demo/shop","encryptionSecret":{"name":"password","namespace":"demo"},"deletionPolicy":"Delete"}""",
            stored["spec"]!.ToJsonString());
        Assert.EndsWith("/n/demo/o/repo", Context.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_have_the_labels_of_the_guide_in_its_order()
    {
        RenderedComponent page = await OpenAsync();

        Assert.Equal(
            [
                "Namespace *", "Repository Name *", "Labels & Annotations", "Deletion Policy *", "Storage Ref", "Namespace *", "Name *",
                "Encryption Secret", "Encryption Secret Namespace", "Encryption Secret Name", "Path *", "App Ref", "Api Group *", "Kind *", "Namespace *", "Name *",
            ],
            page.FindAll("main .form-field > label, main .block h2 .title").Select(label => label.TextContent.Trim()));
    }

    [Fact]
    public async Task A_storage_that_may_not_be_used_from_here_is_shown_with_the_reason()
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");
        await ChooseOfferedAsync(page, "spec-storageRef-namespace", "prod");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-storageRef-name option[value=own]").Count == 1, Cancel);

        Assert.True(page.Find("#fieldspec-storageRef-name option[value=own]").HasAttribute("disabled"));
        Assert.Contains("its usage policy admits namespace prod only", page.Find("#fieldspec-storageRef-name option[value=own]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_repository_of_the_same_folder_is_told_before()
    {
        Cluster.Put(KubeStashKinds.Repository, """{"metadata":{"name":"first","namespace":"demo"},"spec":{"storageRef":{"name":"s3","namespace":"prod"},"path":"/demo/shop/"}}""");
        RenderedComponent page = await FilledAsync();
        await PreviewAsync(page);

        await page.WaitForStateAsync(() => page.Text.Contains("Repository first has the same folder of the same storage", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_storage_that_went_meanwhile_is_told_at_Submit()
    {
        RenderedComponent page = await FilledAsync();
        await PreviewAsync(page);
        Cluster.Delete(KubeStashKinds.BackupStorage, new ObjectKey("prod", "s3"));
        await SubmitAsync(page);

        Assert.Contains("There is no BackupStorage prod/s3", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(KubeStashKinds.Repository));
    }

    private async Task<RenderedComponent> FilledAsync()
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");
        await TypeAsync(page, ("metadata-name", "repo"), ("spec-path", "demo/shop"));
        await ChooseOfferedAsync(page, "spec-storageRef-namespace", "prod");
        await ChooseOfferedAsync(page, "spec-storageRef-name", "s3");
        await ChooseOfferedAsync(page, "spec-appRef-apiGroup", "kubedb.com");
        await ChooseOfferedAsync(page, "spec-appRef-kind", "MongoDB");
        await ChooseOfferedAsync(page, "spec-appRef-namespace", "demo");
        await ChooseOfferedAsync(page, "spec-appRef-name", "shop");
        return page;
    }
}
