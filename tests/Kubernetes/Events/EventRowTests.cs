using System.Buffers;
using System.Text;
using BackupConsole.Kubernetes.Events;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Tests.Events;

public sealed class EventRowTests
{
    [Fact]
    public void An_event_of_the_older_recorder_is_read()
    {
        EventRow row = Read("""
            "type": "Warning", "reason": "BackOff", "message": "Back-off pulling image", "count": 7, "source": { "component": "kubelet" },
            "firstTimestamp": "2026-01-05T12:00:00Z", "lastTimestamp": "2026-01-05T12:30:00Z", "eventTime": null
            """);

        Assert.True(row.IsWarning);
        Assert.Equal(("BackOff", "kubelet", "Pod", "p-1", "uid-1", 7), (row.Reason, row.Source, row.InvolvedKind, row.InvolvedName, row.InvolvedUid, row.Count));
        Assert.Equal((12, 0, 30), (row.FirstSeen!.Value.Hour, row.FirstSeen.Value.Minute, row.LastSeen!.Value.Minute));
    }

    [Fact]
    public void An_event_of_the_newer_recorder_is_read()
    {
        EventRow row = Read("""
            "type": "Normal", "reason": "Scheduled", "source": {}, "reportingComponent": "default-scheduler", "firstTimestamp": null, "lastTimestamp": null,
            "eventTime": "2026-01-05T12:00:00.123456Z", "series": { "count": 3, "lastObservedTime": "2026-01-05T12:05:00.000000Z" }
            """);

        Assert.Equal(("default-scheduler", 3, 0, 5), (row.Source, row.Count, row.FirstSeen!.Value.Minute, row.LastSeen!.Value.Minute));
    }

    [Fact]
    public void An_event_without_times_is_as_old_as_its_object() => Assert.Equal(11, Read("\"reason\": \"x\"").LastSeen!.Value.Hour);

    [Fact]
    public void Values_of_a_field_selector_are_escaped() => Assert.Equal(@"a.b=1\,2\=3\\4", ObjectSelector.ByField("a.b", @"1,2=3\4").Fields);

    private static EventRow Read(string body) => EventRow.Reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(
        $$"""{ "metadata": { "namespace": "demo", "name": "e", "creationTimestamp": "2026-01-05T11:00:00Z" }, "involvedObject": { "kind": "Pod", "namespace": "demo", "name": "p-1", "uid": "uid-1" }, {{body}} }""")));
}
