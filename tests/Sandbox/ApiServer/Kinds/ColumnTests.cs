using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

public sealed class ColumnTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly KindCatalog Catalog = KindCatalog.CreateShipped(out _);

    [Theory]
    [InlineData("", "pods", "Name|Ready|Status|Restarts|Age|IP|Node|Nominated Node|Readiness Gates")]
    [InlineData("", "services", "Name|Type|Cluster-IP|External-IP|Port(s)|Age|Selector")]
    [InlineData("", "events", "Last Seen|Type|Reason|Object|Subobject|Source|Message|First Seen|Count|Name")]
    [InlineData("", "persistentvolumeclaims", "Name|Status|Volume|Capacity|Access Modes|StorageClass|VolumeAttributesClass|Age|VolumeMode")]
    [InlineData("apps", "deployments", "Name|Ready|Up-to-date|Available|Age|Containers|Images|Selector")]
    [InlineData("apps", "daemonsets", "Name|Desired|Current|Ready|Up-to-date|Available|Node Selector|Age|Containers|Images|Selector")]
    [InlineData("batch", "jobs", "Name|Status|Completions|Duration|Age|Containers|Images|Selector")]
    [InlineData("batch", "cronjobs", "Name|Schedule|Timezone|Suspend|Active|Last Schedule|Age|Containers|Images|Selector")]
    public void Built_in_kinds_have_the_columns_of_kubectl(string group, string plural, string expected) =>
        Assert.Equal(expected, string.Join('|', Catalog.Find(group, "v1", plural)!.Columns.Select(column => column.Name)));

    [Fact]
    public void Session_columns_come_from_its_definition()
    {
        JsonObject session = TestManifests.Read("""
            metadata: {name: s-1, creationTimestamp: "2026-05-12T08:30:00Z"}
            spec: {invoker: {kind: BackupConfiguration, name: sample}}
            status: {phase: Succeeded}
            """);
        Assert.Equal("s-1|BackupConfiguration|sample|Succeeded||30m", Cells("core.kubestash.com", "v1alpha1", "backupsessions", session));
    }

    [Fact]
    public void Repository_columns_keep_numbers_booleans_and_ages()
    {
        JsonObject repository = TestManifests.Read("""
            metadata: {name: r, creationTimestamp: "2026-05-12T08:00:00Z"}
            status: {integrity: true, snapshotCount: 7, size: 12.224 MiB, phase: Ready, lastBackupTime: "2026-05-12T08:51:33Z"}
            """);
        Assert.Equal("r|true|7|12.224 MiB|Ready|8m27s|60m", Cells("storage.kubestash.com", "v1alpha1", "repositories", repository));
    }

    [Fact]
    public void A_date_that_is_none_and_a_number_that_is_text_are_told_apart_from_absence()
    {
        JsonObject repository = TestManifests.Read("""
            metadata: {name: r, creationTimestamp: yesterday}
            status: {snapshotCount: "7"}
            """);
        Assert.Equal("r||||||<invalid>", Cells("storage.kubestash.com", "v1alpha1", "repositories", repository));
    }

    [Fact]
    public void Snapshot_time_is_text_and_not_an_age()
    {
        JsonObject snapshot = TestManifests.Read("""
            metadata: {name: s}
            spec: {repository: repo, session: full, deletionPolicy: Delete}
            status: {snapshotTime: "2026-05-12T08:30:00Z", phase: Succeeded}
            """);
        Assert.Equal("s|repo|full|2026-05-12T08:30:00Z|Delete|Succeeded|", Cells("storage.kubestash.com", "v1alpha1", "snapshots", snapshot));
    }

    [Fact]
    public void Job_columns_show_state_and_duration()
    {
        JsonObject job = TestManifests.Read("""
            metadata: {name: j, creationTimestamp: "2026-05-12T08:30:00Z"}
            spec: {completions: 1, selector: {matchLabels: {b: "2", a: "1"}}, template: {spec: {containers: [{name: c, image: i}]}}}
            status: {succeeded: 1, startTime: "2026-05-12T08:30:00Z", completionTime: "2026-05-12T08:30:31Z", conditions: [{type: Complete, status: "True"}]}
            """);
        Assert.Equal("j|Complete|1/1|31s|30m|c|i|a=1,b=2", Cells("batch", "v1", "jobs", job));
    }

    [Fact]
    public void CronJob_columns_show_when_it_last_ran()
    {
        JsonObject cronJob = TestManifests.Read("""
            metadata: {name: trigger, creationTimestamp: "2026-05-12T08:56:35Z"}
            spec: {schedule: "*/5 * * * *", suspend: false}
            status: {lastScheduleTime: "2026-05-12T08:57:15Z"}
            """);
        Assert.Equal("trigger|*/5 * * * *|<none>|False|0|2m45s|3m25s|||<none>", Cells("batch", "v1", "cronjobs", cronJob));
    }

    [Fact]
    public void Event_columns_prefer_the_last_time()
    {
        JsonObject happened = TestManifests.Read("""
            metadata: {name: e}
            involvedObject: {kind: Pod, name: p}
            type: Warning
            reason: BackOff
            message: " Back-off "
            count: 4
            firstTimestamp: "2026-05-12T08:50:00Z"
            lastTimestamp: "2026-05-12T08:59:00Z"
            source: {component: kubelet, host: n1}
            """);
        Assert.Equal("60s|Warning|BackOff|pod/p||kubelet, n1|Back-off|10m|4|e", Cells("", "v1", "events", happened));
    }

    [Theory]
    [InlineData("{status: {phase: Pending}}", "Pending")]
    [InlineData("{status: {phase: Failed, reason: Evicted}}", "Evicted")]
    [InlineData("{metadata: {deletionTimestamp: x}, status: {phase: Running}}", "Terminating")]
    [InlineData("{status: {phase: Succeeded, containerStatuses: [{state: {terminated: {exitCode: 0, reason: Completed}}}]}}", "Completed")]
    [InlineData("{status: {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}}", "OOMKilled")]
    [InlineData("{status: {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 3}}}]}}", "ExitCode:3")]
    [InlineData("{status: {phase: Pending, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]}}", "ImagePullBackOff")]
    [InlineData("{spec: {initContainers: [{name: a}, {name: b}]}, status: {phase: Pending, initContainerStatuses: [{name: a, state: {terminated: {exitCode: 0}}}, {name: b, state: {running: {}}}]}}", "Init:1/2")]
    [InlineData("{spec: {initContainers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: a, state: {terminated: {exitCode: 1, reason: Error}}}]}}", "Init:Error")]
    public void Pod_status_names_the_most_telling_reason(string pod, string expected) =>
        Assert.Equal(expected, Catalog.Find("", "v1", "pods")!.Columns[2].Cell(TestManifests.Read(pod), Now)!.GetValue<string>());

    [Fact]
    public void Pod_restarts_say_when()
    {
        JsonObject pod = TestManifests.Read("""
            metadata: {name: p, creationTimestamp: "2026-05-12T07:00:00Z"}
            spec: {nodeName: n1, containers: [{name: c}, {name: d}]}
            status:
              phase: Running
              podIP: 10.0.0.1
              conditions: [{type: Initialized, status: "True"}]
              containerStatuses:
                - {name: c, ready: true, restartCount: 3, state: {running: {}}, lastState: {terminated: {finishedAt: "2026-05-12T08:55:00Z"}}}
                - {name: d, ready: false, restartCount: 0, state: {running: {}}}
            """);
        Assert.Equal("p|1/2|Running|3 (5m ago)|120m|10.0.0.1|n1|<none>|<none>", Cells("", "v1", "pods", pod));
    }

    [Fact]
    public void Service_ports_and_storage_names_are_written_as_kubectl_does()
    {
        JsonObject service = TestManifests.Read("""
            metadata: {name: s, creationTimestamp: "2026-05-12T08:00:00Z"}
            spec: {type: NodePort, clusterIP: 10.1.1.1, ports: [{port: 80, nodePort: 30080, protocol: TCP}, {port: 53, protocol: UDP}], selector: {app: web}}
            """);
        Assert.Equal("s|NodePort|10.1.1.1|<none>|80:30080/TCP,53/UDP|60m|app=web", Cells("", "v1", "services", service));
        JsonObject storageClass = TestManifests.Read("""
            metadata: {name: fast, creationTimestamp: "2026-05-12T08:00:00Z", annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
            provisioner: example.com/disk
            """);
        Assert.Equal("fast (default)|example.com/disk|Delete|<unset>|false|60m", Cells("storage.k8s.io", "v1", "storageclasses", storageClass));
    }

    private static string Cells(string group, string version, string plural, JsonObject source) =>
        string.Join('|', Catalog.Find(group, version, plural)!.Columns.Select(column => column.Cell(source, Now)).Select(cell => cell.AsText() ?? cell?.ToJsonString()));
}
