using System.Buffers;
using System.Text;
using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Kubernetes.Tests.Workloads;

public sealed class PodRowTests
{
    [Fact]
    public void A_pod_tells_its_containers_initial_ones_first()
    {
        PodRow pod = Read(
            """
            "spec": { "nodeName": "node-1", "initContainers": [{ "name": "prepare", "image": "busybox:1" }], "containers": [{ "name": "dump", "image": "restic:2" }, { "name": "helper", "image": "busybox:1" }] },
            "status": { "phase": "Running", "podIP": "10.0.0.7",
              "initContainerStatuses": [{ "name": "prepare", "ready": true, "restartCount": 1, "state": { "terminated": { "exitCode": 0, "reason": "Completed", "startedAt": "2026-01-05T12:00:00Z", "finishedAt": "2026-01-05T12:00:09Z" } } }],
              "containerStatuses": [{ "name": "dump", "ready": true, "restartCount": 2, "state": { "running": { "startedAt": "2026-01-05T12:00:10Z" } } }, { "name": "helper", "ready": false, "restartCount": 0, "state": { "running": {} } }] }
            """);

        Assert.Equal(["prepare", "dump", "helper"], pod.Containers.Select(container => container.Name));
        Assert.Equal(("Running", "Running", "node-1", "10.0.0.7"), (pod.Phase, pod.Status, pod.Node, pod.Ip));
        Assert.Equal((1, 2, 3), (pod.ReadyContainers, pod.MainContainers, pod.Restarts));
        Assert.Equal(["busybox:1", "restic:2"], pod.Images);
        Assert.True(pod.Find("prepare")!.IsInit);
        Assert.Equal(0, pod.Find("prepare")!.ExitCode);
        Assert.Equal("job-1", pod.ControllerOwner?.Name);
        Assert.Null(pod.Trouble);
    }

    [Theory]
    [InlineData("""{ "phase": "Pending" }""", "Init:0/1")]
    [InlineData("""{ "phase": "Pending", "initContainerStatuses": [{ "name": "i", "state": { "running": {} } }] }""", "Init:0/1")]
    [InlineData("""{ "phase": "Pending", "initContainerStatuses": [{ "name": "i", "state": { "waiting": { "reason": "ImagePullBackOff" } } }] }""", "Init:ImagePullBackOff")]
    [InlineData("""{ "phase": "Failed", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 1, "reason": "Error" } } }] }""", "Init:Error")]
    [InlineData("""{ "phase": "Failed", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 3 } } }] }""", "Init:ExitCode:3")]
    [InlineData("""{ "phase": "Pending", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 0 } } }], "containerStatuses": [{ "name": "c", "state": { "waiting": { "reason": "PodInitializing" } } }] }""", "PodInitializing")]
    [InlineData("""{ "phase": "Succeeded", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 0 } } }], "containerStatuses": [{ "name": "c", "state": { "terminated": { "exitCode": 0, "reason": "Completed" } } }] }""", "Completed")]
    [InlineData("""{ "phase": "Failed", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 0 } } }], "containerStatuses": [{ "name": "c", "state": { "terminated": { "exitCode": 137, "reason": "OOMKilled" } } }] }""", "OOMKilled")]
    [InlineData("""{ "phase": "Failed", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 0 } } }], "containerStatuses": [{ "name": "c", "state": { "terminated": { "exitCode": 137, "signal": 9 } } }] }""", "Signal:9")]
    [InlineData("""{ "phase": "Failed", "reason": "Evicted", "message": "The node was low on memory.", "initContainerStatuses": [{ "name": "i", "state": { "terminated": { "exitCode": 0 } } }] }""", "Evicted")]
    public void Its_status_is_what_kubectl_tells(string status, string expected) =>
        Assert.Equal(expected, Read($$"""  "spec": { "initContainers": [{ "name": "i" }], "containers": [{ "name": "c" }] }, "status": {{status}}  """).Status);

    [Theory]
    [InlineData("""{ "containerStatuses": [{ "name": "c", "state": { "terminated": { "exitCode": 137, "reason": "OOMKilled" } } }] }""", "Container c ended with OOMKilled (exit code 137).")]
    [InlineData("""{ "containerStatuses": [{ "name": "c", "state": { "waiting": { "reason": "ImagePullBackOff", "message": "no such image" } } }] }""", "Container c waits: ImagePullBackOff. no such image")]
    [InlineData("""{ "reason": "Evicted", "message": "The node was low on memory." }""", "Evicted: The node was low on memory.")]
    [InlineData("""{ "conditions": [{ "type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available" }] }""", "No node takes it: 0/3 nodes are available")]
    [InlineData("""{ "containerStatuses": [{ "name": "c", "state": { "waiting": { "reason": "ContainerCreating" } } }] }""", null)]
    public void What_is_wrong_with_it_is_told(string status, string? trouble) =>
        Assert.Equal(trouble, Read($$"""  "spec": { "containers": [{ "name": "c" }] }, "status": {{status}}  """).Trouble);

    [Fact]
    public void A_pod_that_goes_away_says_so() =>
        Assert.Equal("Terminating", Read("\"spec\": { \"containers\": [{ \"name\": \"c\" }] }, \"status\": { \"phase\": \"Running\" }", "\"deletionTimestamp\": \"2026-01-05T12:00:00Z\",").Status);

    [Fact]
    public void A_pod_without_anything_is_a_row_too() => Assert.Equal(("", 0, 0), (Read("\"spec\": null").Status, Read("\"spec\": null").Containers.Length, Read("\"spec\": null").Restarts));

    [Fact]
    public void A_Job_tells_its_outcome()
    {
        JobRow job = JobRow.Reader.Read(Bytes(
            """
            { "metadata": { "namespace": "demo", "name": "j", "uid": "u" },
              "spec": { "completions": 3, "template": { "spec": { "initContainers": [{ "image": "a" }], "containers": [{ "image": "b" }, { "image": "a" }] } } },
              "status": { "succeeded": 1, "failed": 2, "startTime": "2026-01-05T12:00:00Z", "conditions": [{ "type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "it has reached the limit" }] } }
            """));

        Assert.Equal((3, 1, 2, "Failed", "BackoffLimitExceeded: it has reached the limit"), (job.Completions, job.Succeeded, job.Failed, job.Status, job.Trouble));
        Assert.Equal(["a", "b"], job.Images);
    }

    [Theory]
    [InlineData("""{ "active": 1 }""", "Running")]
    [InlineData("""{ "succeeded": 1, "completionTime": "2026-01-05T12:00:00Z", "conditions": [{ "type": "Complete", "status": "True" }] }""", "Complete")]
    [InlineData("{}", "Pending")]
    public void A_Job_stands_where_its_pods_stand(string status, string expected) =>
        Assert.Equal(expected, JobRow.Reader.Read(Bytes($$"""{ "metadata": { "name": "j" }, "status": {{status}} }""")).Status);

    private static PodRow Read(string body, string metadata = "") => PodRow.Reader.Read(Bytes(
        $$"""{ "metadata": { {{metadata}} "namespace": "demo", "name": "p", "uid": "u", "ownerReferences": [{ "apiVersion": "batch/v1", "kind": "Job", "name": "job-1", "uid": "j", "controller": true }] }, {{body}} }"""));

    private static ReadOnlySequence<byte> Bytes(string json) => new(Encoding.UTF8.GetBytes(json));
}
