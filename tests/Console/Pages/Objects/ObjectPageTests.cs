using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Objects;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.Objects;

public class ObjectPageTests : KindPageTest
{
    private const string Canary = "canary-value-nobody-may-see";

    private static readonly ResourceKind MongoDB = new("kubedb.com", "v1", "mongodbs", "MongoDB", Namespaced: true);

    [Fact]
    public async Task A_database_is_found_by_discovery_with_the_backups_taken_of_it()
    {
        Cluster.Put(MongoDB, """{ "metadata": { "namespace": "demo", "name": "mongodb" }, "spec": { "version": "6.0.5", "replicas": 3 }, "status": { "phase": "Ready" } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "conf" }, "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "mongodb" } } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "other" }, "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MySQL", "name": "mongodb" } } }""");
        Cluster.Put(KubeStashKinds.Repository, """{ "metadata": { "namespace": "demo", "name": "repo" }, "spec": { "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } } }""");
        Cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap" }, "spec": { "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } } }""");
        Cluster.Put(KubeStashKinds.RestoreSession, """{ "metadata": { "namespace": "demo", "name": "back" }, "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "mongodb" } } }""");

        RenderedComponent page = await OpenAsync("mongodbs.kubedb.com", "mongodb");
        await page.WaitForStateAsync(() => Labels(page).Contains("Version"), Cancel);
        await WaitForCellAsync(page, "Backup Configuration", "Name", "conf");
        await WaitForCellAsync(page, "Repository", "Name", "repo");
        await WaitForCellAsync(page, "Snapshot", "Name", "snap");
        await WaitForCellAsync(page, "Recent Restores", "Name", "back");

        Assert.Equal("6.0.5", Value(page, "Version"));
        Assert.Equal("MongoDB", Value(page, "Kind"));
        Assert.Empty(page.FindAll("button.remove"));
        Assert.Equal("/c/dev/mongodbs.kubedb.com/n/demo/o/mongodb", page.Find("table[aria-label='Backup Configuration'] td.target a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yaml")]
    public async Task A_Secret_shows_its_keys_and_its_values_are_nowhere(string? tab)
    {
        Cluster.Put(BuiltInKinds.Secret, $$"""
            { "metadata": { "namespace": "demo", "name": "cred", "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "{ \"stringData\": \"{{Canary}}\" }" } },
              "type": "Opaque", "data": { "PASSWORD": "{{Canary}}" }, "stringData": { "USER": "{{Canary}}" } }
            """);

        RenderedComponent page = await OpenAsync("secrets", "cred", tab);
        await page.WaitForStateAsync(() => (tab is null ? page.Text : Sent).Contains("PASSWORD", StringComparison.Ordinal), Cancel);

        Assert.DoesNotContain(Canary, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, Sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Cluster.Asked, question => question.StartsWith("watch secrets", StringComparison.Ordinal) || question.StartsWith("list secrets", StringComparison.Ordinal));
        Assert.Contains("As of", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Secret_that_is_not_there_is_said_to_be_missing()
    {
        RenderedComponent page = await OpenAsync("secrets", "cred");

        await page.WaitForStateAsync(() => page.Text.Contains("There is no Secret demo/cred", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Owners_lead_to_their_pages()
    {
        Cluster.Put(BuiltInKinds.CronJob, """{ "metadata": { "namespace": "demo", "name": "trigger", "ownerReferences": [{ "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration", "name": "conf", "uid": "u", "controller": true }] }, "spec": { "schedule": "0 1 * * *" } }""");
        Cluster.Put(KubeStashKinds.BackupConfiguration, """{ "metadata": { "namespace": "demo", "name": "conf" } }""");

        RenderedComponent page = await OpenAsync("cronjobs.batch", "trigger");
        await page.WaitForStateAsync(() => Labels(page).Contains("Owned by"), Cancel);

        Assert.Equal("BackupConfiguration conf", Value(page, "Owned by"));
        Assert.Equal("0 1 * * *", Value(page, "Schedule"));
        await WaitForCellAsync(page, "Backup Configuration", "Name", "conf");
        Assert.Contains(page.FindAll("dd a"), link => link.GetAttribute("href") == "/c/dev/backupconfigurations.core.kubestash.com/n/demo/o/conf");
    }

    [Fact]
    public async Task A_kind_the_cluster_does_not_serve_is_said_to_be_that()
    {
        RenderedComponent page = await OpenAsync("things.example.com", "x");

        await page.WaitForStateAsync(() => page.Text.Contains("dev does not serve things.example.com", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Prerendering_asks_nothing()
    {
        Context.IsInteractive = false;

        RenderedComponent page = await OpenAsync("mongodbs.kubedb.com", "mongodb");

        Assert.Contains("mongodb", page.Text, StringComparison.Ordinal);
        Assert.Empty(Cluster.Asked);
    }

    // What scripts were given, such as the text of the editor.
    private string Sent => string.Join('\n', Context.Script.Invocations.SelectMany(call => call.Arguments));

    private Task<RenderedComponent> OpenAsync(string resource, string name, string? tab = null)
    {
        Use(Cluster);
        Context.Navigation.StartAt($"/c/dev/{resource}/n/demo/o/{name}{(tab is null ? "" : $"?tab={tab}")}");
        return RenderAsync<ObjectPage>(("Cluster", "dev"), ("Resource", resource), ("Namespace", "demo"), ("Name", name));
    }
}
