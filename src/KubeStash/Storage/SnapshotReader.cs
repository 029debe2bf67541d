using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Storage;

internal sealed class SnapshotReader() : RowReader<SnapshotWire, SnapshotRow>(KubeStashKinds.Snapshot, StorageJson.Default.SnapshotWire)
{
    protected override SnapshotRow ToRow(SnapshotWire wire, ObjectMeta metadata)
    {
        SnapshotSpecWire spec = wire.Spec ?? new();
        SnapshotStatusWire status = wire.Status ?? new();
        Dictionary<string, SnapshotComponentWire?> components = status.Components ?? [];
        return new SnapshotRow(metadata)
        {
            Repository = spec.Repository ?? string.Empty,
            Session = spec.Session ?? string.Empty,
            BackupSession = spec.BackupSession ?? string.Empty,
            Type = spec.Type ?? string.Empty,
            Target = spec.AppRef.Resolve(metadata),
            DeletionPolicy = spec.DeletionPolicy ?? string.Empty,
            Phase = status.Phase ?? string.Empty,
            SnapshotTime = status.SnapshotTime,
            Size = status.Size ?? string.Empty,
            Integrity = status.Integrity,
            TotalComponents = status.TotalComponents,
            VerificationStatus = status.VerificationStatus ?? string.Empty,
            VerificationSession = status.VerificationSession ?? string.Empty,
            Drivers = components.Values.Select(component => component?.Driver).DistinctNames(),
            VolumeSnapshots = components.Values
                .SelectMany(component => component?.VolumeSnapshotterStats ?? [])
                .Select(stats => stats?.VolumeSnapshotName)
                .DistinctNames(),
            FailureReason = status.Phase == Phase.Succeeded ? null : Reason(status.Conditions, components),
        };
    }

    // A component says what went wrong; the conditions only say at which step.
    private static string? Reason(List<ConditionWire?>? conditions, Dictionary<string, SnapshotComponentWire?> components)
    {
        foreach ((string name, SnapshotComponentWire? component) in components)
        {
            if (component?.Phase == Phase.Failed)
            {
                return FailureReason.Shorten(
                    string.IsNullOrWhiteSpace(component.Error) ? $"Component {name} failed." : $"Component {name} failed: {component.Error}");
            }
        }

        return FailureReason.FromConditions(KubeStashKinds.Snapshot, conditions);
    }
}
