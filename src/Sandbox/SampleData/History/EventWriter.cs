using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes the events Kubernetes itself writes about Jobs and pods. A cluster forgets them after an hour.</summary>
internal sealed class EventWriter(ClusterBuilder cluster)
{
    public const string JobController = "job-controller";
    public const string CronJobController = "cronjob-controller";
    public const string Scheduler = "default-scheduler";
    public const string Kubelet = "kubelet";

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Whether a cluster still has the events of a time.</summary>
    public bool Remembers(DateTimeOffset time) => cluster.Now - time < Remembered;

    /// <summary>Adds an event, when it is not forgotten yet.</summary>
    /// <param name="count">How often it happened, about a minute apart, up to <paramref name="time"/>.</param>
    public void Add(SampleObject about, DateTimeOffset time, string component, string reason, string message, bool warning = false, int count = 1, string? fieldPath = null)
    {
        if (!Remembers(time))
        {
            return;
        }

        JsonObject involved = new()
        {
            ["apiVersion"] = about.Kind.ApiVersion,
            ["kind"] = about.Kind.Kind,
            ["name"] = about.Key.Name,
            ["namespace"] = about.Key.Namespace,
            ["uid"] = about.Uid,
        };
        if (fieldPath is not null)
        {
            involved["fieldPath"] = fieldPath;
        }

        DateTimeOffset first = time.AddMinutes(1 - count);
        string name = string.Create(CultureInfo.InvariantCulture, $"{about.Key.Name}.{cluster.Ids.Number($"{about.Key}/{reason}/{message}"):x16}");
        JsonObject body = new()
        {
            ["count"] = count,
            ["firstTimestamp"] = SampleJson.Stamp(first),
            ["involvedObject"] = involved,
            ["lastTimestamp"] = SampleJson.Stamp(time),
            ["message"] = message,
            ["reason"] = reason,
            ["reportingComponent"] = component,
            ["source"] = new JsonObject { ["component"] = component },
            ["type"] = warning ? "Warning" : "Normal",
        };
        cluster.Add(SampleKinds.Event, new(about.Key.Namespace, name), first, component == Kubelet ? Managers.Kubelet : component == Scheduler ? Managers.Scheduler : Managers.Controllers, body);
    }
}
