using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Health;
using BackupConsole.KubeStash.Schedules;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Health;

/// <summary>What the overview tells, against the same questions answered the slow way, one object after the other.</summary>
public sealed class HealthTests
{
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Failing_is_what_is_not_usable_and_the_last_run_of_each_line_if_it_failed(int seed)
    {
        BackupInventory inventory = new RandomInventory(seed).Make();

        HashSet<(string, ObjectKey)> expected = [];
        expected.UnionWith(inventory.Storages.Where(row => row.Phase == "NotReady").Select(row => ("BackupStorage", row.Key)));
        expected.UnionWith(inventory.Invokers.Where(invoker => invoker.Phase is "NotReady" or "Invalid").Select(invoker => ("BackupConfiguration", invoker.Key)));
        expected.UnionWith(inventory.Repositories.Where(row => row.Phase == "NotReady" || row.Integrity == false).Select(row => ("Repository", row.Key)));
        expected.UnionWith(from run in inventory.Sessions
                           where run.Phase == "Failed" && !inventory.Sessions.Any(later => later.Phase is "Succeeded" or "Failed" && later.CreationTimestamp > run.CreationTimestamp
                               && (later.Namespace, later.InvokerName, later.Session) == (run.Namespace, run.InvokerName, run.Session))
                           select ("BackupSession", run.Key));
        expected.UnionWith(from run in inventory.Restores
                           where run.Phase == "Failed" && !inventory.Restores.Any(later => later.Phase is "Succeeded" or "Failed" && later.CreationTimestamp > run.CreationTimestamp && run.Target is not null && later.Target == run.Target)
                           select ("RestoreSession", run.Key));
        expected.UnionWith(from run in inventory.Verifications
                           where run.Phase == "Failed" && !inventory.Verifications.Any(later => later.Phase is "Succeeded" or "Failed" && later.CreationTimestamp > run.CreationTimestamp
                               && (later.Namespace, later.Repository, later.Session) == (run.Namespace, run.Repository, run.Session))
                           select ("BackupVerificationSession", run.Key));

        Assert.Equal(expected.Order(), Trouble.Find(inventory).Select(trouble => (trouble.Kind.Kind, trouble.Key)).Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_session_is_overdue_when_a_whole_further_interval_went_by_without_a_good_backup(int seed)
    {
        BackupInventory inventory = new RandomInventory(seed).Make();
        IReadOnlyList<Protection> judged = Protection.Judge(inventory, RandomInventory.Now);

        Assert.Equal(inventory.Invokers.Sum(invoker => invoker.Sessions.Length), judged.Count);
        Assert.All(judged, each =>
        {
            IEnumerable<DateTimeOffset> good =
            [
                .. inventory.Sessions.Where(run => run.Phase == "Succeeded" && run.Namespace == each.Invoker.Key.Namespace && run.InvokerName == each.Invoker.Key.Name && run.Session == each.Session.Name).Select(run => run.CreationTimestamp!.Value),
                .. inventory.Snapshots.Where(snapshot => snapshot.Phase == "Succeeded" && snapshot.Namespace == each.Invoker.Key.Namespace && snapshot.Session == each.Session.Name
                    && each.Session.Repositories.Any(repository => repository.Name == snapshot.Repository)).Select(snapshot => snapshot.SnapshotTime ?? snapshot.CreationTimestamp!.Value),
            ];
            Assert.Equal(good.Any() ? good.Max() : null, each.LastGood);
            Assert.Equal(Expected(each), each.State);
        });
    }

    // Counts firings one by one.
    private static ProtectionState Expected(Protection each)
    {
        if (each.LastGood is not { } last)
        {
            return ProtectionState.Never;
        }

        if (each.Invoker.Paused || each.Session.Suspended)
        {
            return ProtectionState.Paused;
        }

        if (!CronSchedule.TryParse(each.Session.Schedule, out CronSchedule? schedule, out _) || schedule.Next(last, TimeZoneInfo.Utc) is null)
        {
            return ProtectionState.OnDemand;
        }

        return schedule.Upcoming(last, TimeZoneInfo.Utc).TakeWhile(firing => firing < RandomInventory.Now).Take(2).Count() == 2 ? ProtectionState.Overdue : ProtectionState.OnTime;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_runs_next_is_the_next_firing_of_every_schedule_that_is_in_force(int seed)
    {
        BackupInventory inventory = new RandomInventory(seed).Make();
        IReadOnlyList<UpcomingRun> runs = UpcomingRun.Find(inventory.Invokers, RandomInventory.Now);

        List<(ObjectKey, string, DateTimeOffset)> expected = [];
        foreach (BackupInvoker invoker in inventory.Invokers)
        {
            foreach (SessionTemplate session in invoker.Sessions)
            {
                if (!invoker.Paused && !session.Suspended && CronSchedule.TryParse(session.Schedule, out CronSchedule? schedule, out _) && schedule.Next(RandomInventory.Now, TimeZoneInfo.Utc) is { } next)
                {
                    expected.Add((invoker.Key, session.Name, next));
                }
            }
        }

        Assert.Equal(expected.Order(), runs.Select(run => (run.Invoker.Key, run.Session.Name, run.Time)).Order());
        Assert.Equal(runs.Select(run => run.Time).Order(), runs.Select(run => run.Time));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Backups_and_snapshots_are_counted_by_when_they_were_made(int seed)
    {
        BackupInventory inventory = new RandomInventory(seed).Make();
        IReadOnlyList<BackupCounts> counts = BackupCounts.Of(inventory, RandomInventory.Now);

        Assert.Equal([1, 7, 30], counts.Select(count => (int)count.Window.Length.TotalDays));
        Assert.All(counts, count =>
        {
            int snapshots = 0;
            Dictionary<string, int> phases = [];
            foreach (BackupSessionRow row in inventory.Sessions)
            {
                if (RandomInventory.Now - row.CreationTimestamp < count.Window.Length)
                {
                    phases[row.Phase] = phases.GetValueOrDefault(row.Phase) + 1;
                }
            }

            foreach (SnapshotRow row in inventory.Snapshots)
            {
                snapshots += RandomInventory.Now - row.CreationTimestamp < count.Window.Length ? 1 : 0;
            }

            Assert.Equal(phases.OrderBy(pair => pair.Key, StringComparer.Ordinal), count.Phases.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Equal(snapshots, count.Snapshots);
        });
        Assert.Equal(
            inventory.Sessions.Select(row => row.CreationTimestamp).Concat(inventory.Snapshots.Select(row => row.SnapshotTime ?? row.CreationTimestamp)).Min(),
            BackupCounts.Oldest(inventory));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_storage_is_as_large_as_it_says_or_as_its_repositories_are_together(int seed)
    {
        BackupInventory inventory = new RandomInventory(seed).Make();

        Assert.All(StorageUse.Of(inventory), use =>
        {
            RepositoryRow[] own = [.. inventory.Repositories.Where(row => row.Storage == use.Storage.Key)];
            Assert.Equal(own.Length, use.Repositories);
            string? expected = use.Storage.TotalSize.Length > 0 ? "2.500 GiB" : own.Count(row => row.Size.Length > 0) is > 0 and int count ? new BackupSize(count * 10L * 1024 * 1024).ToString() : null;
            Assert.Equal(expected, use.Size?.ToString());
        });
    }

    [Fact]
    public void The_reason_of_a_failed_run_is_the_one_its_snapshot_tells()
    {
        BackupInventory inventory = new()
        {
            Sessions = [new BackupSessionRow(new ObjectMeta { Namespace = "demo", Name = "run" }) { Phase = "Failed", InvokerName = "a", Session = "s", FailureReason = "Snapshot snap failed." }],
            Snapshots = [new SnapshotRow(new ObjectMeta { Namespace = "demo", Name = "snap" }) { Phase = "Failed", BackupSession = "run", FailureReason = "Access Denied" }],
        };

        Assert.Equal("Access Denied", Assert.Single(Trouble.Find(inventory)).Reason);
    }
}
