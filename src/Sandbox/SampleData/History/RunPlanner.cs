using BackupConsole.KubeStash.Schedules;
using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>Plays through what a configuration's schedules did since it was made.</summary>
internal sealed class RunPlanner(DateTimeOffset now, SampleIds ids)
{
    private static readonly TimeSpan FirstBackupDelay = TimeSpan.FromSeconds(11);
    private static readonly TimeSpan BetweenFirstBackups = TimeSpan.FromMinutes(4);

    private readonly RunTimes times = new(ids);

    /// <summary>All runs that are over, oldest first.</summary>
    public IReadOnlyList<Run> Play(ConfigurationPlan configuration)
    {
        List<Run> runs = [];
        if (configuration.Invalid is not null)
        {
            return runs;
        }

        PriorityQueue<Due, (DateTimeOffset, int)> queue = Queue(configuration);
        Dictionary<SessionPlan, int> counts = new(ReferenceEqualityComparer.Instance);
        while (queue.TryDequeue(out Due due, out _))
        {
            int ordinal = counts[due.Session] = counts.GetValueOrDefault(due.Session) + 1;
            Run run = times.Complete(Begin(configuration, due, ordinal, runs.LastOrDefault(last => last.Skipped is null)));
            if (run.End >= now.AddSeconds(-1))
            {
                // Under way when the history ends: neither it nor what follows has happened yet.
                break;
            }

            runs.Add(run = WithRetry(run));
            if (run.NextRetry is { } retry)
            {
                queue.Enqueue(new(due.Session, retry, null, run.RetryLeft - 1, IsRetry: true, ByHand: false), (retry, 1));
            }
        }

        return runs;
    }

    private PriorityQueue<Due, (DateTimeOffset, int)> Queue(ConfigurationPlan configuration)
    {
        DateTimeOffset created = Ago(configuration.AgeDays);
        DateTimeOffset end = configuration.PausedDays is { } paused ? Ago(paused) : now;
        PriorityQueue<Due, (DateTimeOffset, int)> queue = new();
        foreach ((int index, SessionPlan session) in configuration.Sessions.Index())
        {
            int retries = session.MaxRetry ?? 0;
            DateTimeOffset first = created + FirstBackupDelay + (index * BetweenFirstBackups);
            queue.Enqueue(new(session, first, null, retries, IsRetry: false, ByHand: false), (first, 0));
            if (!CronSchedule.TryParse(session.Schedule, out CronSchedule? schedule, out CronError? error))
            {
                throw new InvalidOperationException($"The schedule of {configuration.Key} cannot be read: {error}");
            }

            foreach (DateTimeOffset firing in schedule.Upcoming(first.AddMinutes(1), TimeZoneInfo.Utc).TakeWhile(firing => firing < end))
            {
                queue.Enqueue(new(session, firing.AddSeconds(1), firing, retries, IsRetry: false, ByHand: false), (firing, 0));
            }
        }

        if (configuration.ByHandHours is { } hours)
        {
            DateTimeOffset byHand = ByHandTime(hours);
            queue.Enqueue(new(configuration.Sessions[0], byHand, null, 0, IsRetry: false, ByHand: true), (byHand, 0));
        }

        return queue;
    }

    private Run Begin(ConfigurationPlan configuration, Due due, int ordinal, Run? last)
    {
        Run run = new() { Configuration = configuration, Session = due.Session, Scheduled = due.Scheduled, Start = due.Start, RetryLeft = due.RetryLeft, ByHand = due.ByHand };
        if (configuration.TargetGoneDays is { } gone && run.Start > Ago(gone))
        {
            return run with { Skipped = $"Skipped taking new backup. Reason: BackupConfiguration {configuration.Key} is not Ready." };
        }

        if (last is not null && last.End > run.Start)
        {
            return run with { Skipped = $"Skipped taking new backup. Reason: Previous BackupSession: {last.Name} is \"Running\"." };
        }

        FailureWindow? window = due.Session.Failures.FirstOrDefault(window =>
            run.Start > Ago(window.FromDays) && run.Start <= Ago(window.ToDays) && ordinal % window.Every == 0 && (window.RetriesToo || !due.IsRetry));
        return window is null ? run : run with { Failure = window.Cause, FailedRepository = window.Repository };
    }

    private Run WithRetry(Run run)
    {
        if (run.Failure == FailureCause.None || run.RetryLeft == 0)
        {
            return run;
        }

        DateTimeOffset retry = run.End + run.Session.RetryDelay;

        // A retry still to come would be the operator's to remember, and it was not there.
        return retry.AddHours(1) < now ? run with { NextRetry = retry } : times.Complete(run with { Failure = FailureCause.None });
    }

    // Between two firings of a quarter of an hour.
    private DateTimeOffset ByHandTime(double hours)
    {
        DateTimeOffset ago = now.AddHours(-hours);
        return ago.AddSeconds(-(ago.ToUnixTimeSeconds() % 900)).AddMinutes(7).AddSeconds(19);
    }

    private DateTimeOffset Ago(double days) => DateTimeOffset.FromUnixTimeSeconds((now - TimeSpan.FromDays(days)).ToUnixTimeSeconds());

    private readonly record struct Due(SessionPlan Session, DateTimeOffset Start, DateTimeOffset? Scheduled, int RetryLeft, bool IsRetry, bool ByHand);
}
