using System.Globalization;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.Kinds;
using BackupConsole.Testing;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using BackupConsole.Tests.Pages;

namespace BackupConsole.Tests.Components.Workloads;

/// <summary>The tabs with logs and events, on the page of a BackupSession.</summary>
public class SessionLogTests : PageTest
{
    private const string Address = "/c/dev/backupsessions.core.kubestash.com/n/demo/o/run-1";

    private readonly MemoryCluster cluster = new();

    public SessionLogTests()
    {
        cluster.Put(KubeStashKinds.BackupSession, """{ "metadata": { "namespace": "demo", "name": "run-1", "uid": "uid-run" }, "spec": { "session": "full" }, "status": { "phase": "Running" } }""");
        Use(cluster);
    }

    [Fact]
    public async Task The_log_of_the_runs_pod_is_handed_to_the_browser()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Logs.Write(new ObjectKey("demo", "run-1-x"), "dump", "one", "\u001b[31mtwo\u001b[0m");

        RenderedComponent page = await OpenAsync("?tab=logs");
        await Eventually.HoldsAsync(() => Lines() is ["one", "two"], () => string.Join('|', Lines()), cancellationToken: Cancel);
        cluster.Logs.Write(new ObjectKey("demo", "run-1-x"), "dump", "three");
        await Eventually.HoldsAsync(() => Lines() is ["one", "two", "three"], () => string.Join('|', Lines()), cancellationToken: Cancel);

