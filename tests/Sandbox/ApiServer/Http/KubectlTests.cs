using System.Diagnostics;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.Tests.ApiServer.Http;

/// <summary>The commands people type, by the real program.</summary>
public sealed class KubectlTests(TestCluster cluster) : KubectlTest(cluster)
{
    private static readonly ResourceKind Pods = new("", "v1", "pods", "Pod", true);

    [Fact]
    public async Task Generators_make_objects_and_get_and_describe_show_them()
    {
        await DoesAsync("create", "configmap", "a", "--from-literal=x=1");
        await DoesAsync("create", "secret", "generic", "s", "--from-literal=x=1");
        await DoesAsync("create", "deployment", "web", "--image=nginx", "--replicas=2");
        await DoesAsync("create", "cronjob", "nightly", "--image=busybox", "--schedule=0 1 * * *", "--", "date");
        await DoesAsync("create", "job", "now", "--from=cronjob/nightly");
        await DoesAsync("create", "role", "r", "--verb=get", "--resource=pods");
        await DoesAsync("create", "rolebinding", "b", "--role=r", "--user=nobody");
        Assert.Contains("web", await DoesAsync("get", "deployments"), StringComparison.Ordinal);
        Assert.Contains("0/2", await DoesAsync("get", "deploy", "web"), StringComparison.Ordinal);
        Assert.Contains("Controlled By:    CronJob/nightly", await DoesAsync("describe", "job", "now"), StringComparison.Ordinal);
        Assert.Equal("yes", (await DoesAsync("auth", "can-i", "get", "pods", "--as", "nobody")).Trim());
        Assert.Contains("deployment.apps/web", await DoesAsync("get", "all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_diff_and_edit_change_what_they_name()
    {
        string manifest = Session;
        Assert.Contains("created", await FeedAsync(manifest, "apply", "-f", "-"), StringComparison.Ordinal);
        Assert.Contains("unchanged", await FeedAsync(manifest, "apply", "-f", "-"), StringComparison.Ordinal);
        (int code, string output, _) = await RunAsync(manifest.Replace("tier: a", "tier: b", StringComparison.Ordinal), null, "diff", "-f", "-");
        Assert.Equal(1, code);
        Assert.Contains("+    tier: b", output, StringComparison.Ordinal);
        Assert.Contains("configured", await FeedAsync(manifest.Replace("tier: a", "tier: b", StringComparison.Ordinal), "apply", "-f", "-"), StringComparison.Ordinal);
        Assert.Contains("serverside-applied", await FeedAsync(manifest, "apply", "--server-side", "--force-conflicts", "-f", "-"), StringComparison.Ordinal);
        (code, output, string errors) = await RunAsync(null, "sed -i /tier:/s/a$/d/", "edit", "backupsession", "one");
        Assert.True(code == 0, errors);
        Assert.Equal("d", await DoesAsync("get", "backupsession", "one", "-o", "jsonpath={.metadata.labels.tier}"));
    }

    [Fact]
    public async Task What_get_prints_can_be_applied_again_without_changing_the_object()
    {
        await FeedAsync(Session, "apply", "-f", "-");
        string before = await DoesAsync("get", "backupsession", "one", "-o", "yaml");
        await FeedAsync(before, "apply", "-f", "-");
        Assert.Equal("1 a", await DoesAsync("get", "backupsession", "one", "-o", "jsonpath={.metadata.generation} {.metadata.labels.tier}"));
    }

    [Fact]
    public async Task Patches_labels_and_annotations_are_set()
    {
        await DoesAsync("create", "deployment", "web", "--image=nginx");
        await DoesAsync("patch", "deployment", "web", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"nginx","imagePullPolicy":"Never"}]}}}}""");
        await DoesAsync("patch", "deployment", "web", "--type=merge", "-p", """{"spec":{"paused":true}}""");
        await DoesAsync("patch", "deployment", "web", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":4}]""");
        await DoesAsync("label", "deployment", "web", "tier=gold");
        await DoesAsync("annotate", "deployment", "web", "note=x");
        await DoesAsync("scale", "deployment", "web", "--replicas=5");
        Assert.Equal(
            "nginx Never true 5 gold x",
            await DoesAsync("get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].imagePullPolicy} {.spec.paused} {.spec.replicas} {.metadata.labels.tier} {.metadata.annotations.note}"));
    }

    [Theory]
    [InlineData("--cascade=background")]
    [InlineData("--cascade=foreground")]
    [InlineData("--cascade=orphan")]
    public async Task Delete_waits_until_the_object_is_gone(string cascade)
    {
        await DoesAsync("create", "job", "j", "--image=busybox");
        Assert.Contains("deleted", await DoesAsync("delete", "job", "j", cascade, "--wait", "--timeout=20s"), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(null, null, "get", "job", "j")).Code);
    }

    [Fact]
    public async Task Explain_and_api_resources_know_the_kinds()
    {
        Assert.Contains("retryLeft", await DoesAsync("explain", "backupsession.spec"), StringComparison.Ordinal);
        Assert.Contains("containers", await DoesAsync("explain", "pod.spec"), StringComparison.Ordinal);
        string kinds = await DoesAsync("api-resources", "--api-group=storage.kubestash.com", "-o", "name");
        Assert.Contains("backupstorages.storage.kubestash.com", kinds, StringComparison.Ordinal);
        Assert.Contains("selfsubjectreviews", await DoesAsync("auth", "can-i", "--list"), StringComparison.Ordinal);
        Assert.Contains("\"gitVersion\"", await DoesAsync("get", "--raw", "/version"), StringComparison.Ordinal);
        Assert.Contains("admin", await DoesAsync("auth", "whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_shows_changes_as_they_happen()
    {
        await FeedAsync(Session, "apply", "-f", "-");
        using Process watch = Start("get", "backupsessions", "-w");
        try
        {
            Assert.StartsWith("NAME", await LineAsync(watch), StringComparison.Ordinal);
            Assert.StartsWith("one", await LineAsync(watch), StringComparison.Ordinal);
            await DoesAsync("patch", "backupsession", "one", "--subresource=status", "--type=merge", "-p", """{"status":{"phase":"Running"}}""");
            Assert.Contains("Running", await LineAsync(watch), StringComparison.Ordinal);
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task A_followed_log_ends_with_its_container()
    {
        ObjectKey key = new(Namespace, "p");
        JsonObject pod = JsonNode.Parse($$"""{"metadata":{"name":"p","namespace":"{{Namespace}}"},"spec":{"nodeName":"n","containers":[{"name":"main","image":"i"}]} }""")!.AsObject();
        Cluster.Objects.Create(Pods, pod, "test");
        Cluster.Objects.AppendLog(key, "main", "first");
        using Process logs = Start("logs", "-f", "p");
        Assert.Equal("first", await LineAsync(logs));
        Cluster.Objects.AppendLog(key, "main", "last \u00fc");
        Cluster.Objects.UpdateStatus(Pods, key, value => value["status"]!["phase"] = "Succeeded", "test");
        Assert.Equal("last \u00fc", await LineAsync(logs));
        await logs.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, logs.ExitCode);
    }
}
