using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Health;

/// <summary>Whether a session of an invoker keeps what its schedule promises.</summary>
public enum ProtectionState
{
    /// <summary>The last good backup is as young as the schedule promises.</summary>
    OnTime,

    /// <summary>There is a good backup, and a whole interval beyond the promised one has passed without another.</summary>
    Overdue,

    /// <summary>There is no good backup at all.</summary>
    Never,

    /// <summary>There is a good backup, and the invoker is paused, or the session's schedule suspended.</summary>
    Paused,

    /// <summary>There is a good backup, and no schedule that promises another.</summary>
    OnDemand,
}

/// <summary>How well a session of an invoker protects its targets.</summary>
/// <param name="Invoker">The invoker.</param>
/// <param name="Session">The session.</param>
/// <param name="State">Whether it keeps its promise.</param>
/// <param name="LastGood">What the youngest good backup is of; <c>null</c> when there is none.</param>
/// <param name="Due">When the next one after it was, or is, promised; <c>null</c> without a schedule.</param>
public sealed record Protection(BackupInvoker Invoker, SessionTemplate Session, ProtectionState State, DateTimeOffset? LastGood, DateTimeOffset? Due)
{
    /// <summary>
    /// Judges every session of every invoker. A good backup is a Snapshot that succeeded, or a BackupSession that did: the runs go with their
    /// history limit, the Snapshots with their retention policy, and either is evidence enough.
    /// </summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="now">The time. Schedules are read in UTC, as KubeStash makes CronJobs without a zone.</param>
    public static IReadOnlyList<Protection> Judge(BackupInventory inventory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        Dictionary<(string Namespace, string Kind, string Invoker, string Session), DateTimeOffset> runs = [];
        foreach (BackupSessionRow run in inventory.Sessions)
        {
            Note(runs, (run.Namespace, run.InvokerKind, run.InvokerName, run.Session), run.Phase, run.CreationTimestamp);
        }

        Dictionary<(string Namespace, string Repository, string Session), DateTimeOffset> snapshots = [];
        foreach (SnapshotRow snapshot in inventory.Snapshots)
        {
            Note(snapshots, (snapshot.Namespace, snapshot.Repository, snapshot.Session), snapshot.Phase, snapshot.SnapshotTime ?? snapshot.CreationTimestamp);
        }

        return [.. inventory.Invokers.SelectMany(invoker => invoker.Sessions.Select(session => Judge(invoker, session, FindLastGood(invoker, session, runs, snapshots), now)))];
    }

    private static DateTimeOffset? FindLastGood(
        BackupInvoker invoker,
        SessionTemplate session,
        Dictionary<(string Namespace, string Kind, string Invoker, string Session), DateTimeOffset> runs,
        Dictionary<(string Namespace, string Repository, string Session), DateTimeOffset> snapshots)
    {
        DateTimeOffset? last = runs.TryGetValue((invoker.Key.Namespace, invoker.Kind.Kind, invoker.Key.Name, session.Name), out DateTimeOffset run) ? run : null;
        foreach (SessionRepository repository in session.Repositories)
        {
            if (snapshots.TryGetValue((invoker.Key.Namespace, repository.Name, session.Name), out DateTimeOffset taken) && !(taken <= last))
            {
                last = taken;
            }
        }

        return last;
    }

    private static Protection Judge(BackupInvoker invoker, SessionTemplate session, DateTimeOffset? lastGood, DateTimeOffset now)
    {
        CronSchedule? schedule = CronSchedule.TryParse(session.Schedule, out CronSchedule? parsed, out _) ? parsed : null;
        DateTimeOffset? due = (lastGood ?? invoker.Created) is { } from ? schedule?.Next(from, TimeZoneInfo.Utc) : null;
        ProtectionState state =
            lastGood is null ? ProtectionState.Never
            : invoker.Paused || session.Suspended ? ProtectionState.Paused
            : due is null ? ProtectionState.OnDemand
            : schedule!.Next(due.Value, TimeZoneInfo.Utc) is { } limit && now > limit ? ProtectionState.Overdue
            : ProtectionState.OnTime;
        return new Protection(invoker, session, state, lastGood, due);
    }

    private static void Note<TLine>(Dictionary<TLine, DateTimeOffset> newest, TLine line, string phase, DateTimeOffset? time)
        where TLine : notnull
    {
        if (phase == Phase.Succeeded && time is { } at && (!newest.TryGetValue(line, out DateTimeOffset other) || at > other))
        {
            newest[line] = at;
        }
    }
}
