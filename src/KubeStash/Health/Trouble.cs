using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Health;

/// <summary>Something that fails now.</summary>
/// <param name="Kind">Kind of the object that says so.</param>
/// <param name="Key">The object.</param>
/// <param name="Phase">Its phase, or what stands for one.</param>
/// <param name="Reason">Why, shortened; <c>null</c> when it does not say.</param>
/// <param name="Since">Since when; <c>null</c> when that is not known.</param>
/// <param name="Target">What is not backed up or restored because of it; <c>null</c> when that is not one object.</param>
public sealed record Trouble(ResourceKind Kind, ObjectKey Key, string Phase, string? Reason, DateTimeOffset? Since, TypedObjectReference? Target)
{
    /// <summary>
    /// Everything that fails now, what others depend on first: storages, invokers and repositories that are not usable, and of each line of runs
    /// the last one that has ended, if it failed. A failed run that a later good one followed is history, not trouble.
    /// </summary>
    public static IReadOnlyList<Trouble> Find(BackupInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return
        [
            .. inventory.Storages.Where(row => row.Phase == Phases.Phase.NotReady).Select(row => new Trouble(KubeStashKinds.BackupStorage, row.Key, row.Phase, row.FailureReason, null, null)),
            .. inventory.Invokers.Where(invoker => invoker.Phase is Phases.Phase.NotReady or Phases.Phase.Invalid)
                .Select(invoker => new Trouble(invoker.Kind, invoker.Key, invoker.Phase, invoker.FailureReason, null, invoker.Targets is [TypedObjectReference only] ? only : null)),
            .. inventory.Repositories.Where(row => row.Phase == Phases.Phase.NotReady || row.Integrity == false).Select(Of),
            .. Newest(inventory.Sessions, row => row.Phase, row => (row.Namespace, row.InvokerKind, row.InvokerName, row.Session))
                .Select(row => new Trouble(KubeStashKinds.BackupSession, row.Key, row.Phase, ReasonOf(row, inventory), row.CreationTimestamp, TargetOf(row, inventory))),
            .. Newest(inventory.Restores, row => row.Phase, row => row.Target is { } target ? (target.ApiGroup, target.Kind, target.Namespace, target.Name) : ("", "", row.Namespace, row.Name))
                .Select(row => new Trouble(KubeStashKinds.RestoreSession, row.Key, row.Phase, row.FailureReason, row.CreationTimestamp, row.Target)),
            .. Newest(inventory.Verifications, row => row.Phase, row => (row.Namespace, row.Repository, row.Session))
                .Select(row => new Trouble(KubeStashKinds.BackupVerificationSession, row.Key, row.Phase, row.FailureReason, row.CreationTimestamp, null)),
        ];
    }

    private static Trouble Of(RepositoryRow row) => row.Integrity == false
        ? new Trouble(KubeStashKinds.Repository, row.Key, "Corrupted", "The integrity check found damaged data.", null, row.Target)
        : new Trouble(KubeStashKinds.Repository, row.Key, row.Phase, row.FailureReason, null, row.Target);

    // Of each line the newest run that has ended and was not skipped, if it ended badly; the latest first.
    private static IEnumerable<TRow> Newest<TRow, TLine>(IReadOnlyList<TRow> rows, Func<TRow, string> phase, Func<TRow, TLine> line)
        where TRow : ResourceRow
        where TLine : notnull
    {
        Dictionary<TLine, TRow> newest = [];
        foreach (TRow row in rows)
        {
            if (Phases.Phase.IsFinal(phase(row)) && phase(row) != Phases.Phase.Skipped
                && (!newest.TryGetValue(line(row), out TRow? other) || row.CreationTimestamp > other.CreationTimestamp))
            {
                newest[line(row)] = row;
            }
        }

        return newest.Values.Where(row => phase(row) is Phases.Phase.Failed or Phases.Phase.Invalid).OrderByDescending(row => row.CreationTimestamp);
    }

    // The run itself often says only which snapshot failed; why, the snapshot knows.
    private static string? ReasonOf(BackupSessionRow row, BackupInventory inventory) =>
        inventory.Snapshots.FirstOrDefault(snapshot => snapshot.BackupSession == row.Name && snapshot.Namespace == row.Namespace && snapshot.FailureReason is not null)?.FailureReason ?? row.FailureReason;

    private static TypedObjectReference? TargetOf(BackupSessionRow row, BackupInventory inventory) =>
        inventory.Invokers.FirstOrDefault(invoker => invoker.Kind.Kind == row.InvokerKind && invoker.Key.Namespace == row.Namespace && invoker.Key.Name == row.InvokerName) is { Targets: [TypedObjectReference only] } ? only : null;
}
