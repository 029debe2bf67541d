using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.RestoreSessions;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.RestoreSessions;

/// <summary>The form of a restore: what it fills in, what it checks, what it makes.</summary>
public sealed class CreateRestoreSessionPageTests : PageTest
{
    private const string Base = "/c/dev/restoresessions.core.kubestash.com/new";

    private static readonly ResourceKind MongoDB = new("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true);

    private readonly MemoryCluster cluster = new();
    private readonly FakeTab tab = new();

    public CreateRestoreSessionPageTests()
    {
        Context.Services.AddSingleton<IJSRuntime>(tab);
        cluster.Put(KubeStashKinds.BackupStorage, """{"metadata":{"name":"default","namespace":"stash"},"spec":{"storage":{"provider":"s3"},"usagePolicy":{"allowedNamespaces":{"from":"All"}}},"status":{"phase":"Ready"}}""");
        cluster.Put(KubeStashKinds.Repository, """
            {"metadata":{"name":"mongodb-repo","namespace":"demo"},"spec":{"appRef":{"apiGroup":"kubedb.com","kind":"MongoDB","namespace":"demo","name":"mongodb"},
             "storageRef":{"name":"default","namespace":"stash"},"encryptionSecret":{"name":"encryption","namespace":"demo"},"path":"demo/mongodb"}}
            """);
        cluster.Put(KubeStashKinds.BackupConfiguration, """
            {"metadata":{"name":"mongodb","namespace":"demo"},"spec":{"sessions":[
              {"name":"full","addon":{"name":"mongodb-addon","tasks":[{"name":"manifest-backup"},{"name":"logical-backup"}]},"repositories":[{"name":"mongodb-repo"}]},
              {"name":"logs","addon":{"name":"mongodb-addon","tasks":[{"name":"logical-backup"}]},"repositories":[{"name":"mongodb-repo"}]}]}}
            """);
        cluster.Put(KubeStashKinds.Addon, """{"metadata":{"name":"mongodb-addon"},"spec":{"restoreTasks":[{"name":"logical-backup-restore","parameters":[{"name":"args"}]},{"name":"manifest-restore"}]}}""");
        cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"encryption","namespace":"demo"},"type":"Opaque","data":{"RESTIC_PASSWORD":"Y2FuYXJ5"}}""");
        cluster.Put(MongoDB, """{"metadata":{"name":"mongodb","namespace":"demo"}}""");
        PutSnapshot("old", "full", "Succeeded", "2026-01-01T00:00:00Z");
        PutSnapshot("new", "logs", "Succeeded", "2026-01-03T00:00:00Z");
        PutSnapshot("bad", "full", "Failed", "2026-01-04T00:00:00Z");
    }

    [Fact]
    public async Task The_form_has_its_blocks_and_fields_in_order()
    {
        RenderedComponent page = await OpenAsync("");

        Assert.Equal(["Labels & Annotations", "Restore Configuration", "Restore Target *"], page.FindAll(".block h2 .title").Select(title => title.TextContent.Trim()));
        Assert.Equal(
            ["Namespace *", "Name *", "Repository *", "Snapshot *", "Addon Name *", "Encryption Secret Namespace", "Encryption Secret Name", "Api Group *", "Kind *", "Namespace *", "Resource Name *"],
            page.FindAll(".form-field > label").Select(label => label.TextContent.Trim()));
        Assert.Equal("Error in 4 fields", page.Find("#restore-configuration-title .count").TextContent);
    }

    [Fact]
    public async Task A_snapshot_of_the_address_fills_in_what_follows_from_it()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=old");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-1--name").Count == 1 && page.FindAll(".check-list input").Count == 2, Cancel);

        await PressAsync(page, "Preview");
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1, Cancel);
        await page.WaitForStateAsync(() => page.FindAll(".checks .met").Count == 7, Cancel);
        Assert.Empty(page.FindAll(".checks .unmet"));
        await PressAsync(page, "Submit");

        JsonObject made = Assert.Single(cluster.All(KubeStashKinds.RestoreSession));
        Assert.Matches("^mongodb-repo-[0-9]{10}-restore$", made["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(
            """{"target":{"apiGroup":"kubedb.com","kind":"MongoDB","namespace":"demo","name":"mongodb"},"dataSource":{"namespace":"demo","repository":"mongodb-repo","snapshot":"old","encryptionSecret":{"name":"encryption","namespace":"demo"}},"addon":{"name":"mongodb-addon","tasks":[{"name":"manifest-restore"},{"name":"logical-backup-restore"}]}}""",
            made["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_repository_alone_means_its_newest_snapshot_that_succeeded()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-0--name").Count == 1, Cancel);

        Assert.Equal("latest", page.Find("#fieldspec-dataSource-snapshot").GetAttribute("value"));
        string[] options = [.. page.FindAll("#fieldspec-dataSource-snapshot option").Select(option => option.TextContent.Trim())];
        Assert.StartsWith("latest: new", options[1], StringComparison.Ordinal);
        Assert.StartsWith("bad · ", options[2], StringComparison.Ordinal);
        Assert.EndsWith("(Failed)", options[2], StringComparison.Ordinal);
        Assert.Equal("logical-backup-restore", page.Find("#fieldspec-addon-tasks-0--name").GetAttribute("value"));
    }

    [Fact]
    public async Task Another_target_stays_when_another_snapshot_is_chosen()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=old");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-1--name").Count == 1, Cancel);
        await ChooseAsync(page, "spec-target-namespace", "prod");
        cluster.Put(MongoDB, """{"metadata":{"name":"copy","namespace":"prod"}}""");
        await page.InvokeAsync(() => page.Find("[aria-label='Load Resource Name again']").ClickAsync());
        await ChooseAsync(page, "spec-target-name", "copy");
        await ChooseAsync(page, "spec-dataSource-snapshot", "new");

        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-1--name").Count == 0, Cancel);
        Assert.Equal("copy", page.Find("#fieldspec-target-name").GetAttribute("value"));
        Assert.Contains("The backup was taken of MongoDB demo/mongodb.", page.Find(".origin").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".origin button").ClickAsync());
        Assert.Equal("mongodb", page.Find("#fieldspec-target-name").GetAttribute("value"));
    }

    [Fact]
    public async Task What_a_restore_lacks_is_told_with_its_reason()
    {
        cluster.Put(KubeStashKinds.BackupStorage, """{"metadata":{"name":"default","namespace":"stash"},"spec":{"storage":{"provider":"s3"},"usagePolicy":{"allowedNamespaces":{"from":"Same"}}},"status":{"phase":"NotReady"}}""");
        cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"encryption","namespace":"demo"},"type":"Opaque","data":{"other":"Y2FuYXJ5"}}""");
        cluster.Put(KubeStashKinds.RestoreSession, """{"metadata":{"name":"earlier","namespace":"demo"},"spec":{"target":{"apiGroup":"kubedb.com","kind":"MongoDB","namespace":"demo","name":"mongodb"}},"status":{"phase":"Running"}}""");
        cluster.Delete(MongoDB, new ObjectKey("demo", "mongodb"));
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=bad");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-1--name").Count == 1, Cancel);
        await ChooseAsync(page, "spec-dataSource-encryptionSecret-namespace", "");
        await PressAsync(page, "Preview");
        await page.WaitForStateAsync(() => page.FindAll("[data-manifest]").Count == 1 && page.FindAll(".checks .unmet").Count == 5, Cancel);

        string checks = page.Find(".checks").TextContent;
        Assert.Contains("Snapshot bad is Failed: only one that succeeded can be restored.", checks, StringComparison.Ordinal);
        Assert.Contains("BackupStorage stash/default is NotReady", checks, StringComparison.Ordinal);
        Assert.Contains("may not be used from this namespace: its usage policy admits namespace stash only", checks, StringComparison.Ordinal);
        Assert.Contains("MongoDB demo/mongodb is not there", checks, StringComparison.Ordinal);
        Assert.Contains("demo/earlier restores into MongoDB demo/mongodb already (Running)", checks, StringComparison.Ordinal);
        Assert.Equal(5, page.FindAll(".problems li").Count);
        Assert.NotEmpty(page.FindAll(".checks .unmet a"));
    }

    [Fact]
    public async Task A_backup_of_one_kind_is_not_restored_into_another()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=old");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-addon-tasks-1--name").Count == 1, Cancel);
        await ChooseAsync(page, "spec-target-kind", "Postgres");
        cluster.Put(new ResourceKind("kubedb.com", "v1", "postgreses", "Postgres", Namespaced: true), """{"metadata":{"name":"pg","namespace":"demo"}}""");
        await page.InvokeAsync(() => page.Find("[aria-label='Load Resource Name again']").ClickAsync());
        await ChooseAsync(page, "spec-target-name", "pg");
        await PressAsync(page, "Preview");

        await page.WaitForStateAsync(() => page.FindAll(".checks").Count == 1 && page.Find(".checks").TextContent.Contains("The backup is of a MongoDB, and cannot be restored into a Postgres.", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Some_components_are_written_and_all_are_not()
    {
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo&snapshot=old");
        await page.WaitForStateAsync(() => page.FindAll(".check-list input").Count == 2 && page.FindAll("#fieldspec-addon-tasks-1--name").Count == 1, Cancel);
        Assert.Null(Kept()["spec"]!["dataSource"]!["components"]);

        await page.InvokeAsync(() => page.FindAll(".check-list input")[1].RaiseAsync("onchange", new ChangeEventArgs { Value = true }));
        Assert.Equal("""["manifest"]""", Kept()["spec"]!["dataSource"]!["components"]!.ToJsonString());
        await page.InvokeAsync(() => page.FindAll(".check-list input")[1].RaiseAsync("onchange", new ChangeEventArgs { Value = false }));
        Assert.Null(Kept()["spec"]!["dataSource"]!["components"]);
    }

    [Fact]
    public async Task A_moment_can_be_restored_where_the_repository_is_archived_to()
    {
        cluster.Put(KubeStashKinds.Snapshot, """{"metadata":{"name":"archive","namespace":"demo"},"spec":{"repository":"mongodb-repo","type":"IncrementalBackup"},"status":{"phase":"Running"}}""");
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo");
        await page.WaitForStateAsync(() => page.FindAll("#fieldspec-dataSource-pitr-targetTime").Count == 1 && page.FindAll("#fieldspec-addon-tasks-0--name").Count == 1, Cancel);
        await ChooseAsync(page, "spec-dataSource-snapshot", "");
        await page.InvokeAsync(() => page.Find("#fieldspec-dataSource-pitr-targetTime").InputAsync("yesterday"));
        await PressAsync(page, "Preview");
        Assert.Contains("\"yesterday\" is no moment.", page.Find("#fieldspec-dataSource-pitr-targetTime-error").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#fieldspec-dataSource-pitr-targetTime").InputAsync("2026-01-03T10:30:00Z"));
        await PressAsync(page, "Preview");
        Assert.Contains("step=preview", Context.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("""{"targetTime":"2026-01-03T10:30:00Z"}""", Kept()["spec"]!["dataSource"]!["pitr"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_may_not_restore_is_told()
    {
        cluster.Allows = request => new AccessDecision(request.Verb != "create", "");
        RenderedComponent page = await OpenAsync("?namespace=demo&repository=mongodb-repo");

        await page.WaitForStateAsync(() => page.Text.Contains("You may not create this here", StringComparison.Ordinal), Cancel);
    }

    private async Task<RenderedComponent> OpenAsync(string query)
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(cluster);
        RenderedComponent page = await RenderAsync<CreateRestoreSessionPage>((nameof(CreateRestoreSessionPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2, Cancel);
        return page;
    }

    private static async Task ChooseAsync(RenderedComponent page, string path, string value)
    {
        await page.WaitForStateAsync(() => page.FindAll($"#field{path} option").Any(option => option.GetAttribute("value") == value), Cancel);
        await page.InvokeAsync(() => page.Find($"#field{path}").ChangeAsync(value));
    }

    private static Task PressAsync(RenderedComponent page, string words) =>
        page.InvokeAsync(() => page.FindAll("main button").First(button => button.TextContent.Trim() == words).ClickAsync());

    private JsonObject Kept() => JsonNode.Parse(JsonNode.Parse(tab.Kept.Values.Single())!["manifest"]!.GetValue<string>())!.AsObject();

    private void PutSnapshot(string name, string session, string phase, string time) => cluster.Put(KubeStashKinds.Snapshot, $$"""
        { "metadata": { "name": "{{name}}", "namespace": "demo" },
          "spec": { "repository": "mongodb-repo", "session": "{{session}}", "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } },
          "status": { "phase": "{{phase}}", "snapshotTime": "{{time}}", "components": { "dump": {}, "manifest": {} } } }
        """);
}
