using System.Collections.Immutable;
using BackupConsole.KubeStash.Core;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Health;

/// <summary>What promises backups: a BackupConfiguration, or a BackupBatch.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Key">Namespace and name.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Paused">Whether its schedules rest.</param>
/// <param name="Phase"><c>status.phase</c>; empty until the operator has seen it.</param>
/// <param name="FailureReason">Why it is not Ready; <c>null</c> when nothing is known to be wrong.</param>
/// <param name="Targets">What it backs up; none for the whole cluster's resources.</param>
/// <param name="Sessions">When and how.</param>
public sealed record BackupPlan(
    ResourceKind Kind,
    ObjectKey Key,
    DateTimeOffset? Created,
    bool Paused,
    string Phase,
    string? FailureReason,
    ImmutableArray<TypedObjectReference> Targets,
    ImmutableArray<SessionTemplate> Sessions)
{
    /// <summary>The plan of a BackupConfiguration.</summary>
    public static BackupPlan Of(BackupConfigurationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new BackupPlan(
            KubeStashKinds.BackupConfiguration, row.Key, row.CreationTimestamp, row.Paused, row.Phase, row.FailureReason, row.Target is { } target ? [target] : [], row.Sessions);
    }

    /// <summary>The plan of a BackupBatch.</summary>
    public static BackupPlan Of(BackupBatchRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new BackupPlan(KubeStashKinds.BackupBatch, row.Key, row.CreationTimestamp, row.Paused, row.Phase, row.FailureReason, row.Targets, row.Sessions);
    }
}
