using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupConfigurations;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Pages.BackupConfigurations;

/// <summary>The page that creates a BackupConfiguration, with a cluster and a browser tab in memory.</summary>
public abstract class CreateBackupConfigurationTest : PageTest
{
    private protected const string Base = "/c/dev/backupconfigurations.core.kubestash.com/new";

    protected CreateBackupConfigurationTest()
    {
        Context.Services.AddSingleton<IJSRuntime>(Tab);
        Cluster.Put(BuiltInKinds.Namespace, """{"metadata":{"name":"demo","labels":{"team":"shop"}}}""");
        PutStorage("stash", "default", "All");
        PutStorage("web", "own", "Same");
        PutStorage("stash", "labelled", "Selector");
        Cluster.Put(KubeStashKinds.RetentionPolicy, """{"metadata":{"name":"keep","namespace":"stash"},"spec":{"maxRetentionPeriod":"2mo","usagePolicy":{"allowedNamespaces":{"from":"All"}}}}""");
        Cluster.Put(KubeStashKinds.Addon, """
            {"metadata":{"name":"mongodb-addon"},"spec":{"backupTasks":[
              {"name":"logical-backup","parameters":[{"name":"args","usage":"More arguments."},{"name":"enableCache","usage":"Keeps a cache.","default":"true"}]},
              {"name":"manifest-backup"}]}}
            """);
        Cluster.Put(KubeStashKinds.Addon, """{"metadata":{"name":"workload-addon"},"spec":{"backupTasks":[{"name":"logical-backup","parameters":[{"name":"paths","usage":"Folders.","required":true},{"name":"exclude"}]}]}}""");
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"encryption","namespace":"demo"},"type":"Opaque","data":{"RESTIC_PASSWORD":"Y2FuYXJ5LXZhbHVl"}}""");
        Cluster.Put(BuiltInKinds.Secret, """{"metadata":{"name":"other","namespace":"demo"},"type":"Opaque","data":{"user":"Y2FuYXJ5LXZhbHVl"}}""");
        Cluster.Put(new ResourceKind("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true), """{"metadata":{"name":"mongodb","namespace":"demo"},"status":{"phase":"Ready"}}""");
    }

    private protected MemoryCluster Cluster { get; } = new();

    private protected FakeTab Tab { get; } = new();

    private protected async Task<RenderedComponent> OpenAsync(string query = "")
    {
        Context.Navigation.StartAt($"{Base}{query}");
        Use(Cluster);
        RenderedComponent page = await RenderAsync<CreateBackupConfigurationPage>((nameof(CreateBackupConfigurationPage.Cluster), "dev"));
        await page.WaitForStateAsync(() => page.FindAll("#fieldmetadata-namespace option").Count > 2 && page.FindAll("#fieldspec-backends-0--storageRef option").Count > 1, Cancel);
        return page;
    }

    private protected async Task<RenderedComponent> FilledAsync()
    {
        RenderedComponent page = await OpenAsync();
        await ChooseAsync(page, "metadata-namespace", "demo");
        await TypeAsync(page, "metadata-name", "nightly");
        await ChooseAsync(page, "spec-backends-0--storageRef", "stash/default");
        await ChooseAsync(page, "spec-backends-0--retentionPolicy", "stash/keep");
        await ChooseAsync(page, "spec-target-kind", "MongoDB");
        await ChooseAsync(page, "spec-target-namespace", "demo");
        await ChooseAsync(page, "spec-target-name", "mongodb");
        await AddSessionAsync(page, 0, "full-backup", "0 2 * * *", "mongodb-repo");
        return page;
    }

    private protected static async Task AddSessionAsync(RenderedComponent page, int at, string name, string schedule, string repository)
    {
        await ClickAsync(page, "[aria-label='Add new session']");
        await TypeAsync(page, $"spec-sessions-{at}--name", name);
        await TypeAsync(page, $"spec-sessions-{at}--scheduler-schedule", schedule);
        await ChooseAsync(page, $"spec-sessions-{at}--addon-name", "mongodb-addon");
        await page.InvokeAsync(() => page.FindAll("[aria-label='Add new task']")[at].ClickAsync());
        await ChooseAsync(page, $"spec-sessions-{at}--addon-tasks-0--name", "logical-backup");
        await TypeAsync(page, $"spec-sessions-{at}--repositories-0--name", repository);
    }

    private protected static async Task ChooseAsync(RenderedComponent page, string path, string value)
    {
        await page.WaitForStateAsync(() => page.FindAll($"#field{path} option").Any(option => option.GetAttribute("value") == value), Cancel);
        await page.InvokeAsync(() => page.Find($"#field{path}").ChangeAsync(value));
    }

    private protected static Task TypeAsync(RenderedComponent page, string path, string text) => page.InvokeAsync(() => page.Find($"#field{path}").InputAsync(text));

    private protected static Task ClickAsync(RenderedComponent page, string selector) => page.InvokeAsync(() => page.Find(selector).ClickAsync());

    private protected static Task PressAsync(RenderedComponent page, string words) =>
        page.InvokeAsync(() => page.FindAll("main button").First(button => button.TextContent.Trim() == words).ClickAsync());

    private protected static string Count(RenderedComponent page, string block) => page.Find($"#{block}-title .count").TextContent;

    private protected static string? Shown(RenderedComponent page, string path) => page.Find($"#field{path}").GetAttribute("value");

    private protected static IEnumerable<string> Options(RenderedComponent page, string path) => page.FindAll($"#field{path} option").Where(option => option.GetAttribute("value") != "").Select(option => option.TextContent.Trim());

    /// <summary>The manifest as the tab keeps it.</summary>
    private protected JsonObject Kept() => JsonNode.Parse(JsonNode.Parse(Tab.Kept.Values.Single())!["manifest"]!.GetValue<string>())!.AsObject();

    private protected void PutStorage(string ns, string name, string from) => Cluster.Put(KubeStashKinds.BackupStorage, $$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"{{{ns}}}"},
         "spec":{"storage":{"provider":"s3"},"usagePolicy":{"allowedNamespaces":{"from":"{{{from}}}","selector":{"matchLabels":{"team":"finance"} } } } },"status":{"phase":"Ready"} }
        """);
}
