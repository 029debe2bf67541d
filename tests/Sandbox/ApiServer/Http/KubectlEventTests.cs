using System.Diagnostics;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>kubectl's commands that read events, wait, and refuse.</summary>
public sealed class KubectlEventTests(TestCluster cluster) : KubectlTest(cluster)
{
    private static readonly ResourceKind Jobs = new("batch", "v1", "jobs", "Job", true);

    [Fact]
    public async Task Events_of_either_form_are_shown()
    {
        await FeedAsync(CoreEvent("one", "old news"), "create", "-f", "-");
        await FeedAsync(GroupEvent("two", "new news"), "create", "-f", "-");
        string shown = await DoesAsync("events");
        Assert.Contains("old news", shown, StringComparison.Ordinal);
        Assert.Contains("new news", shown, StringComparison.Ordinal);
        Assert.Contains("Pod/pod-1", shown, StringComparison.Ordinal);
        string warnings = await DoesAsync("events", "--types=Warning", "--for=pod/pod-1");
        Assert.Contains("old news", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("new news", warnings, StringComparison.Ordinal);
        Assert.Contains("new news", await DoesAsync("get", "events.events.k8s.io", "two"), StringComparison.Ordinal);
        Assert.Contains("old news", await DoesAsync("get", "events", "--field-selector=type=Warning"), StringComparison.Ordinal);
        Assert.Equal("old news", await DoesAsync("get", "events.events.k8s.io", "one", "-o", "jsonpath={.note}"));
        Assert.Equal("new news", await DoesAsync("get", "events.v1.", "two", "-o", "jsonpath={.message}"));
    }

    [Fact]
    public async Task Events_are_followed()
    {
        await FeedAsync(CoreEvent("one", "old news"), "create", "-f", "-");
        using Process watch = Start("events", "--watch");
        try
        {
            Assert.StartsWith("LAST SEEN", await LineAsync(watch), StringComparison.Ordinal);
            Assert.Contains("old news", await LineAsync(watch), StringComparison.Ordinal);
            await FeedAsync(GroupEvent("two", "new news"), "create", "-f", "-");
            Assert.Contains("new news", await LineAsync(watch), StringComparison.Ordinal);
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task Describe_shows_the_events_of_an_object()
    {
        await DoesAsync("create", "configmap", "pod-1");
        string uid = await DoesAsync("get", "configmap", "pod-1", "-o", "jsonpath={.metadata.uid}");
        await FeedAsync(GroupEvent("two", "new news").Replace("kind: Pod", $"kind: ConfigMap, uid: {uid}", StringComparison.Ordinal), "create", "-f", "-");
        Assert.Contains("new news", await DoesAsync("describe", "configmap", "pod-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strategic_merge_patch_on_a_custom_kind_is_refused_as_everywhere()
    {
        await FeedAsync(
            $$"""
            apiVersion: storage.kubestash.com/v1alpha1
            kind: BackupStorage
            metadata: { name: x, namespace: {{Namespace}} }
            spec: { storage: { provider: local, local: { mountPath: /x, emptyDir: {} } } }
            """,
            "create", "-f", "-");
        (int code, _, string errors) = await RunAsync(null, null, "patch", "backupstorage", "x", "--type", "strategic", "-p", """{"spec":{"deletionPolicy":"WipeOut"}}""");
        Assert.Equal(1, code);
        Assert.Contains("application/strategic-merge-patch+json is not supported by storage.kubestash.com/v1alpha1, Kind=BackupStorage", errors, StringComparison.Ordinal);
        Answer refused = await Cluster.SendAsync(
            HttpMethod.Patch, $"/apis/storage.kubestash.com/v1alpha1/namespaces/{Namespace}/backupstorages/x", new JsonObject { ["spec"] = new JsonObject() }, "application/strategic-merge-patch+json");
        Assert.Equal(415, refused.Code);
        Assert.Contains("patched", await DoesAsync("patch", "backupstorage", "x", "--type", "merge", "-p", """{"spec":{"deletionPolicy":"WipeOut"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_returns_when_a_condition_is_met()
    {
        await DoesAsync("create", "job", "j", "--image=busybox");
        using Process wait = Start("wait", "--for=condition=Complete", "job/j", "--timeout=60s");
        Cluster.Objects.UpdateStatus(Jobs, new ObjectKey(Namespace, "j"), job => job["status"] = JsonNode.Parse("""{"conditions":[{"type":"Complete","status":"True","lastTransitionTime":"2026-11-20T00:00:00Z"}]}"""), "test");
        Assert.Contains("condition met", await LineAsync(wait), StringComparison.Ordinal);
        await wait.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, wait.ExitCode);
        (int code, _, string errors) = await RunAsync(null, null, "wait", "--for=condition=Failed", "job/j", "--timeout=1s");
        Assert.Equal(1, code);
        Assert.Contains("timed out", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_returns_when_a_field_has_a_value_and_when_an_object_is_gone()
    {
        await FeedAsync(Session, "create", "-f", "-");
        using Process wait = Start("wait", "--for=jsonpath={.status.phase}=Succeeded", "backupsession/one", "--timeout=60s");
        await DoesAsync("patch", "backupsession", "one", "--subresource=status", "--type=merge", "-p", """{"status":{"phase":"Succeeded"}}""");
        Assert.Contains("condition met", await LineAsync(wait), StringComparison.Ordinal);
        using Process gone = Start("wait", "--for=delete", "backupsession/one", "--timeout=60s");
        await DoesAsync("delete", "backupsession", "one", "--wait=false");
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, gone.ExitCode);
    }

    [Fact]
    public async Task Describe_knows_custom_kinds_and_replace_and_server_side_diff_work_on_them()
    {
        await FeedAsync(Session, "create", "-f", "-");
        Assert.Contains("Retry Left:", await DoesAsync("describe", "backupsession", "one"), StringComparison.Ordinal);
        string yaml = await DoesAsync("get", "backupsession", "one", "-o", "yaml");
        Assert.Contains("replaced", await FeedAsync(yaml.Replace("tier: a", "tier: b", StringComparison.Ordinal), "replace", "-f", "-"), StringComparison.Ordinal);
        (int code, string output, _) = await RunAsync(Session, null, "diff", "--server-side", "--force-conflicts", "-f", "-");
        Assert.Equal(1, code);
        Assert.Contains("tier: a", output, StringComparison.Ordinal);
        Assert.Equal("b", await DoesAsync("get", "backupsession", "one", "-o", "jsonpath={.metadata.labels.tier}"));
    }

    private string CoreEvent(string name, string message) => $$"""
        apiVersion: v1
        kind: Event
        metadata: { name: {{name}}, namespace: {{Namespace}} }
        involvedObject: { apiVersion: v1, kind: Pod, name: pod-1, namespace: {{Namespace}} }
        reason: Old
        type: Warning
        message: {{message}}
        count: 2
        source: { component: kubelet }
        firstTimestamp: "2026-11-20T01:02:03Z"
        lastTimestamp: "2026-11-20T01:02:03Z"
        """;

    private string GroupEvent(string name, string note) => $$"""
        apiVersion: events.k8s.io/v1
        kind: Event
        metadata: { name: {{name}}, namespace: {{Namespace}} }
        regarding: { apiVersion: v1, kind: Pod, name: pod-1, namespace: {{Namespace}} }
        reason: New
        type: Normal
        note: {{note}}
        action: Doing
        eventTime: "2026-11-20T01:02:03.000000Z"
        reportingController: test.io/controller
        reportingInstance: one
        """;
}
