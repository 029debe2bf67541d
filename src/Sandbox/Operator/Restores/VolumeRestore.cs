using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>Brings VolumeSnapshots back as the claims a restore's task describes.</summary>
internal sealed class VolumeRestore(OperatorContext context)
{
    /// <summary>Whether a restore makes claims instead of writing to a target.</summary>
    public static bool MakesClaims(JsonObject restore) => Templates(restore).Any();

    /// <summary>Writes the part of a script that makes the claims of a component.</summary>
    /// <returns>Why it fails; null when it does not.</returns>
    public Failure? Write(ScriptWriter script, JsonObject restore, string component, JsonNode? stats)
    {
        string[] snapshots = [.. stats.Objects("volumeSnapshotterStats").Select(entry => entry.TextOrEmpty("volumeSnapshotName"))];
        script.Info("restorer.go:64", $"Restoring {snapshots.Length} VolumeSnapshots of component {component}").Wait(0.5);
        if (snapshots.FirstOrDefault(name => context.Get(CoreKinds.VolumeSnapshot, restore.Namespace(), name) is null) is { } missing)
        {
            return Failures.VolumeSnapshotMissing(missing);
        }

        foreach ((JsonObject template, string snapshot) in Templates(restore).Zip(snapshots))
        {
            JsonObject claim = Claim(restore, template, component, snapshot);
            script.Info("restorer.go:88", $"Creating PersistentVolumeClaim {claim.Name()} from VolumeSnapshot {snapshot}")
                .Do(() => context.Ensure(CoreKinds.PersistentVolumeClaim, (JsonObject)claim.DeepClone())).Wait(1);
        }

        return null;
    }

    private static IEnumerable<JsonObject> Templates(JsonObject restore) =>
        restore.Objects("spec", "addon", "tasks").SelectMany(task => task.Objects("targetVolumes", "volumeClaimTemplates"));

    // Components of StatefulSets end in the number of their pod, which the template's name may ask for.
    private static JsonObject Claim(JsonObject restore, JsonObject template, string component, string snapshot)
    {
        string name = template.TextOrEmpty("metadata", "name").Replace("${POD_ORDINAL}", component[(component.LastIndexOf('-') + 1)..], StringComparison.Ordinal);
        JsonObject claim = Meta.Create(CoreKinds.PersistentVolumeClaim, restore.Namespace(), name);
        JsonObject spec = template.At("spec")?.DeepClone() as JsonObject ?? [];
        spec["dataSource"] = new JsonObject { ["apiGroup"] = CoreKinds.VolumeSnapshot.Group, ["kind"] = CoreKinds.VolumeSnapshot.Kind, ["name"] = snapshot };
        claim["spec"] = spec;
        return claim;
    }
}
