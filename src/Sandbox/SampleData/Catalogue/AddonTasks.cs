using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.SampleData.Catalogue;

/// <summary>One task of an addon.</summary>
/// <param name="Name">What sessions call it.</param>
/// <param name="Function">What runs it.</param>
/// <param name="Parameters">Its own parameters (<see cref="TaskParameters.List"/>); restic's come after them.</param>
internal sealed record AddonTask(string Name, string Function, params IReadOnlyList<string> Parameters)
{
    private static readonly string[] ResticParameters = ["enableCache=true", "scratchDir=/kubestash-tmp"];

    /// <summary>Whether one Job does it for the whole target.</summary>
    public bool Singleton { get; init; } = true;

    /// <summary>Whether VolumeSnapshots are made or used in place of copying data.</summary>
    public bool Snapshots { get; init; }

    /// <summary>Whether something runs it in the cluster.</summary>
    public bool HasExecutor { get; init; } = true;

    /// <summary>Volumes beyond the one for temporary files: name, mount path and, for the target's own volume, true.</summary>
    public IReadOnlyList<(string Name, string Path, bool OfTarget)> Volumes { get; init; } = [];

    /// <summary>The task as an Addon lists it.</summary>
    public JsonObject ToJson()
    {
        JsonObject task = new() { ["name"] = Name, ["function"] = Function, ["driver"] = Snapshots ? "VolumeSnapshotter" : "Restic", ["singleton"] = Singleton };
        if (HasExecutor)
        {
            task["executor"] = "Job";
        }

        task["parameters"] = TaskParameters.List(Snapshots ? Parameters : Parameters.Concat(ResticParameters));
        if (!Snapshots)
        {
            (string Name, string Path, bool OfTarget)[] all = [.. Volumes, ("kubestash-tmp-volume", "/kubestash-tmp", false)];
            task["volumeTemplate"] = new JsonArray([.. all.Select(volume => Volume(volume.Name, volume.OfTarget))]);
            task["volumeMounts"] = new JsonArray([.. all.Select(volume => new JsonObject { ["name"] = volume.Name, ["mountPath"] = volume.Path })]);
        }

        return task;
    }

    private static JsonObject Volume(string name, bool ofTarget) => new()
    {
        ["name"] = name,
        ["source"] = ofTarget
            ? new JsonObject { ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = "${PVC_NAME}" } }
            : new JsonObject { ["emptyDir"] = new JsonObject() },
    };
}
