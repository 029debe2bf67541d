using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Pages;

namespace BackupConsole.Tests.Components.Actions;

public class ActionTests : PageTest
{
    private static readonly ObjectKey Shop = new("demo", "shop");

    private readonly MemoryCluster cluster = new();

    public ActionTests() => Use(cluster);

    [Fact]
    public async Task A_row_offers_what_may_be_done_and_pausing_is_agreed_to_first()
    {
        PutShop();
        RenderedComponent page = await ListAsync();

        await page.Find("button[aria-label='Actions for shop']").ClickAsync();
        await page.WaitForStateAsync(() => Items(page) is ["Run now", "Pause"], Cancel);
        Assert.Equal("open", Context.Script.Calls[^1]);
        await AskAsync(page, () => page.FindAll(".menu[aria-label='Actions for shop'] .item")[1]);
        Assert.DoesNotContain(cluster.Asked, question => question.StartsWith("merge", StringComparison.Ordinal));
        Assert.Contains("No schedule of shop starts a backup until it is resumed.", page.Text, StringComparison.Ordinal);
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast").Count == 1, Cancel);
        Assert.Contains("BackupConfiguration shop is paused.", page.Find(".toast").TextContent, StringComparison.Ordinal);
        Assert.Contains("merge backupconfigurations.core.kubestash.com demo/shop {\"spec\":{\"paused\":true},\"metadata\":{\"uid\":\"uid-demo-shop\"}}", cluster.Asked);
        await page.Find("button[aria-label='Actions for shop']").ClickAsync();
        await page.WaitForStateAsync(() => Items(page) is ["Run now", "Resume"], Cancel);
    }