        Assert.Equal("Following", page.Find(".log header .chip").TextContent.Trim());
        Assert.Equal(["run-1-x · Running"], Options(page, 0));
        Assert.Equal(["prepare (initial) · Completed", "dump · Running"], Options(page, 1));
        Assert.Equal("run-1-x-dump.log", Context.Script.Invocations.Last(call => call.Function == "clear").Arguments[0]);
        Assert.Equal("2026-01-05T12:00:00.123Z", ((string[])Context.Script.Invocations.First(call => call.Function == "append").Arguments[0]!)[0]);
    }

    [Fact]
    public async Task Pods_and_Jobs_are_asked_for_by_label_in_their_namespace_only()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        PutPod("other-x", """{ "running": {} }""", invoker: "other");
        cluster.Put(BuiltInKinds.Job, $$"""{ "metadata": { "namespace": "demo", "name": "job-1", "labels": {{Labels("run-1", ", \"app.kubernetes.io/component\": \"kubestash-backup\"")}} }, "status": { "active": 1, "startTime": "2026-01-05T12:00:00Z" } }""");

        RenderedComponent page = await OpenAsync("?tab=logs");
        await page.WaitForStateAsync(() => Cells(page, "Pods", ".name").Length == 1 && Cells(page, "Jobs", ".name").Length == 1, Cancel);

        Assert.Equal(["Name", "Namespace", "Ready", "Status", "Restarts", "IP", "Node", "Images", "Age"], page.FindAll("table[aria-label=Pods] th").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("kubestash-backup", Cells(page, "Jobs", ""));
        Assert.Equal($"{Address}?tab=logs&pod=run-1-x", page.Find("table[aria-label=Pods] td.name a").GetAttribute("href"));
        Assert.All(cluster.Asked.Where(question => question.StartsWith("list pods", StringComparison.Ordinal)), question => Assert.Equal("list pods demo app.kubernetes.io/managed-by=kubestash.com,kubestash.com/invoker-name=run-1", question));
        Assert.DoesNotContain("review list pods *", cluster.Asked);
    }

    [Fact]
    public async Task The_address_says_which_log()
    {
        PutPod("a", """{ "running": {} }""");
        PutPod("b", """{ "terminated": { "exitCode": 1, "reason": "Error" } }""");
        cluster.Logs.Write(new ObjectKey("demo", "a"), "prepare", "prepared");

        RenderedComponent page = await OpenAsync("?tab=logs&pod=a&container=prepare");
        await Eventually.HoldsAsync(() => Lines() is ["prepared"], () => string.Join('|', Lines()), cancellationToken: Cancel);

        Assert.Equal("page", page.FindAll(".tabs a").Single(tab => tab.TextContent == "Logs").GetAttribute("aria-current"));
        await page.FindAll(".log select")[0].ChangeAsync("b");
        await page.WaitForStateAsync(() => Context.Navigation.Uri.EndsWith("?tab=logs&pod=b", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Without_pods_it_says_why()
    {
        RenderedComponent page = await OpenAsync("?tab=logs");
        await page.WaitForStateAsync(() => page.Text.Contains("There is no pod, so there is no log.", StringComparison.Ordinal), Cancel);

        Assert.Contains("sessionHistoryLimit", page.Text, StringComparison.Ordinal);
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Logs.Write(new ObjectKey("demo", "run-1-x"), "dump", "one");
        await Eventually.HoldsAsync(() => Lines() is ["one"], () => string.Join('|', Lines()), cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_pod_that_goes_leaves_its_lines_and_says_so()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Logs.Write(new ObjectKey("demo", "run-1-x"), "dump", "one");
        RenderedComponent page = await OpenAsync("?tab=logs");
        await Eventually.HoldsAsync(() => Lines() is ["one"], () => string.Join('|', Lines()), cancellationToken: Cancel);

        cluster.Logs.Refuses = (_, _) => MemoryCluster.Refusal(404, "NotFound", "pods \"run-1-x\" not found");
        cluster.Delete(BuiltInKinds.Pod, new ObjectKey("demo", "run-1-x"));
        cluster.Logs.Break();

        await page.WaitForStateAsync(() => page.Text.Contains("The pod is gone, and its log with it", StringComparison.Ordinal), Cancel);
        Assert.Equal(["run-1-x (gone)"], Options(page, 0));
        Assert.Equal(1, Context.Script.Calls.Count(call => call == "clear"));
    }

    [Fact]
    public async Task Who_may_not_read_logs_is_told_which_permission_is_missing()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Logs.Refuses = (_, _) => MemoryCluster.Refusal(403, "Forbidden", "pods \"run-1-x\" is forbidden: User \"jane\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"demo\"");

        RenderedComponent page = await OpenAsync("?tab=logs");

        await page.WaitForStateAsync(() => page.Text.Contains("The permission to get pods/log in namespace demo is needed", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Who_may_not_list_pods_is_told_so()
    {
        cluster.Allows = request => new AccessDecision(request.Kind != BuiltInKinds.Pod, "");

        RenderedComponent page = await OpenAsync("?tab=logs");

        await page.WaitForStateAsync(() => page.Text.Contains("User \"jane\" may not list pods in namespace demo", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_told()
    {
        PutPod("run-1-x", """{ "waiting": { "reason": "ImagePullBackOff", "message": "no such image" } }""", phase: "Pending");
        cluster.Logs.Refuses = (_, _) => MemoryCluster.Refusal(400, "BadRequest", "container \"dump\" in pod \"run-1-x\" is waiting to start: trying and failing to pull image");

        RenderedComponent page = await OpenAsync("?tab=logs");

        await page.WaitForStateAsync(() => page.Text.Contains("The container cannot start: ImagePullBackOff. no such image", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_told()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Logs.Refuses = (_, _) => MemoryCluster.Refusal(500, "InternalError", "Get \"https://10.0.0.1:10250/containerLogs/demo/run-1-x/dump\": dial tcp: connection refused");

        RenderedComponent page = await OpenAsync("?tab=logs");

        await page.WaitForStateAsync(() => page.Text.Contains("The log cannot be read now.", StringComparison.Ordinal) && page.Text.Contains("no kubelet", StringComparison.Ordinal), Cancel);
    }

    [Fact]
    public async Task Events_of_the_session_its_Job_and_its_pod_come_latest_first()
    {
        PutPod("run-1-x", """{ "running": {} }""");
        cluster.Put(BuiltInKinds.Job, $$"""{ "metadata": { "namespace": "demo", "name": "job-1", "uid": "uid-job", "labels": {{Labels("run-1")}} } }""");
        PutEvent("a", "uid-run", "Normal", "Created", 1);
        PutEvent("b", "uid-job", "Normal", "SuccessfulCreate", 2);
        PutEvent("c", "uid-demo-run-1-x", "Warning", "BackOff", 3);
        PutEvent("d", "uid-elsewhere", "Normal", "Elsewhere", 4);

        RenderedComponent page = await OpenAsync("?tab=events");
        await page.WaitForStateAsync(() => Reasons(page) is ["BackOff", "SuccessfulCreate", "Created"], Cancel);
        PutEvent("e", "uid-run", "Normal", "Later", 5);
        await page.WaitForStateAsync(() => Reasons(page) is ["Later", "BackOff", "SuccessfulCreate", "Created"], Cancel);

        Assert.Equal(["Type", "Reason", "Source", "Involved Object", "Count", "First Seen", "Last Seen", "Message"], page.FindAll("table[aria-label=Events] th").Select(cell => cell.TextContent.Trim()));
        Assert.DoesNotContain("list events demo ", cluster.Asked);
    }

    [Fact]
    public async Task Without_events_it_says_that_clusters_forget()
    {
        RenderedComponent page = await OpenAsync("?tab=events");

        await page.WaitForStateAsync(() => page.Text.Contains("Clusters forget events after about an hour.", StringComparison.Ordinal), Cancel);
    }

    private void PutPod(string name, string state, string invoker = "run-1", string phase = "Running") => cluster.Put(
        BuiltInKinds.Pod,
        $$"""
        { "metadata": { "namespace": "demo", "name": "{{name}}", "labels": {{Labels(invoker)}} },
          "spec": { "nodeName": "node-1", "initContainers": [{ "name": "prepare" }], "containers": [{ "name": "dump" }] },
          "status": { "phase": "{{phase}}",
            "initContainerStatuses": [{ "name": "prepare", "state": { "terminated": { "exitCode": 0, "reason": "Completed" } } }],
            "containerStatuses": [{ "name": "dump", "ready": true, "state": {{state}} }] } }
        """);

    private void PutEvent(string name, string uid, string type, string reason, int minute) => cluster.Put(
        BuiltInKinds.Event,
        string.Create(CultureInfo.InvariantCulture, $$"""{ "metadata": { "namespace": "demo", "name": "{{name}}" }, "involvedObject": { "kind": "Any", "namespace": "demo", "name": "x", "uid": "{{uid}}" }, "type": "{{type}}", "reason": "{{reason}}", "message": "m", "lastTimestamp": "2026-01-05T12:{{minute:00}}:00Z" }"""));

    private static string Labels(string invoker, string more = "") => $$"""{ "app.kubernetes.io/managed-by": "kubestash.com", "kubestash.com/invoker-name": "{{invoker}}"{{more}} }""";

    private Task<RenderedComponent> OpenAsync(string query)
    {
        Context.Navigation.StartAt($"{Address}{query}");
        return RenderAsync<KindDetailPage>(("Cluster", "dev"), ("Resource", KubeStashKinds.BackupSession.Id), ("Namespace", "demo"), ("Name", "run-1"));
    }

    private string[] Lines() => [.. Context.Script.Invocations.ToArray().Where(call => call.Function == "append").SelectMany(call => (string[])call.Arguments[1]!)];

    private static string[] Options(RenderedComponent page, int which) => [.. page.FindAll(".log select")[which].QuerySelectorAll("option").Select(option => option.TextContent.Trim())];

    private static string[] Reasons(RenderedComponent page) => [.. page.FindAll("table[aria-label=Events] tbody tr td:nth-child(2)").Select(cell => cell.TextContent.Trim())];

    private static string[] Cells(RenderedComponent page, string table, string css) => [.. page.FindAll($"table[aria-label='{table}'] td{css}").Select(cell => cell.TextContent.Trim())];
}
