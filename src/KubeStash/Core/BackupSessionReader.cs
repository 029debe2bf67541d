using BackupConsole.KubeStash.Conditions;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.References;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Core;

internal sealed class BackupSessionReader()
    : RowReader<BackupSessionWire, BackupSessionRow>(KubeStashKinds.BackupSession, CoreJson.Default.BackupSessionWire)
{
    protected override BackupSessionRow ToRow(BackupSessionWire wire, ObjectMeta metadata)
    {
        BackupSessionSpecWire spec = wire.Spec ?? new();
        BackupSessionStatusWire status = wire.Status ?? new();
        return new BackupSessionRow(metadata)
        {
            InvokerApiGroup = spec.Invoker?.ApiGroup ?? string.Empty,
            InvokerKind = spec.Invoker?.Kind ?? string.Empty,
            InvokerName = spec.Invoker?.Name ?? string.Empty,
            Session = spec.Session ?? string.Empty,
            BackupTimeout = spec.BackupTimeout ?? string.Empty,
            RetryLeft = spec.RetryLeft,
            Phase = status.Phase ?? string.Empty,
            Duration = status.Duration ?? string.Empty,
            TotalSnapshots = status.TotalSnapshots ?? status.Snapshots?.Count,
            Deadline = status.BackupDeadline ?? status.SessionDeadline,
            NextRetry = status.NextRetry,
            Retried = status.Retried ?? false,
            Repositories = status.Snapshots?.Select(snapshot => snapshot?.Repository).DistinctNames() ?? [],
            OnlySnapshot = status.Snapshots is [{ Name: { } only }] ? only : string.Empty,
            RetentionPolicies = status.RetentionPolicy?.Select(policy => policy?.Ref.Resolve(metadata)).DistinctKeys() ?? [],
            FailureReason = status.Phase == Phase.Succeeded ? null : Reason(status),
        };
    }

    private static string? Reason(BackupSessionStatusWire status) =>
        FailureReason.FromConditions(KubeStashKinds.BackupSession, status.Conditions)
        ?? FailedSnapshots(status.Snapshots)
        ?? FailedRetention(status.RetentionPolicy);

    private static string? FailedSnapshots(List<SessionSnapshotWire?>? snapshots)
    {
        List<string> failed = [.. snapshots?.Where(snapshot => snapshot?.Phase == Phase.Failed).Select(snapshot => snapshot!.Name ?? "?") ?? []];
        return failed.Count switch
        {
            0 => null,
            1 => FailureReason.Shorten($"Snapshot {failed[0]} failed."),
            _ => FailureReason.Shorten($"{failed.Count} snapshots failed: {string.Join(", ", failed)}."),
        };
    }

    private static string? FailedRetention(List<SessionRetentionWire?>? policies)
    {
        SessionRetentionWire? failed = policies?.FirstOrDefault(policy => policy?.Phase == "FailedToApply");
        if (failed is null)
        {
            return null;
        }

        string text = $"Retention policy {failed.Ref?.Name ?? "?"} could not be applied to repository {failed.Repository ?? "?"}";
        return FailureReason.Shorten(string.IsNullOrWhiteSpace(failed.Error) ? $"{text}." : $"{text}: {failed.Error}");
    }
}
