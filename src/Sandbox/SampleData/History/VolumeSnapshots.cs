using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Writes the VolumeSnapshots that runs made of claims.</summary>
internal static class VolumeSnapshots
{
    /// <summary>The name of a run's snapshot of a claim.</summary>
    public static string Name(Run run, string claim) => string.Create(CultureInfo.InvariantCulture, $"{claim}-{run.Start.ToUnixTimeSeconds()}");

    /// <summary>Adds those of a run.</summary>
    public static void AddTo(ClusterBuilder cluster, Run run)
    {
        foreach (string claim in run.Session.Components.Select(component => component.Claim).OfType<string>())
        {
            JsonObject spec = new()
            {
                ["source"] = new JsonObject { ["persistentVolumeClaimName"] = claim },
                ["volumeSnapshotClassName"] = Nodes.SnapshotClass,
            };
            JsonObject status = new() { ["creationTime"] = SampleJson.Stamp(run.ContainerStart.AddSeconds(1)), ["readyToUse"] = true, ["restoreSize"] = "50Gi" };
            cluster.Add(SampleKinds.VolumeSnapshot, new(run.Configuration.Namespace, Name(run, claim)), run.ContainerStart, Managers.KubeStash, new() { ["spec"] = spec }, status, statusManager: "snapshot-controller");
        }
    }
}
