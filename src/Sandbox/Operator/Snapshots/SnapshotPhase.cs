using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Phases;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Snapshots;

/// <summary>KubeStash's rule for the phase of a Snapshot: the first that fits.</summary>
internal static class SnapshotPhase
{
    /// <summary>The phase that a status amounts to.</summary>
    public static string Of(JsonNode? status)
    {
        if (Conditions.IsFalse(status, "SnapshotMetadataUploaded") || Conditions.IsFalse(status, "RecentSnapshotListUpdated") || Conditions.IsTrue(status, "BackupIncomplete"))
        {
            return Phase.Failed;
        }

        return status.Count("components") == 0 ? Phase.Pending
            : Conditions.Has(status, "SnapshotMetadataUploaded") ? OfComponents(status)
            : Phase.Running;
    }

    /// <summary>What the components amount to: one failure is enough to fail.</summary>
    public static string OfComponents(JsonNode? status)
    {
        string[] phases = [.. (status.At("components") as JsonObject ?? []).Select(component => component.Value.TextOrEmpty("phase"))];
        return phases.Contains(Phase.Failed) ? Phase.Failed
            : phases.Count(phase => phase == Phase.Succeeded) >= (status.Number("totalComponents") ?? 1) ? Phase.Succeeded
            : Phase.Running;
    }
}
