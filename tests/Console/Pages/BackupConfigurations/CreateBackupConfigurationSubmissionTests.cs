using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

/// <summary>From the form over the preview to the new object.</summary>
public sealed class CreateBackupConfigurationSubmissionTests : CreateBackupConfigurationTest
{
    [Fact]
    public async Task The_object_has_what_was_typed_and_the_constants_of_the_guide()
    {
        RenderedComponent page = await FilledAsync();
        await TypeAsync(page, "spec-sessions-0--addon-jobTemplate-spec-securityContext-runAsUser", "65534");
        await TypeAsync(page, "spec-sessions-0--addon-tasks-0--params", "args: --gzip");
        await ChooseAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-namespace", "demo");
        await ChooseAsync(page, "spec-sessions-0--repositories-0--encryptionSecret-name", "encryption");
        await SubmitAsync(page);

        JsonObject made = Assert.Single(Cluster.All(KubeStashKinds.BackupConfiguration));
        Assert.Equal(
            """
            {"target":{"apiGroup":"kubedb.com","kind":"MongoDB","namespace":"demo","name":"mongodb"},
             "backends":[{"name":"default-backend","storageRef":{"name":"default","namespace":"stash"},"retentionPolicy":{"name":"keep","namespace":"stash"}}],
             "sessions":[{"name":"full-backup","sessionHistoryLimit":2,"scheduler":{"schedule":"0 2 * * *","jobTemplate":{"backoffLimit":1}},
              "repositories":[{"name":"mongodb-repo","backend":"default-backend","directory":"demo/mongodb","encryptionSecret":{"namespace":"demo","name":"encryption"}}],
              "addon":{"name":"mongodb-addon","jobTemplate":{"spec":{"securityContext":{"runAsUser":65534}}},"tasks":[{"name":"logical-backup","params":{"args":"--gzip"}}]}}]}
            """.ReplaceLineEndings("").Replace("\n ", "", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Replace(" \"", "\"", StringComparison.Ordinal),
            made["spec"]!.ToJsonString().Replace(", ", ",", StringComparison.Ordinal));
        Assert.EndsWith("/n/demo/o/nightly", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("create backupconfigurations.core.kubestash.com demo/nightly (dry run)", Cluster.Asked);
    }

    [Fact]
    public async Task Another_repository_of_the_same_target_gets_a_directory_of_its_own()
    {
        RenderedComponent page = await FilledAsync();
        await AddSessionAsync(page, 1, "logs", "*/30 * * * *", "logs-repo");
        await AddSessionAsync(page, 2, "again", "0 5 * * *", "mongodb-repo");
        await SubmitAsync(page);

        Assert.Equal(["mongodb-repo demo/mongodb", "logs-repo demo/mongodb-logs-repo", "mongodb-repo demo/mongodb"], Directories());
    }

    [Fact]
    public async Task A_directory_that_a_repository_of_the_cluster_has_is_not_taken_again()
    {
        Cluster.Put(KubeStashKinds.Repository, """
            {"metadata":{"name":"older","namespace":"demo"},"spec":{"appRef":{"apiGroup":"kubedb.com","kind":"MongoDB","namespace":"demo","name":"mongodb"},"storageRef":{"name":"default","namespace":"stash"},"path":"demo/mongodb"}}
            """);
        RenderedComponent page = await FilledAsync();
        await SubmitAsync(page);

        Assert.Equal(["mongodb-repo demo/mongodb-mongodb-repo"], Directories());
    }

    [Fact]
    public async Task A_directory_follows_the_target_until_somebody_writes_it()
    {
        RenderedComponent page = await FilledAsync();
        await PreviewAsync(page);
        await PressAsync(page, "Previous");
        await ChooseAsync(page, "spec-target-namespace", "prod");
        Cluster.Put(new ResourceKind("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true), """{"metadata":{"name":"live","namespace":"prod"}}""");
        await ClickAsync(page, "[aria-label='Load Name again']");
        await ChooseAsync(page, "spec-target-name", "live");
        await PreviewAsync(page);
        Assert.Equal("prod/live", Kept()["spec"]!["sessions"]![0]!["repositories"]![0]!["directory"]!.GetValue<string>());

        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync(Kept().ToJsonString().Replace("prod/live", "by/hand", StringComparison.Ordinal)));
        await PressAsync(page, "Previous");
        await TypeAsync(page, "metadata-name", "other");
        await PreviewAsync(page);
        Assert.Equal("by/hand", Kept()["spec"]!["sessions"]![0]!["repositories"]![0]!["directory"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refusal_lands_on_its_field()
    {
        Cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(422, "Invalid", "is invalid", new ApiStatusCause("spec.sessions[1].addon.tasks[0].name", "FieldValueInvalid", "no such task here"));
        RenderedComponent page = await FilledAsync();
        await AddSessionAsync(page, 1, "logs", "*/30 * * * *", "mongodb-repo");
        await SubmitAsync(page);

        Assert.Contains("No such task here.", page.Find(".problems").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "Previous");
        Assert.Contains("No such task here.", page.Find("#fieldspec-sessions-1--addon-tasks-0--name-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("Error in 1 field", Count(page, "fieldspec-sessions-1"));
        Assert.Empty(page.FindAll("#fieldspec-sessions-0-title .count"));
        await ChooseAsync(page, "spec-sessions-1--addon-tasks-0--name", "manifest-backup");
        Assert.DoesNotContain("No such task here", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_storage_lands_on_its_field()
    {
        Cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"vbc.kb.io\" denied the request: namespace \"demo\" is not allowed to refer BackupStorage stash/default");
        RenderedComponent page = await FilledAsync();
        await SubmitAsync(page);
        await PressAsync(page, "Previous");

        Assert.Contains("not allowed to refer BackupStorage", page.Find("#fieldspec-backends-0--storageRef-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_went_meanwhile_is_told_before_anything_is_created()
    {
        RenderedComponent page = await FilledAsync();
        await PreviewAsync(page);
        Cluster.Delete(KubeStashKinds.BackupStorage, new ObjectKey("stash", "default"));
        await PressAsync(page, "Submit");

        Assert.Contains("There is no BackupStorage stash/default.", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Empty(Cluster.All(KubeStashKinds.BackupConfiguration));
    }

    [Fact]
    public async Task What_the_form_has_no_field_for_survives_it()
    {
        RenderedComponent page = await FilledAsync();
        await PreviewAsync(page);
        JsonObject edited = Kept();
        JsonNode spec = edited["spec"]!;
        spec["backends"]!.AsArray().Add(JsonNode.Parse("""{"name":"second","storageRef":{"name":"x"},"unknown":[1,{"a":null}]}"""));
        spec["sessions"]![0]!["repositories"]!.AsArray().Add(JsonNode.Parse("""{"name":"copy","backend":"second","directory":"copy","deletionPolicy":"WipeOut"}"""));
        spec["sessions"]![0]!["addon"]!["tasks"]!.AsArray().Add(JsonNode.Parse("""{"name":"manifest-backup","variables":[{"name":"A","value":"1.50"}],"params":{"deep":{"n":1.50}}}"""));
        spec["sessions"]![0]!["retryConfig"] = JsonNode.Parse("""{"maxRetry":2,"delay":"1m"}""");
        string wanted = edited.ToJsonString();
        await page.InvokeAsync(() => Tab.Editor!.ChangedAsync(wanted));
        await PressAsync(page, "Previous");

        Assert.Contains("1 further backend,", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 further repository,", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[id^='fieldspec-sessions-0--addon-tasks-'][id$='--params']").Count);
        await PreviewAsync(page);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), Kept()), Kept().ToJsonString());
    }

    [Fact]
    public async Task Resources_of_the_cluster_are_backed_up_without_a_target()
    {
        Cluster.Put(KubeStashKinds.Addon, """{"metadata":{"name":"kubedump-addon"},"spec":{"backupTasks":[{"name":"manifest-backup"}]}}""");
        RenderedComponent page = await FilledAsync();
        await ChooseAsync(page, "spec-target-apiGroup", "kubedb.com");
        await ChooseAsync(page, "spec-sessions-0--addon-name", "kubedump-addon");
        await ChooseAsync(page, "spec-sessions-0--addon-tasks-0--name", "manifest-backup");
        await PressAsync(page, "Preview");

        Assert.Contains("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Null(Kept()["spec"]!["target"]);
        Assert.Equal("demo/nightly", Kept()["spec"]!["sessions"]![0]!["repositories"]![0]!["directory"]!.GetValue<string>());
    }

    private static async Task PreviewAsync(RenderedComponent page)
    {
        await PressAsync(page, "Preview");
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
    }

    private static async Task SubmitAsync(RenderedComponent page)
    {
        await PreviewAsync(page);
        await PressAsync(page, "Submit");
    }

    private IEnumerable<string> Directories() => Assert.Single(Cluster.All(KubeStashKinds.BackupConfiguration))["spec"]!["sessions"]!.AsArray()
        .Select(session => $"{session!["repositories"]![0]!["name"]!.GetValue<string>()} {session["repositories"]![0]!["directory"]!.GetValue<string>()}");
}
