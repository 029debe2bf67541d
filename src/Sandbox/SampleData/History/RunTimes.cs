using BackupConsole.Sandbox.SampleData.Company;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.History;

/// <summary>How long the parts of runs take.</summary>
internal sealed class RunTimes(SampleIds ids)
{
    private const double HookSeconds = 6;

    /// <summary>How long a component took, or until it failed.</summary>
    public double Seconds(Run run, RepositoryPlan repository, ComponentPlan component)
    {
        double usual = component.Seconds * (0.86 + (0.3 * ids.Fraction($"seconds/{run.ChanceKey}/{repository.Name}/{component.Name}")));
        return run.IsGood(repository) ? usual : run.Failure switch
        {
            FailureCause.PasswordKeyMissing => 0.9,
            FailureCause.LoginRefused => 1.4,
            FailureCause.SourceUnreadable => usual * 0.6,
            FailureCause.OutOfMemory => usual * 0.7,
            FailureCause.BackendUnavailable => 62,
            FailureCause.Unschedulable => run.Session.Timeout!.Value.TotalSeconds,
            _ => usual,
        };
    }

    /// <summary>Fills in when the run's containers ended and when it was final.</summary>
    public Run Complete(Run run)
    {
        if (run.Skipped is not null)
        {
            return run with { ContainerEnd = run.Start, End = run.Start };
        }

        if (run.Failure == FailureCause.PreHookFailed)
        {
            return run with { ContainerEnd = run.Start, End = run.Start.AddSeconds(HookSeconds) };
        }

        DateTimeOffset containerEnd = run.ContainerStart.AddSeconds(Math.Ceiling(run.Session.Repositories.Sum(repository => run.Session.Tasks.Sum(task => TaskSeconds(run, repository, task)))));
        double after = 10 + (run.Session.PostHook is null ? 0 : 2) + (run.IsGood() ? RetentionSeconds(run) : 0);
        return run with { ContainerEnd = containerEnd, End = containerEnd.AddSeconds(after) };
    }

    /// <summary>How long the retention Job ran.</summary>
    public int RetentionSeconds(Run run) => 5 + (int)(ids.Fraction($"retention/{run.ChanceKey}") * 5);

    /// <summary>When the retention Job was created.</summary>
    public static DateTimeOffset RetentionStart(Run run) => run.ContainerEnd.AddSeconds(run.Session.PostHook is null ? 9 : 11);

    /// <summary>When the run turned to a repository: they come one after the other.</summary>
    public DateTimeOffset StartOf(Run run, RepositoryPlan repository) =>
        run.ContainerStart.AddSeconds(run.Session.Repositories.TakeWhile(earlier => earlier != repository).Sum(earlier => run.Session.Tasks.Sum(task => TaskSeconds(run, earlier, task))));

    private double TaskSeconds(Run run, RepositoryPlan repository, TaskPlan task) => task.PodPerComponent
        ? task.Components.Max(component => Seconds(run, repository, component))
        : task.Components.Sum(component => Seconds(run, repository, component));
}
