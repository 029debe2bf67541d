using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Schedules;

/// <summary>Something that runs by a schedule.</summary>
/// <typeparam name="T">What tells it from others.</typeparam>
/// <param name="Who">What it is.</param>
/// <param name="Schedule">When it runs, as written.</param>
public sealed record Scheduled<T>(T Who, string Schedule);

/// <summary>Two schedules that fire in the same minute.</summary>
/// <typeparam name="T">What tells one from others.</typeparam>
/// <param name="At">When they do so first.</param>
/// <param name="With">Whose schedule the other one is.</param>
public sealed record ScheduleClash<T>(DateTimeOffset At, T With);

/// <summary>Finds schedules that fire in the same minute as another one within the time ahead.</summary>
public static class ScheduleClashes
{
    /// <summary>How far ahead is looked: a week, so that weekly schedules meet daily ones.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    /// <summary>Most runs that are compared.</summary>
    public const int MaximumRuns = 200;

    // What runs rarely is followed for a few runs all the same.
    private const int MinimumRuns = 5;

    /// <summary>The clashes, the soonest first, one for each of the others at most. Intervals clash with nobody: their minutes are not known ahead.</summary>
    /// <param name="own">The schedule.</param>
    /// <param name="others">The others. What is no schedule is passed over.</param>
    /// <param name="after">Runs after this count.</param>
    /// <param name="zone">The zone schedules without one of their own are meant in.</param>
    public static ImmutableArray<ScheduleClash<T>> Find<T>(CronSchedule own, IEnumerable<Scheduled<T>> others, DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(others);
        if (own.IsInterval)
        {
            return [];
        }

        DateTimeOffset[] runs = [.. own.Upcoming(after, zone).TakeWhile((run, index) => index < MinimumRuns || (index < MaximumRuns && run - after <= Horizon))];
        List<ScheduleClash<T>> clashes = [];

        // Many sessions have the same few schedules: each is read and compared once.
        foreach (IGrouping<string, Scheduled<T>> same in others.GroupBy(other => other.Schedule, StringComparer.Ordinal))
        {
            if (CronSchedule.TryParse(same.Key, out CronSchedule? schedule, out _) && runs.FirstOrDefault(run => schedule.FiresAt(run, zone)) is { Ticks: > 0 } first)
            {
                clashes.AddRange(same.Select(other => new ScheduleClash<T>(first, other.Who)));
            }
        }

        return [.. clashes.OrderBy(clash => clash.At)];
    }
}