    [Fact]
    public async Task One_session_is_run_after_agreeing_and_the_message_leads_there()
    {
        PutShop();
        RenderedComponent page = await DetailAsync();
        await ReadyAsync(page, "Run now");

        await AskAsync(page, () => Button(page, "Run now"));
        Assert.Contains("A BackupSession is created for session full of BackupConfiguration shop. It backs up MongoDB shop into repository shop-repo.", page.Text, StringComparison.Ordinal);
        await AgreeAsync(page);
        await page.WaitForStateAsync(() => page.FindAll(".toast a").Count == 1, Cancel);

        JsonObject made = Assert.Single(cluster.All(KubeStashKinds.BackupSession));
        Assert.Equal($"/c/dev/backupsessions.core.kubestash.com/n/demo/o/{made["metadata"]!["name"]}", page.Find(".toast a").GetAttribute("href"));
        Assert.StartsWith("shop-full-", made["metadata"]!["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("""{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupConfiguration","name":"shop"},"session":"full","backupTimeout":"2h","retryLeft":3}""", made["spec"]!.ToJsonString());
        Assert.Equal("uid-demo-shop", made["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_several_sessions_those_chosen_are_run()
    {
        PutShop(more: ", { \"name\": \"quick\" }, { \"name\": \"slow\" }");
        RenderedComponent page = await DetailAsync();
        await ReadyAsync(page, "Run now");
        await AskAsync(page, () => Button(page, "Run now"));
        await page.WaitForStateAsync(() => page.FindAll("dialog.ask input[type=checkbox]").Count == 3, Cancel);

        _ = Box(page, 0).ChangeAsync("false");
        await page.WaitForStateAsync(() => page.Find("dialog.ask footer button.primary").GetAttribute("aria-disabled") == "true", Cancel);
        await AgreeAsync(page);
        Assert.Empty(cluster.All(KubeStashKinds.BackupSession));
        _ = Box(page, 1).ChangeAsync("true");
        await page.WaitForStateAsync(() => Box(page, 1).HasAttribute("checked"), Cancel);
        _ = Box(page, 2).ChangeAsync("true");
        await page.WaitForStateAsync(() => Box(page, 2).HasAttribute("checked"), Cancel);
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.Text.Contains("2 backups are started.", StringComparison.Ordinal), Cancel);
        Assert.Equal(["quick", "slow"], cluster.All(KubeStashKinds.BackupSession).Select(made => made["spec"]!["session"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task What_is_refused_is_told_in_the_servers_words()
    {
        PutShop();
        cluster.Refuses = (_, _, _) => MemoryCluster.Refusal(403, "Forbidden", "admission webhook \"x\" denied the request: not today");
        RenderedComponent page = await DetailAsync();
        await ReadyAsync(page, "Run now");

        await AskAsync(page, () => Button(page, "Run now"));
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast.is-bad").Count == 1, Cancel);
        Assert.Contains("not today", page.Find(".toast").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_no_changes_nothing()
    {
        PutShop();
        RenderedComponent page = await DetailAsync();
        await ReadyAsync(page, "Pause");

        await AskAsync(page, () => Button(page, "Pause"));
        Ask(page.Find("dialog.ask footer button"));

        await page.WaitForStateAsync(() => page.FindAll("dialog.ask footer").Count == 0, Cancel);
        Assert.DoesNotContain(cluster.Asked, question => question.StartsWith("merge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_may_not_be_done_says_why()
    {
        PutShop();
        cluster.Allows = request => new AccessDecision(request.Verb != "patch" && !(request.Verb == "create" && request.Kind == KubeStashKinds.BackupSession), "no role grants it");
        RenderedComponent page = await DetailAsync();

        await page.WaitForStateAsync(() => Button(page, "Run now").GetAttribute("title")?.Contains("may not create backupsessions.core.kubestash.com in namespace demo", StringComparison.Ordinal) == true, Cancel);
        await page.WaitForStateAsync(() => Button(page, "Pause").GetAttribute("title")?.Contains("no role grants it", StringComparison.Ordinal) == true, Cancel);
        await Button(page, "Pause").ClickAsync();

        Assert.Empty(page.FindAll("dialog.ask footer"));
        Assert.Equal("true", Button(page, "Run now").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Of_an_object_that_goes_away_nothing_can_be_done()
    {
        PutShop(metadata: ", \"deletionTimestamp\": \"2026-01-05T12:00:00Z\"");
        RenderedComponent page = await DetailAsync();

        await page.WaitForStateAsync(() => Button(page, "Run now").GetAttribute("title") == "The object is being deleted.", Cancel);
    }

    [Fact]
    public async Task A_run_is_run_again_as_its_configuration_is_now()
    {
        PutShop();
        PutRun("full");
        RenderedComponent page = await RunAsync();
        await ReadyAsync(page, "Run again");

        await AskAsync(page, () => Button(page, "Run again"));
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast a").Count == 1, Cancel);
        Assert.Equal(2, cluster.All(KubeStashKinds.BackupSession).Length);
    }

    [Fact]
    public async Task A_batch_is_run_with_all_its_targets()
    {
        PutBatch();
        RenderedComponent page = await DetailAsync(KubeStashKinds.BackupBatch);
        await ReadyAsync(page, "Run now");

        await AskAsync(page, () => Button(page, "Run now"));
        Assert.Contains("session daily of BackupBatch shop. It backs up Deployment web, MySQL db into repositories web-repo, db-repo.", page.Text, StringComparison.Ordinal);
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast a").Count == 1, Cancel);
        JsonObject made = Assert.Single(cluster.All(KubeStashKinds.BackupSession));
        Assert.Equal("""{"invoker":{"apiGroup":"core.kubestash.com","kind":"BackupBatch","name":"shop"},"session":"daily","retryLeft":0}""", made["spec"]!.ToJsonString());
        Assert.Equal("BackupBatch", made["metadata"]!["ownerReferences"]![0]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_that_is_paused_is_resumed()
    {
        PutBatch(paused: true);
        RenderedComponent page = await DetailAsync(KubeStashKinds.BackupBatch);
        await ReadyAsync(page, "Resume");

        await AskAsync(page, () => Button(page, "Resume"));
        Assert.Contains("start backups again: daily at 0 3 * * *.", page.Text, StringComparison.Ordinal);
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast").Count == 1, Cancel);
        Assert.Contains("merge backupbatches.core.kubestash.com demo/shop {\"spec\":{\"paused\":false},\"metadata\":{\"uid\":\"uid-demo-shop\"}}", cluster.Asked);
    }

    [Fact]
    public async Task A_run_of_a_batch_is_run_again()
    {
        PutBatch();
        PutRun("daily", "BackupBatch");
        RenderedComponent page = await RunAsync();
        await ReadyAsync(page, "Run again");

        await AskAsync(page, () => Button(page, "Run again"));
        await AgreeAsync(page);

        await page.WaitForStateAsync(() => page.FindAll(".toast a").Count == 1, Cancel);
        Assert.All(cluster.All(KubeStashKinds.BackupSession), run => Assert.Equal("BackupBatch", run["spec"]!["invoker"]!["kind"]!.GetValue<string>()));
        Assert.Equal(2, cluster.All(KubeStashKinds.BackupSession).Length);
    }

    [Fact]
    public async Task A_run_whose_configuration_is_gone_says_so()
    {
        PutRun("full");
        RenderedComponent page = await RunAsync();
        await ReadyAsync(page, "Run again");

        Ask(Button(page, "Run again"));

        await page.WaitForStateAsync(() => page.FindAll(".toast.is-bad").Count == 1, Cancel);
        Assert.Empty(page.FindAll("dialog.ask footer"));
    }

    [Fact]
    public async Task A_good_snapshot_leads_to_the_forms_of_restore_and_verification()
    {
        cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "snap 1" }, "spec": { "repository": "shop-repo" }, "status": { "phase": "Succeeded" } }""");
        RenderedComponent page = await SnapshotAsync("snap 1");

        await page.WaitForStateAsync(() => page.FindAll("a.action").Count == 2, Cancel);
        Assert.Equal(
            ["/c/dev/restoresessions.core.kubestash.com/new?namespace=demo&repository=shop-repo&snapshot=snap%201", "/c/dev/backupverificationsession.core.kubestash.com/new?namespace=demo&repository=shop-repo&snapshot=snap%201"],
            page.FindAll("a.action").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_failed_snapshot_leads_nowhere()
    {
        cluster.Put(KubeStashKinds.Snapshot, """{ "metadata": { "namespace": "demo", "name": "bad" }, "spec": { "repository": "shop-repo" }, "status": { "phase": "Failed" } }""");
        RenderedComponent page = await SnapshotAsync("bad");

        await page.WaitForStateAsync(() => Button(page, "Restore").GetAttribute("title") == "There is nothing to restore: the snapshot is Failed.", Cancel);
        Assert.Empty(page.FindAll("a.action"));
    }

    private void PutShop(string more = "", string metadata = "") => cluster.Put(
        KubeStashKinds.BackupConfiguration,
        $$"""
        { "metadata": { "namespace": "demo", "name": "shop"{{metadata}} },
          "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "namespace": "demo", "name": "shop" },
            "sessions": [{ "name": "full", "backupTimeout": "2h", "retryConfig": { "maxRetry": 3 }, "scheduler": { "schedule": "0 2 * * *" }, "repositories": [{ "name": "shop-repo" }] }{{more}}] },
          "status": { "phase": "Ready" } }
        """);

    private void PutBatch(bool paused = false) => cluster.Put(
        KubeStashKinds.BackupBatch,
        $$"""
        { "metadata": { "namespace": "demo", "name": "shop" },
          "spec": { "paused": {{(paused ? "true" : "false")}},
            "targets": [{ "name": "app", "appRef": { "kind": "Deployment", "name": "web" } }, { "name": "db", "appRef": { "kind": "MySQL", "name": "db" } }],
            "sessions": [{ "name": "daily", "scheduler": { "schedule": "0 3 * * *" }, "targets": [{ "name": "app", "repositories": [{ "name": "web-repo" }] }, { "name": "db", "repositories": [{ "name": "db-repo" }] }] }] },
          "status": { "phase": "Ready" } }
        """);

    private void PutRun(string session, string invoker = "BackupConfiguration") => cluster.Put(
        KubeStashKinds.BackupSession,
        $$"""{ "metadata": { "namespace": "demo", "name": "run-1" }, "spec": { "invoker": { "apiGroup": "core.kubestash.com", "kind": "{{invoker}}", "name": "shop" }, "session": "{{session}}" }, "status": { "phase": "Failed" } }""");

    private Task<RenderedComponent> ListAsync()
    {
        Context.Navigation.StartAt("/c/dev/backupconfigurations.core.kubestash.com");
        return WaitAsync(RenderAsync<KindListPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupConfiguration.Id)), page => page.FindAll("button.row-menu").Count == 1);
    }

    private Task<RenderedComponent> DetailAsync() => DetailAsync(KubeStashKinds.BackupConfiguration);

    private Task<RenderedComponent> DetailAsync(ResourceKind kind)
    {
        Context.Navigation.StartAt($"/c/dev/{kind.Id}/n/demo/o/{Shop.Name}");
        return WaitAsync(RenderAsync<KindDetailPage>(("Cluster", "dev"), ("Resource", kind.Id), ("Namespace", "demo"), ("Name", "shop")), HasActions);
    }

    private Task<RenderedComponent> RunAsync()
    {
        Context.Navigation.StartAt("/c/dev/backupsessions.core.kubestash.com/n/demo/o/run-1");
        return WaitAsync(RenderAsync<KindDetailPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupSession.Id), ("Namespace", "demo"), ("Name", "run-1")), HasActions);
    }

    private Task<RenderedComponent> SnapshotAsync(string name)
    {
        Context.Navigation.StartAt($"/c/dev/snapshots.storage.kubestash.com/n/demo/o/{Uri.EscapeDataString(name)}");
        return WaitAsync(RenderAsync<KindDetailPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.Snapshot.Id), ("Namespace", "demo"), ("Name", name)), HasActions);
    }

    private static bool HasActions(RenderedComponent page) => page.FindAll(".action").Count > 0;

    private static async Task<RenderedComponent> WaitAsync(Task<RenderedComponent> rendering, Func<RenderedComponent, bool> state)
    {
        RenderedComponent page = await rendering;
        await page.WaitForStateAsync(() => state(page), Cancel);
        return page;
    }

    private static Task ReadyAsync(RenderedComponent page, string words) => page.WaitForStateAsync(() => Button(page, words).GetAttribute("aria-disabled") is null, Cancel);

    // A page that is drawn again just then has another button in the same place.
    private static Task AskAsync(RenderedComponent page, Func<IElement> button) => Eventually.HoldsAsync(
        () =>
        {
            bool asks = page.FindAll("dialog.ask footer").Count > 0;
            if (!asks)
            {
                Ask(button());
            }

            return asks;
        },
        () => page.Text,
        cancellationToken: Cancel);

    // Events wait here for all that goes on, and an open question does.
    private static void Ask(IElement button) => _ = button.ClickAsync();

    private static async Task AgreeAsync(RenderedComponent page)
    {
        await page.WaitForStateAsync(() => page.FindAll("dialog.ask footer button.primary").Count > 0, Cancel);
        Ask(page.Find("dialog.ask footer button.primary"));
    }

    private static IElement Button(RenderedComponent page, string words) => page.FindAll(".action").Single(button => button.TextContent.Trim() == words);

    private static IElement Box(RenderedComponent page, int at) => page.FindAll("dialog.ask input[type=checkbox]")[at];

    private static string[] Items(RenderedComponent page) => [.. page.FindAll(".menu[aria-label='Actions for shop'] .item .with-icon").Select(item => item.TextContent.Trim())];
}
